import { expect, test } from 'vitest';
import { writtenCommands } from '../../../../src/lib/base/hints/gcx-command.js';
import { localTime } from '../../../../src/lib/base/local-time.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { whyText } from '../../../../src/lib/cli/render/why-text.js';
import { afterThisTest } from '../../../clean-up.js';
import { head } from '../../../e2e/gcx.js';
import { asked, call, callId, happens, SALES_SUPPORT, seedOf } from '../../../harness/called.js';
import { applied, trial } from '../../../harness/trial.js';
import { startReceiver } from '../../sandbox/aws/http/receiver.js';

const auth = 'auth: { apiKey: { header: X-Key, secret: { env: CRM_KEY } } }';
const FILE = `${head()}defaults: { deadLetter: dead }
targets:
  crm: { http: { url: "https://crm.example.com/calls", ${auth} } }
  refuses: { http: { url: "https://crm.example.com/refuses", ${auth} } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [crm, refuses] }
`;

test('an endpoint that refuses: its dead letter is told, and the rule is not blamed for the id in its ARN', async () => {
  const receiver = await startReceiver(({ url }) => ({ status: url === '/refuses' ? 400 : 200 }));
  afterThisTest(() => receiver.close());
  const seedFile = seedOf([call(1, [SALES_SUPPORT])]);
  const pipe = await trial(FILE, { seedFile, deliver: [`crm.example.com=${receiver.origin}`] });
  pipe.secrets.set('CRM_KEY', 'key-of-the-crm');
  await applied(pipe);
  await happens(pipe, callId(1));
  const shown = async () =>
    writtenCommands(whyText(await asked(pipe, callId(1)), plainStyle, localTime('UTC')));
  const told = await shown();
  expect(told).toContain('refuses  dead-lettered: ERROR_FROM_TARGET');
  expect(told.match(/^ +(?:crm|refuses) /gm)).toHaveLength(2);
  expect(told.replace(/\s+/g, ' ')).toContain(
    'It did not reach refuses: the API destination shop-refuses answered with an error.',
  );
  expect(told).not.toMatch(/no longer sends|does not send/);

  // Who may not look at API destinations is told the same.
  pipe.wire.instead = (action) =>
    action === 'DescribeApiDestination'
      ? { status: 400, body: '{"__type":"AccessDeniedException"}' }
      : undefined;
  expect(await shown()).not.toMatch(/no longer sends|does not send/);
});
