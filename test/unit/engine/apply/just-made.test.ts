import { expect, it } from 'vitest';
import { requireConverged, undone } from '../../../trust/stage/expectations.js';
import { Newborns } from '../../../trust/stage/newborns.js';
import { EVERYTHING } from '../../../trust/stage/projects.js';
import { Stage } from '../../../trust/stage/stage.js';

/** ms of virtual time for which AWS calls a new thing not there. */
const LAG_MS = 3_000;

/** Calls about a new thing of each kind that are answered so; a list lacks it. Subscriptions: an apply asks for none. */
const NOT_THERE = {
  integration: ['getIntegrations'],
  bus: ['ListRules', 'PutRule', 'CreateArchive'],
  rule: ['ListRules'],
  queue: ['GetQueueAttributes', 'CreateQueue', 'CreateEventSourceMapping'],
  topic: ['GetTopicAttributes', 'Subscribe'],
  role: ['PutRolePolicy'],
  'policy of a role': ['GetRolePolicy'],
  table: ['DescribeTable'],
  'log group': ['PutRetentionPolicy'],
  function: ['GetFunctionConfiguration', 'CreateEventSourceMapping'],
  'event source mapping': ['GetEventSourceMapping'],
  alarm: ['DescribeAlarms'],
  connection: ['DescribeConnection', 'CreateApiDestination'],
  'API destination': ['DescribeApiDestination'],
};

it('what was just made may be called not there for a while, of whatever kind, and the apply goes on', async () => {
  const stage = await Stage.open(EVERYTHING.first, { seed: EVERYTHING.seed });
  const gcx = await stage.gcx();
  const fair = gcx.weather;
  const newborns = new Newborns(LAG_MS, 'first asked');
  const met = new Map<string, Set<string>>();
  const meet = (kinds: readonly string[], action: string) => {
    for (const kind of kinds) met.set(kind, (met.get(kind) ?? new Set()).add(action));
  };
  gcx.weather = async (call, carryOut) => {
    const { now } = stage.clock;
    const kinds = newborns.met(call, now());
    meet(kinds, call.action);
    const [kind] = kinds;
    if (kind !== undefined) return { kind: 'answered', response: newborns.failure(call, kind, stage) };
    const response = await carryOut();
    newborns.remember(call, response, now());
    const list = newborns.without(call, response, now());
    meet(list?.kinds ?? [], call.action);
    return { kind: 'answered', response: list?.response ?? response };
  };
  const report = await gcx.apply(await gcx.plan());
  expect(undone(report)).toEqual([]);
  expect(report.noted.failed).toEqual([]);
  for (const [kind, actions] of Object.entries(NOT_THERE))
    expect([...(met.get(kind) ?? [])], kind).toEqual(expect.arrayContaining(actions));
  gcx.weather = fair;
  requireConverged(await gcx.plan());
  await stage.close();
});
