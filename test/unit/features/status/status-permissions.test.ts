import { expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { statusText } from '../../../../src/lib/cli/render/status-text.js';
import { type PipeStatus, verdictOf } from '../../../../src/lib/features/status/index.js';
import { head } from '../../../e2e/gcx.js';
import { brokenPipe } from '../../../harness/broken-pipe.js';
import { statusUnder } from '../../../harness/status-pipe.js';
import { shipped } from '../../config-data/iam-evaluator.js';

const FILE = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
  sync: { lambda: { existing: sync } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, board, sync] }
`;

/** What a status asks AWS for, with what is not known without it: all else is. */
const ACTIONS: Readonly<Record<string, (status: PipeStatus) => unknown>> = {
  'cloudwatch:GetMetricData': ({ routes }) => routes[0]?.numbers.matched.count.kind === 'unknown',
  'events:DescribeEventBus': ({ bus }) => bus.state === 'unknown',
  'events:DescribeEventSource': ({ source }) => source?.state === 'unknown',
  'events:ListRules': ({ routes }) => routes[0]?.rules === undefined,
  'tag:GetResources': () => true,
  'sqs:GetQueueUrl': ({ targets: [inbox] }) => inbox?.queue?.state === 'unknown',
  'sqs:GetQueueAttributes': ({ targets: [inbox] }) => inbox?.queue?.state === 'unknown',
  'sns:GetTopicAttributes': ({ targets: [, board] }) => board?.topics?.[0]?.state === 'unknown',
  'sns:ListSubscriptionsByTopic': ({ targets: [, board] }) =>
    board?.topics?.[0]?.state === 'there' && board.topics[0].subscribers === undefined,
  'lambda:GetFunctionConfiguration': ({ targets: [, , sync] }) => sync?.function?.state === 'unknown',
};

const faultOf = (action: string) => `${action.replace(/^tag:/, 'tagging:')}:deny`;

/** Calls that come only after another one's answer: they are denied apart from it. */
const AFTER_OTHERS = ['sqs:GetQueueAttributes', 'sns:ListSubscriptionsByTopic'];

it('a missing permission is named, and the rest is shown', async () => {
  const pipe = await brokenPipe(FILE);
  await pipe.sandbox.emit({ eventType: 'conversation.acd.end', queue: 'Sales Support', count: 3 });
  await pipe.clock.sleep(5 * 60_000);
  const denied = async (actions: readonly string[], ...more: readonly string[]) => {
    const status = await statusUnder(pipe, ...actions.map(faultOf), ...more);
    for (const action of actions) {
      expect(
        status.unseen.map(({ permission }) => permission),
        action,
      ).toContain(action);
      expect(ACTIONS[action]?.(status), action).toBe(true);
    }
    const verdict = verdictOf(status);
    expect([verdict.kind, verdict.exitCode]).toEqual(['unknown', 3]);
    return { status, text: statusText(status, verdict, plainStyle) };
  };
  const first = await denied(Object.keys(ACTIONS).filter((action) => !AFTER_OTHERS.includes(action)));
  expect(first.status.feed).toMatchObject({ kind: 'integration', state: { kind: 'active' } });
  expect(first.text).toMatch(/^\? Cannot tell whether events flow: [a-z]+:\w+ is missing\.$/m);

  const then = await denied(AFTER_OTHERS, 'genesys:*:deny');
  expect(then.status.feed).toMatchObject({ kind: 'integration', state: { kind: 'unknown' } });
  // Numbers, what is connected on AWS, and what SNS and Lambda say are there.
  expect(then.text).toMatch(/\n {2}ended +3 +0 +0 +5 min {2}inbox, board, sync\n/);
  expect(then.status.unseen).toHaveLength(AFTER_OTHERS.length + 1);
});

it('plan.json, the policy of all that only reads, allows what it asks for', () => {
  const allowed = new Set(shipped('plan', 'shop').flatMap(({ Action }) => [Action].flat()));
  expect(Object.keys(ACTIONS).filter((action) => !allowed.has(action))).toEqual([]);
});
