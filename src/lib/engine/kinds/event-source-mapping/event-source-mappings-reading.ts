import type { EventSourceMapping } from '../../../clients/aws/processor-model.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import { type Reading, readEach } from '../door/reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';
import { eventSourceMappingAttributes } from './event-source-mapping-attributes.js';

/** Event source mappings of processors' functions. */
export interface EventSourceMappingsRead {
  /** All of a function, by what the processor's things are called. */
  readonly eventSourceMappings: ReadonlyMap<string, readonly EventSourceMapping[]>;
}

/** Reads the event source mappings of processors' functions. */
export const eventSourceMappingsReading: Reading<EventSourceMappingsRead, ProcessorBasesRead> = {
  name: 'eventSourceMappings',
  waitsFor: ['processorBases'],
  unread: { live: { eventSourceMappings: new Map() }, of: 'event source mappings', kinds: ['event-source'] },
  read: async (_scope, { processorBases }, { aws }) => ({
    eventSourceMappings: await readEach(processorBases, async (base) =>
      [...(await aws.functions.eventSourceMappings(base))].sort((a, b) => (a.uuid < b.uuid ? -1 : 1)),
    ),
  }),
  digest: ({ eventSourceMappings }) => ({ eventSourceMappings: [...eventSourceMappings] }),
  answered: (input) =>
    [...input.live.eventSourceMappings].flatMap(([base, found]) =>
      found.flatMap((each) => {
        const thing = processorThing(input, base, each.tags, changeId('event-source', base));
        return answeredBy(`event source mapping of ${base}`, each, eventSourceMappingAttributes, thing);
      }),
    ),
  newerMarks: ({ eventSourceMappings }, { mark }) =>
    [...eventSourceMappings].flatMap(([base, found]) =>
      found.flatMap(({ tags }) => newerFormatOfOurs(`event source mapping of ${base}`, tags, mark)),
    ),
};
