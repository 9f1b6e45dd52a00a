import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { EventSourceMappingConfiguration } from '../../../clients/aws/answers.js';
import type { EventSourceMapping } from '../../../clients/aws/functions-model.js';
import { changeId } from '../../change/change.js';
import { type AttributeTable, answeredBy, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import { onMade, onNumber } from '../door/harm.js';
import { type Reading, readEach } from '../door/reading.js';
import { madeKey } from '../noted/made-list.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';
import { isConcurrencyOfGcx } from './maximum-concurrency.js';

/** Batches that Lambda begins with, where nothing keeps it from more (Lambda Developer Guide, scaling of SQS event sources). */
const FEWEST_AT_ONCE = 5;

const ofStreams = none('it is of streams and brokers; a processor is fed from an SQS queue');

const fewAtOnce = onMade(
  onNumber((most, { answer }) =>
    most >= FEWEST_AT_ONCE
      ? undefined
      : {
          does: `No more than ${most} batches are handled at once: further events wait in the SQS queue.`,
          mend: `To take it away: ${awsCommand`lambda update-event-source-mapping --uuid ${String(answer['UUID'])} --scaling-config '{}'`}`,
        },
  ),
);

/** What Lambda answers of an event source mapping (ListEventSourceMappings). */
export const eventSourceMappingAttributes: AttributeTable<EventSourceMappingConfiguration> = {
  UUID: none('AWS gives it'),
  EventSourceMappingArn: none('AWS gives it'),
  EventSourceArn: none('a mapping from another queue is another mapping'),
  FunctionArn: none('mappings are read by their function'),
  BatchSize: ours('One that is larger than the function handles in its time: messages are handled twice.'),
  MaximumBatchingWindowInSeconds: ours('Events wait so long before they are handled.'),
  ScalingConfig: parts({ MaximumConcurrency: people({ harm: fewAtOnce, usual: null }) }),
  FunctionResponseTypes: ours(
    'Without ReportBatchItemFailures all messages of a batch are handled again where one fails.',
  ),
  FilterCriteria: parts({
    Filters: parts({ Pattern: ours('Lambda deletes what does not match: it is lost without notice.') }),
  }),
  FilterCriteriaError: none('it explains filters that Lambda cannot use'),
  State: ours('Disabled: events wait in the queue until they expire.'),
  StateTransitionReason: none('it explains the state'),
  LastModified: none('it only says when'),
  LastProcessingResult: none('it changes by itself'),
  KMSKeyArn: people({ usual: null }),
  MetricsConfig: parts({ Metrics: people({ usual: [] }) }),
  LoggingConfig: parts({ SystemLogLevel: people({ usual: null }) }),
  ProvisionedPollerConfig: parts({
    MinimumPollers: people({ usual: null }),
    MaximumPollers: people({ usual: null }),
    PollerGroupName: people({ usual: null }),
  }),
  DestinationConfig: ofStreams,
  StartingPosition: ofStreams,
  StartingPositionTimestamp: ofStreams,
  ParallelizationFactor: ofStreams,
  Topics: ofStreams,
  Queues: ofStreams,
  SourceAccessConfigurations: ofStreams,
  SelfManagedEventSource: ofStreams,
  MaximumRecordAgeInSeconds: ofStreams,
  BisectBatchOnFunctionError: ofStreams,
  MaximumRetryAttempts: ofStreams,
  TumblingWindowInSeconds: ofStreams,
  AmazonManagedKafkaEventSourceConfig: ofStreams,
  SelfManagedKafkaEventSourceConfig: ofStreams,
  DocumentDBEventSourceConfig: ofStreams,
};

const LIMITED: AttributeTable<EventSourceMappingConfiguration> = {
  ...eventSourceMappingAttributes,
  ScalingConfig: parts({
    MaximumConcurrency: ours('More at once than the file allows: what the handler calls may refuse it.'),
  }),
};

/** Whose each attribute of a mapping is: its limit is gcx's where the file says it. */
function eventSourceMappingTable(isLimitOfGcx: boolean): AttributeTable<EventSourceMappingConfiguration> {
  return isLimitOfGcx ? LIMITED : eventSourceMappingAttributes;
}

const said = saidBy(LIMITED);

/** What differences of an event source mapping do to events. */
export const eventSourceMappingHarms: KindHarms = {
  missing: does('stops', 'Lambda takes nothing out of the SQS queue: events wait there until they expire.'),
  fields: {
    state: said('stops', 'State'),
    filters: said('some', 'FilterCriteria.Filters.Pattern'),
    reports: said('some', 'FunctionResponseTypes'),
    'batch size': said('some', 'BatchSize'),
    'batch window (s)': said('some', 'MaximumBatchingWindowInSeconds'),
    'maximum concurrency': said('some', 'ScalingConfig.MaximumConcurrency'),
  },
};

/** Event source mappings of processors' functions. */
export interface EventSourceMappingsRead {
  /** All of a function, by what the processor's things are called. */
  readonly eventSourceMappings: ReadonlyMap<string, readonly EventSourceMapping[]>;
}

/** Reads the event source mappings of processors' functions. */
export const eventSourceMappingsReading: Reading<EventSourceMappingsRead, ProcessorBasesRead> = {
  name: 'eventSourceMappings',
  waitsFor: ['processorBases'],
  unread: {
    live: { eventSourceMappings: new Map() },
    of: 'event source mappings',
    kinds: ['event-source-mapping'],
  },
  read: async (_scope, { processorBases }, { aws }) => ({
    eventSourceMappings: await readEach(processorBases, async (base) =>
      [...(await aws.functions.eventSourceMappings(base))].sort((a, b) => (a.uuid < b.uuid ? -1 : 1)),
    ),
  }),
  digest: ({ eventSourceMappings }) => ({ eventSourceMappings: [...eventSourceMappings] }),
  answered: (input) =>
    [...input.live.eventSourceMappings].flatMap(([base, found]) =>
      found.flatMap((each) => {
        const thing = processorThing(input, base, each.tags, changeId('event-source-mapping', base));
        const processor = input.declared.processors.find(({ names }) => names.function === base);
        const noted = processor && input.listed?.get(madeKey(changeId('event-source-mapping', base)));
        const isOfGcx =
          processor !== undefined && isConcurrencyOfGcx(processor.target.maximumConcurrency, each, noted);
        return answeredBy(`event source mapping of ${base}`, each, eventSourceMappingTable(isOfGcx), thing);
      }),
    ),
  newerMarks: ({ eventSourceMappings }, { mark }) =>
    [...eventSourceMappings].flatMap(([base, found]) =>
      found.flatMap(({ tags }) => newerFormatOfOurs(`event source mapping of ${base}`, tags, mark)),
    ),
};
