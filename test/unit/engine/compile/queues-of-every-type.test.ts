import { describe, expect, it } from 'vitest';
import { catalogue, sampleEvent } from '../../../../src/lib/language/events/index.js';
import { matches, parsePattern, readEvent } from '../../../../src/lib/language/patterns/index.js';
import {
  applyTo,
  chosen,
  ORGANIZATION,
  planFor,
  project,
  queueId,
  route,
  sqs,
  worldFor,
} from '../plan/project.js';

const carriers = catalogue().all.filter(({ queue, fieldsKnown }) => queue !== 'none' && fieldsKnown);

describe('a route with queues', () => {
  it.each(carriers.map((eventType) => [eventType.name, eventType] as const))(
    'takes the events of its queue alone: %s',
    (_, eventType) => {
      const config = project(
        [
          route('all', {
            events: [eventType.template],
            queues: [{ kind: 'name', name: 'Queue 1' }],
            targets: ['inbox'],
          }),
        ],
        [sqs('inbox')],
      );
      const world = worldFor(config);
      applyTo(world, planFor(world, config, { queues: { all: [chosen(1)] } }));
      const patterns = [...world.rules.values()].map(({ pattern }) => parsePattern(JSON.stringify(pattern)));
      const reaches = (queue: number) => {
        const event = sampleEvent(eventType, {
          organization: ORGANIZATION,
          suffix: 'prod',
          account: '111122223333',
          region: 'eu-west-1',
          time: new Date('2026-11-29T00:00:00Z'),
          queueId: queueId(queue),
        });
        return patterns.some((pattern) => matches(pattern, readEvent(JSON.stringify(event))));
      };
      expect([reaches(1), reaches(2)]).toEqual([true, false]);
    },
  );
});
