import { expect, it } from 'vitest';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import { sandboxOptions } from '../../../../src/lib/features/sandbox/sandbox-options.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { openSandbox } from '../../../../src/lib/sandbox/index.js';
import { head } from '../../../e2e/gcx.js';
import { asked, call, callId, happens, SALES_SUPPORT, seedOf } from '../../../harness/called.js';
import { trial } from '../../../harness/trial.js';
import { shipped } from '../../config-data/iam-evaluator.js';

const FILE = `${head()}defaults: { deadLetter: dead }
logging: { level: info, detail: none, retention: 7d }
targets:
  inbox: { sqs: { create: shop-inbox } }
  audit: { sqs: { create: shop-audit } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, audit] }
`;

/** What is asked at once, and what is asked only after other answers: each denied with all of its group. */
const GROUPS: readonly (readonly string[])[] = [
  ['cloudwatch:GetMetricData', 'logs:FilterLogEvents', 'sqs:ReceiveMessage', 'events:DescribeEventSource'],
  ['events:ListTargetsByRule', 'events:DescribeEventBus', 'sqs:GetQueueAttributes', 'tag:GetResources'],
  ['events:ListRules', 'logs:DescribeLogGroups', 'sqs:GetQueueUrl'],
];

it('a missing permission is named, and what the rest tells is said, never for more than it is', async () => {
  const pipe = await trial(FILE, { seedFile: seedOf([call(1, [SALES_SUPPORT])]) });
  await pipe.apply(await pipe.plan());
  await pipe.others.sqs.setAttributes('shop-audit', { Policy: '' });
  await happens(pipe, callId(1));
  await pipe.clock.sleep(600_000);
  const { folder, clock } = pipe;
  const { config } = await loadConfig({ cwd: folder, env: {} });
  await pipe.sandbox.close();
  for (const actions of [[], ...GROUPS]) {
    const faults = actions.map((action) => `${action.replace(/^tag:/, 'tagging:')}:deny`);
    const sandbox = await openSandbox({ ...sandboxOptions(config), folder, clock, faults });
    const aws = createAws(sandbox.aws, { runtime: clock });
    const genesys = createGenesys(sandbox.genesys, { runtime: clock });
    const { events, looked, outcome, sentence } = await asked({ ...pipe, aws, genesys }, callId(1));
    await sandbox.close();
    for (const action of actions) expect(looked.missing.join('\n'), action).toContain(action);
    expect(looked.missing.length > 0).toBe(actions.length > 0);
    const fates = events.flatMap(({ routes }) =>
      routes.flatMap(({ targets }) => targets.map(({ target, fate }) => [target, fate.kind] as const)),
    );
    expect(fates, sentence).not.toContainEqual(['audit', 'delivered']);
    for (const [target, kind] of fates)
      if (target === 'inbox') expect(['delivered', 'unknown']).toContain(kind);
    expect(outcome).not.toBe('reached');
  }
  // Without analytics, and without a dead letter, no event is known, and nothing can be asked of the minutes of one.
  const faults = ['genesys:getAnalyticsConversationDetails:deny'];
  const sandbox = await openSandbox({ ...sandboxOptions(config), folder, clock, faults });
  const aws = createAws(sandbox.aws, { runtime: clock });
  const genesys = createGenesys(sandbox.genesys, { runtime: clock });
  const { events, looked, outcome } = await asked({ ...pipe, aws, genesys }, callId(2));
  await sandbox.close();
  expect({ events, outcome, missing: looked.missing.length }).toEqual({
    events: [],
    outcome: 'unknown',
    missing: 1,
  });
  expect(looked.missing.join()).toContain('analytics:conversationDetail:view');
});

it('plan.json and why.json allow what it asks for', () => {
  const allowed = new Set(
    ['plan', 'why'].flatMap((name) => shipped(name, 'shop').flatMap(({ Action }) => [Action].flat())),
  );
  expect(GROUPS.flat().filter((action) => !allowed.has(action))).toEqual([]);
});
