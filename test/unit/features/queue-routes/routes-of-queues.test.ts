import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routesOfQueues } from '../../../../src/lib/features/queue-routes/routes-of-queues.js';
import { rulesOfFile } from '../../../../src/lib/features/rules/rules-of-file.js';
import { catalogue, sampleEvent } from '../../../../src/lib/language/events/index.js';
import { eventOf, matches, parsePattern } from '../../../../src/lib/language/patterns/index.js';
import { configOf } from '../config-of.js';

const IDS = [1, 2, 3].map((n) => `5affb229-7631-4992-b0ce-00000000000${n}`);
const EVENTS = ['conversation.acd.end', 'conversation.acd.start', 'routing.queues.users', 'users.presence'];

/** What a route of the property may say of queues. */
const saying = fc.oneof(
  fc.constant(''),
  fc
    .subarray(IDS, { minLength: 1 })
    .map((ids) => `, queues: [${ids.map((id) => `{ id: ${id} }`).join(', ')}]`),
);

test('a route takes a queue where an event of it can match one of its rules', async () => {
  await fc.assert(
    fc.asyncProperty(
      saying,
      fc.subarray(EVENTS, { minLength: 1 }),
      fc.subarray(IDS),
      async (queues, events, where) => {
        const allowed = queues === '' ? events : events.filter((event) => event !== 'users.presence');
        fc.pre(allowed.length > 0);
        const asks =
          where.length === 0 || allowed.some((event) => !event.startsWith('conversation'))
            ? ''
            : `, where: { queueId: [${where.join(', ')}] }`;
        const config = await configOf(`version: 1
project: shop
genesys: { environment: mypurecloud.ie, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, integration: { suffix: prod } }
aws: { account: "111122223333", region: eu-west-1 }
targets: { inbox: { sqs: { create: inbox } } }
routes: { it: { events: [${allowed.join(', ')}]${queues}${asks}, targets: [inbox] } }
`);
        const named = (id: string) => ({ id, name: id, division: { id: '', name: '' } });
        const chosen = IDS.filter((id) => queues.includes(id)).map((id) => ({
          ...named(id),
          chosenBy: `id ${id}`,
        }));
        const resolved = queues === '' ? {} : { it: chosen };
        let patterns: readonly ReturnType<typeof parsePattern>[] = [];
        try {
          patterns = rulesOfFile(config, resolved).map(({ pattern = '' }) => parsePattern(pattern));
        } catch {
          // A filter that no queue passes is refused by the compiler.
        }
        for (const id of IDS) {
          const reached = allowed.some((event) => {
            const type = catalogue().find(event);
            if (type === undefined || type.queue === 'none') return false;
            const sample = sampleEvent(type, {
              organization: config.genesys.organization,
              suffix: 'prod',
              account: '111122223333',
              region: 'eu-west-1',
              time: new Date(0),
              queueId: id,
            });
            return patterns.some((pattern) => matches(pattern, eventOf(sample)));
          });
          const [verdict] = routesOfQueues(config, resolved)(named(id));
          expect(verdict?.verdict.kind, `${id} ${JSON.stringify({ allowed, queues, asks })}`).toBe(
            reached ? 'takes' : 'misses',
          );
        }
      },
    ),
    { numRuns: 15 },
  );
});
