import { expect, test } from 'vitest';
import { writtenCommands } from '../../../../src/lib/base/hints/gcx-command.js';
import { localTime } from '../../../../src/lib/base/local-time.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { whyText } from '../../../../src/lib/cli/render/why-text.js';
import { candidatesOf, explainMany, manySentence, type Why } from '../../../../src/lib/features/why/index.js';
import { head } from '../../../e2e/gcx.js';
import {
  asked,
  CANARY,
  call,
  callId,
  happens,
  SALES_SUPPORT,
  seedOf,
  sidesOf,
} from '../../../harness/called.js';
import { trial } from '../../../harness/trial.js';
import { VIRTUAL_START } from '../../../harness/virtual-clock.js';

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
  const seedFile = seedOf([
    call(1, [SALES_SUPPORT]),
    call(2, [SALES_SUPPORT], { begin: VIRTUAL_START + 600_000 }),
    call(3, [SALES_SUPPORT], { begin: VIRTUAL_START - 3_600_000 }),
  ]);
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
allows the rules or topics of the file: somebody removed it.
Next: gcx apply, then gcx redrive audit --dry-run`);
  expect(why).toMatchObject({ outcome: 'nothing' });

  // Two of the queue's three calls came; the third was before there was a pipe.
  await pipe.clock.sleep(600_000);
  const now = pipe.clock.now();
  const many = await explainMany(await sidesOf(pipe), {
    queueId: SALES_SUPPORT,
    from: new Date(VIRTUAL_START),
    now,
    target: 'audit',
    signal: new AbortController().signal,
  });
  expect(manySentence(many)).toBe('0 arrived, 2 did not: 2 dead-lettered NO_PERMISSIONS at audit.');
  // No conversation, no event: nothing is asked of the minutes of none.
  const none = await explainMany(await sidesOf(pipe), {
    queueId: '00000000-0000-4000-8000-000000000001',
    from: new Date(VIRTUAL_START),
    now,
    signal: new AbortController().signal,
  });
  expect(none).toMatchObject({ conversations: 0, groups: [], looked: { missing: [] } });
  const unclear = { what: 'not known', outcome: 'unknown', count: 1, conversations: [] } as const;
  expect(manySentence({ ...many, groups: [unclear] })).toBe(
    '0 arrived, none did not. Of 1 nobody can know: 1 not known.',
  );
  expect(many.groups).toMatchObject([{ count: 2, conversations: [callId(2), callId(1)] }]);

  // A number is found however it is written, and is in no answer and no error.
  const time = { from: new Date(VIRTUAL_START - 7_200_000), to: new Date(now) };
  const found = await candidatesOf(pipe.genesys, '(+1) 555-010 7788', time);
  expect(found.map(({ id }) => id)).toEqual([callId(2), callId(1), callId(3)]);
  expect(found[0]).toMatchObject({ media: 'voice', queueIds: [SALES_SUPPORT] });
  expect(await candidatesOf(pipe.genesys, '+15550107789', time)).toEqual([]);
  const error = await candidatesOf(pipe.genesys, '+15550107788', { from: time.to, to: time.from }).catch(
    String,
  );
  expect(String(error)).not.toContain('5550107788');
  const all = JSON.stringify([why, many, found, error]);
  for (const canary of Object.values(CANARY)) expect(all).not.toContain(canary);
});

test('what stands in the way now is the cause of an event seen on AWS, unless it is known to have passed', async () => {
  const calls = [1, 2].map((number) =>
    call(number, [SALES_SUPPORT], { begin: VIRTUAL_START + number * 600_000 }),
  );
  const pipe = await trial(FILE, { seedFile: seedOf(calls) });
  await pipe.apply(await pipe.plan());
  const { events, sqs } = pipe.others;
  const [bus = ''] = (await events.busNames()).filter((name) => name.startsWith('aws.partner/'));
  await sqs.setAttributes('shop-audit', { Policy: '' });
  await happens(pipe, callId(1));
  await events.removeTargets(bus, 'shop-ended-1', ['inbox']);
  await happens(pipe, callId(2));
  await pipe.clock.sleep(600_000);

  const why = await asked(pipe, callId(2));
  expect(why.sentence).toBe('It probably reached nothing: rule shop-ended-1 no longer sends to inbox.');

  // Disabled since: audit's dead letter tells that the rule matched, so nothing is said of inbox.
  const [rule] = await events.listRules(bus, 'shop-ended-1');
  const { description = '', pattern = '{}' } = rule ?? {};
  await events.putRule({
    bus,
    name: 'shop-ended-1',
    pattern: JSON.parse(pattern),
    description,
    enabled: false,
  });
  const inbox = (await asked(pipe, callId(1), 'inbox')).events.flatMap(({ routes }) =>
    routes.flatMap(({ targets }) => targets.map(({ fate }) => fate.kind)),
  );
  expect(inbox).toEqual(['unknown']);
});

test('the first of two stops is told: the event type, before the event source that the deleted bus left pending', async () => {
  const pipe = await trial(FILE, { seedFile: seedOf([call(1, [SALES_SUPPORT])]) });
  await pipe.apply(await pipe.plan());
  const { events } = pipe.others;
  const [integration] = await pipe.genesys.integrations.list();
  const { id = '', config } = integration ?? {};
  if (config === undefined) throw new Error('The integration has no configuration.');
  await pipe.genesys.integrations.configure(id, { ...config, eventFilter: [] });
  const [bus = ''] = (await events.busNames()).filter((name) => name.startsWith('aws.partner/'));
  await events.removeTargets(bus, 'shop-ended-1', ['inbox', 'audit']);
  await events.deleteRule(bus, 'shop-ended-1');
  await events.deleteBus(bus);
  await happens(pipe, callId(1));
  await pipe.clock.sleep(600_000);
  expect((await asked(pipe, callId(1))).sentence).toBe(
    'It probably reached nothing: Genesys Cloud does not send conversation.acd.end: the integration is not subscribed to it.',
  );
});
