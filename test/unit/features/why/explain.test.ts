import { expect, test } from 'vitest';
import { writtenCommands } from '../../../../src/lib/base/hints/gcx-command.js';
import { localTime } from '../../../../src/lib/base/local-time.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { whyText } from '../../../../src/lib/cli/render/why-text.js';
import type { Why } from '../../../../src/lib/features/why/index.js';
import { head } from '../../../e2e/gcx.js';
import { asked, CANARY, call, callId, happens, SALES_SUPPORT, seedOf } from '../../../harness/called.js';
import { trial } from '../../../harness/trial.js';

const FILE = `${head()}defaults: { deadLetter: dead }
targets:
  inbox: { sqs: { create: shop-inbox } }
  audit: { sqs: { create: shop-audit } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, audit] }
`;

/** What a person sees in Berlin. */
function shown(why: Why): string {
  return writtenCommands(whyText(why, plainStyle, localTime('Europe/Berlin'))).replaceAll('\ufdd4', ' ');
}

test('a target that lets EventBridge in no more: its dead letter is found by the conversation', async () => {
  const seedFile = seedOf([call(1, [SALES_SUPPORT]), call(2, [SALES_SUPPORT])]);
  const pipe = await trial(FILE, { seedFile });
  await pipe.apply(await pipe.plan());
  await pipe.others.sqs.setAttributes('shop-audit', { Policy: '' });
  await happens(pipe, callId(1));
  await happens(pipe, callId(2));

  const why = await asked(pipe, callId(1), 'audit');
  expect(shown(why)).toBe(`Voice call 0ca11000-0000-4000-8000-000000000001
15 Jan 2027, 09:01-09:02 CET, Sales Support
Now: integration prod enabled and active, event source ACTIVE

09:01:20  acd.end, queue Sales Support
          ended takes it
            audit  dead-lettered: NO_PERMISSIONS
3 more events of types that no route wants: customer.start, acd.start and
customer.end.

It did not reach audit: the policy of SQS queue shop-audit has no statement that
lets the file's rules or topics in: somebody took it out.
Next: gcx apply, then gcx redrive audit`);
  expect(why).toMatchObject({ outcome: 'nothing' });
  const all = JSON.stringify([why, await asked(pipe, callId(2))]);
  for (const canary of Object.values(CANARY)) expect(all).not.toContain(canary);
});
