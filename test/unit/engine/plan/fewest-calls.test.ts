import { expect, it } from 'vitest';
import { trial } from '../../../harness/trial.js';
import { fewestCalls } from './fewest-calls.js';

const ROUTES = 40;
const TOPICS = 12;
const QUEUES = 12;

/** Routes that each send to a topic and a queue; every other topic has a queue as a subscriber. */
const file = [
  'version: 1',
  'project: shop',
  'genesys: { environment: mypurecloud.ie, organization: "2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42", integration: { suffix: shop } }',
  'aws: { region: eu-west-1, account: "444455556666" }',
  'archive: { retention: 30d }',
  'targets:',
  ...Array.from({ length: QUEUES }, (_, at) => `  q${at}: { sqs: { create: shop-q${at} } }`),
  ...Array.from({ length: TOPICS }, (_, at) =>
    at % 2 === 0
      ? `  t${at}: { sns: { create: shop-t${at} }, subscribers: [{ sqs: q${at} }] }`
      : `  t${at}: { sns: { create: shop-t${at} } }`,
  ),
  'routes:',
  ...Array.from(
    { length: ROUTES },
    (_, at) =>
      `  r${at}: { events: [conversation.acd.end], where: { mediaType: [VOICE], conversationId: ["c${at}"] }, targets: [t${at % TOPICS}, q${at % QUEUES}] }`,
  ),
  '',
].join('\n');

it('a plan of what is applied takes at most 1.1 times the fewest calls, and reads nothing twice', async () => {
  const { plan, apply, wire, others } = await trial(file);
  expect(await apply(await plan())).toMatchObject({ failed: 0, notAttempted: 0 });
  const calls: string[] = [];
  wire.before = (action) => {
    if (!action.includes('/api/')) calls.push(action);
  };
  const again = await plan();
  expect(again.changes.filter(({ action }) => action !== 'none')).toEqual([]);
  const buses = await others.events.busNames();
  const rules = (await Promise.all(buses.map((bus) => others.events.listRules(bus)))).flat();
  const fewest = fewestCalls({
    rules: rules.filter(({ managedBy }) => managedBy === undefined).length,
    topics: TOPICS,
    queues: QUEUES,
    functions: 0,
    subscriptions: TOPICS / 2,
    buses: buses.length,
    archives: 1,
  });
  const counts = [...new Set(calls)].map(
    (action) => `${action} ${calls.filter((each) => each === action).length}`,
  );
  expect(
    calls.length,
    `${calls.length} calls, ${fewest} at the fewest: ${counts.join(', ')}`,
  ).toBeLessThanOrEqual(fewest * 1.1);
});
