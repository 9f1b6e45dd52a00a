import type { EventSourceMapping } from '../../../clients/aws/functions-model.js';
import type { ProcessorTarget } from '../../../language/config/model.js';
import { eventSourceMappingArn, nameOfArn } from '../../../language/names/arn.js';
import type { AskedOfKind, AskedValue } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { FieldChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { durationText } from '../../change/value-words.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import type { FunctionStep } from '../function/function-steps.js';
import { askedInList } from '../noted/asked-of.js';
import { madeKey } from '../noted/made-list.js';
import { tagSteps } from '../ownership/company-tags.js';
import { isOurs, markTags, TagKey } from '../ownership/mark.js';
import {
  askedProcessorTags,
  compareProcessorTags,
  foreignThing,
  planProcessors,
  processorDeletion,
  processorTags,
} from '../processor/processor-things.js';
import type { SqsQueueStep } from '../sqs-queue/sqs-queue-steps.js';
import { eventSourceMappingMarks } from './event-source-mapping-marks.js';
import { eventSourceMappingRights } from './event-source-mapping-rights.js';
import { type EventSourceMappingStep, eventSourceMappingSteps } from './event-source-mapping-steps.js';
import type { EventSourceMappingsRead } from './event-source-mappings-reading.js';
import { eventSourceMappingHarms } from './event-source-mappings-reading.js';
import { planConcurrency } from './maximum-concurrency.js';

type Input = PlanInput<EventSourceMappingsRead>;
type Planned = KindPlan<EventSourceMappingStep | FunctionStep | SqsQueueStep>;

const BATCH = {
  batchSize: { field: 'batch size', words: String },
  windowSeconds: { field: 'batch window (s)', label: 'batch window', words: durationText },
} as const satisfies Readonly<Record<string, Setting<number>>>;

/** Seconds that a processor that leaves the file has for what waits in its SQS queue; no rule sends there any more. */
const DRAIN_SECONDS = 120;

/** Event source mappings by which Lambda takes messages from a processor's SQS queue to its function. */
export const eventSourceMappingKind: ResourceKind<
  'event-source-mapping',
  EventSourceMappingStep | FunctionStep | SqsQueueStep,
  EventSourceMappingsRead
> = {
  kind: 'event-source-mapping',
  label: 'event source mapping',
  named: (name) => `The event source mapping of ${name}`,
  steps: eventSourceMappingSteps,
  order: { part: 'support', growsAfter: [], goesAfter: [], goesAfterRules: 'all' },
  countsAs: 'target',
  marks: eventSourceMappingMarks,
  harms: eventSourceMappingHarms,
  rights: eventSourceMappingRights,
  plan: (input) =>
    planProcessors(
      input,
      input.live.eventSourceMappings,
      (processor) => planDeclared(input, processor),
      (base) => planLeftover(input, base),
    ),
};

function planDeclared(input: Input, processor: DeclaredProcessor): Planned {
  const { target, names, queueArn } = processor;
  const base = {
    kind: 'event-source-mapping',
    name: names.function,
    group: { kind: 'target', name: target.name },
    after: [
      changeId('sqs-queue', queueArn),
      changeId('role', names.function),
      changeId('function', names.function),
    ],
  } as const;
  const batch = batchOf(target);
  const found = input.live.eventSourceMappings
    .get(names.function)
    ?.find((each) => each.queueArn === queueArn);
  const noted = input.listed?.get(madeKey(changeId('event-source-mapping', names.function)));
  const concurrency = planConcurrency(target.maximumConcurrency, found, noted);
  const wanted = { ...batch, ...concurrency.set };
  if (found === undefined) {
    const tags = processorTags(input, target.name);
    const step = {
      call: 'lambda.createEventSource',
      functionName: names.function,
      queueArn,
      ...wanted,
      tags,
    } as const;
    return {
      changes: [
        change({
          ...base,
          action: 'create',
          fields: [...batchFields(undefined, batch), ...concurrency.fields],
          steps: [step],
          asked: askedOf(input, processor, undefined, concurrency),
        }),
      ],
    };
  }
  const ours = isOurs(found.tags, input.mark);
  if (!ours && found.tags[TagKey.project] !== undefined)
    return foreignThing(input, base, 'Event source mapping', found.tags, target.name);
  const compared = compareProcessorTags(input, target.name, found.tags);
  const tagged = ours
    ? compared
    : { ...compared, set: { ...compared.set, ...markTags(input.mark) }, fields: compared.fields };
  const fields: readonly FieldChange[] = [
    ...batchFields(found, batch),
    ...concurrency.fields,
    ...(found.enabled
      ? []
      : [{ kind: 'value', field: 'state', before: 'disabled', after: 'enabled' } as const]),
    ...(found.reportsItemFailures
      ? []
      : [{ kind: 'value', field: 'reports', after: 'failures of single messages' } as const]),
    ...(found.filtered
      ? [
          {
            kind: 'value',
            field: 'filters',
            before: 'Lambda deletes what does not pass',
            after: 'none',
          } as const,
        ]
      : []),
  ];
  const update: readonly EventSourceMappingStep[] =
    fields.length === 0
      ? []
      : [{ call: 'lambda.updateEventSource', uuid: found.uuid, ...wanted, enabled: true }];
  const arn = eventSourceMappingArn(input.config, found.uuid);
  const steps = [
    ...update,
    ...tagSteps(tagged, (tags, remove) => ({ call: 'lambda.tag', arn, tags, remove })),
  ];
  const all = [...fields, ...tagged.fields];
  const asked = askedOf(input, processor, found, concurrency);
  if (ours) return { changes: [change({ ...base, action: updateOrNone(all), fields: all, steps, asked })] };
  const reason = 'it feeds the function from its SQS queue, and nobody has marked it';
  return { changes: [change({ ...base, action: 'adopt', fields, reason, steps, asked })] };
}

/** What gcx asks for of a mapping. Its ARN is not known before it is made: the list of the bus holds its note. */
function askedOf(
  input: Input,
  { target, names }: DeclaredProcessor,
  live: EventSourceMapping | undefined,
  concurrency: ReturnType<typeof planConcurrency>,
): AskedOfKind {
  return askedInList({
    of: changeId('event-source-mapping', names.function),
    isLive: live !== undefined,
    values: {
      ...askedBatch(batchOf(target), live),
      state: { wanted: true, live: live?.enabled },
      reports: { wanted: true, live: live?.reportsItemFailures },
      filters: { wanted: false, live: live?.filtered },
      ...concurrency.asked,
      ...askedProcessorTags(input, target.name, live?.tags ?? {}),
    },
    setBack: concurrency.setBack,
  });
}

/** The batches that the file asks for; a FIFO queue has no window (Lambda developer guide, parameters for SQS). */
interface Batch {
  readonly batchSize: number;
  readonly windowSeconds?: number;
}

function batchOf({ batch, messageGroup }: ProcessorTarget): Batch {
  return {
    batchSize: batch.size,
    ...(messageGroup === undefined ? { windowSeconds: batch.windowSeconds } : {}),
  };
}

function batchFields(live: EventSourceMapping | undefined, batch: Batch): readonly FieldChange[] {
  return (['batchSize', 'windowSeconds'] as const).flatMap((name) => {
    const wanted = batch[name];
    if (wanted === undefined || live?.[name] === wanted) return [];
    return live === undefined
      ? newSetting(BATCH[name], wanted)
      : settingChange(BATCH[name], { before: live[name], after: wanted });
  });
}

function askedBatch(
  { batchSize, windowSeconds }: Batch,
  live: EventSourceMapping | undefined,
): Readonly<Record<string, AskedValue>> {
  return {
    [BATCH.batchSize.field]: { wanted: batchSize, live: live?.batchSize },
    ...(windowSeconds === undefined
      ? {}
      : { [BATCH.windowSeconds.field]: { wanted: windowSeconds, live: live?.windowSeconds } }),
  };
}

function planLeftover(input: Input, base: string): Planned {
  const mappings = input.live.eventSourceMappings.get(base) ?? [];
  const ours = mappings.filter(({ tags }) => isOurs(tags, input.mark));
  const [first] = ours;
  if (first === undefined) return { changes: [] };
  return processorDeletion(input, {
    kind: 'event-source-mapping',
    what: 'Event source mapping',
    name: base,
    tags: first.tags,
    steps: [
      ...(input.allowed.force ? [] : ours.filter(({ enabled }) => enabled).map(drained)),
      ...ours.map(({ uuid }) => ({ call: 'lambda.deleteEventSource', uuid }) as const),
    ],
  });
}

/** What came before the rules went is handled first. */
function drained({ queueArn }: EventSourceMapping): SqsQueueStep {
  return { call: 'sqs.awaitEmpty', name: nameOfArn(queueArn), seconds: DRAIN_SECONDS };
}
