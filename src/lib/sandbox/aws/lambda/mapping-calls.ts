import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../base/json.js';
import { arnOf, parseArn } from '../arn.js';
import { AwsError, resourceNotFound } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context } from '../context.js';
import { flag, integer, object, objects, text, textMap, texts } from '../input.js';
import { pageOf } from '../pages.js';
import type { MappingRecord } from '../processor-records.js';
import { checkTags } from '../tags.js';
import { checkPolling } from './execution-role.js';
import { checkVisibility, wrong } from './function-settings.js';
import { findFunction, functionName } from './functions.js';
import { isUnsettled, settlesAt } from './settling.js';

/** Messages that a batch may have beyond 10, where there is a window. */
const MESSAGES_PER_BATCH = 10_000;
const DEFAULT_BATCH = 10;

/** The mapping of a UUID. @throws AwsError ResourceNotFoundException 404 */
export function mappingOf(uuid: string, context: Context): MappingRecord {
  const found = context.state.mappings.get(uuid);
  const gone = found?.unsettled?.state === 'Deleting' && !isUnsettled(found, context.now());
  if (gone) context.state.mappings.delete(uuid);
  if (found === undefined || gone) throw resourceNotFound('The resource you requested does not exist.', 404);
  return found;
}

/** A mapping as read: what is under way shows once. */
export function readMapping(uuid: string, context: Context): JsonObject {
  const record = mappingOf(uuid, context);
  const shown = shownMapping(record, context);
  if (record.unsettled?.state === 'Deleting') context.state.mappings.delete(uuid);
  delete record.unsettled;
  return shown;
}

/** CreateEventSourceMapping, of an SQS queue. @throws AwsError */
export function createMapping(input: JsonObject, context: Context): JsonObject {
  const queueArn = text(input, 'EventSourceArn');
  new Constraints().text('functionName', text(input, 'FunctionName'), { required: true, min: 1 }).check();
  if (queueArn === undefined) throw wrong('Unrecognized event source.');
  if (parseArn(queueArn)?.service !== 'sqs') {
    throw wrong('Unrecognized event source, must be kinesis, dynamodb stream or sqs.');
  }
  const found = findFunction(text(input, 'FunctionName') ?? '', undefined, context);
  if (found === undefined) throw wrong('Function does not exist');
  if (!context.state.queues.has(queueArn)) {
    throw wrong(
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    );
  }
  const { record } = found;
  const same = [...context.state.mappings.values()].find(
    (mapping) => mapping.queueArn === queueArn && mapping.functionArn === record.arn,
  );
  if (same !== undefined && (same.unsettled?.state !== 'Deleting' || isUnsettled(same, context.now()))) {
    throw new AwsError(
      'ResourceConflictException',
      `An event source mapping with SQS arn (" ${queueArn} ") and function (" ${record.name} ") already exists. Please update or delete the existing mapping with UUID ${same.uuid}`,
      { status: 409 },
    );
  }
  checkPolling(record, queueArn, context);
  checkVisibility(record, queueArn, undefined, context);
  const settings = readSettings(input, { batchSize: DEFAULT_BATCH, windowSeconds: 0, queueArn });
  const tags = textMap(input, 'Tags') ?? {};
  checkTags(tags, {}, wrong);
  const now = context.now();
  const mapping: MappingRecord = {
    uuid: randomUUID(),
    queueArn,
    functionArn: record.arn,
    enabled: flag(input, 'Enabled') ?? true,
    reportsItemFailures: false,
    ...settings,
    tags,
    modified: now,
    unsettled: { state: 'Creating', until: settlesAt(now) },
  };
  context.state.mappings.set(mapping.uuid, mapping);
  context.functions.look();
  return shownMapping(mapping, context);
}

/** UpdateEventSourceMapping. @throws AwsError */
export function updateMapping(uuid: string, input: JsonObject, context: Context): JsonObject {
  const mapping = changeable(uuid, context);
  const settings = readSettings(input, mapping);
  const name = text(input, 'FunctionName');
  if (name !== undefined) {
    const found = findFunction(name, undefined, context);
    if (found === undefined) throw wrong('Function does not exist');
    checkPolling(found.record, mapping.queueArn, context);
    checkVisibility(found.record, mapping.queueArn, undefined, context);
    mapping.functionArn = found.record.arn;
  }
  const enabled = flag(input, 'Enabled') ?? mapping.enabled;
  const state = enabled === mapping.enabled ? 'Updating' : enabled ? 'Enabling' : 'Disabling';
  const now = context.now();
  Object.assign(mapping, settings, { enabled, modified: now, unsettled: { state, until: settlesAt(now) } });
  // An empty ScalingConfig takes it away.
  if (input['ScalingConfig'] !== undefined && settings.maximumConcurrency === undefined)
    delete mapping.maximumConcurrency;
  context.functions.look();
  return shownMapping(mapping, context);
}

/** DeleteEventSourceMapping. @throws AwsError */
export function deleteMapping(uuid: string, context: Context): JsonObject {
  const mapping = changeable(uuid, context);
  mapping.unsettled = { state: 'Deleting', until: settlesAt(context.now()) };
  context.functions.look();
  return shownMapping(mapping, context);
}

/** ListEventSourceMappings. @throws AwsError */
export function listMappings(query: URLSearchParams, context: Context): JsonObject {
  const { state, now } = context;
  for (const [uuid, mapping] of state.mappings) {
    if (mapping.unsettled?.state === 'Deleting' && !isUnsettled(mapping, now())) state.mappings.delete(uuid);
  }
  const name = query.get('FunctionName');
  const functionArn = name === null ? undefined : functionName(name, context).arn;
  const queueArn = query.get('EventSourceArn') ?? undefined;
  const all = [...state.mappings.values()]
    .filter((mapping) => functionArn === undefined || mapping.functionArn === functionArn)
    .filter((mapping) => queueArn === undefined || mapping.queueArn === queueArn);
  const size = Number(query.get('MaxItems') ?? 100);
  const page = pageOf(
    all,
    Math.min(Math.max(size, 1), 100),
    query.get('Marker') ?? undefined,
    'InvalidParameterValueException',
  );
  return {
    EventSourceMappings: page.items.map((mapping) => shownMapping(mapping, context)),
    ...(page.next === undefined ? {} : { NextMarker: page.next }),
  };
}

function changeable(uuid: string, context: Context): MappingRecord {
  const mapping = mappingOf(uuid, context);
  if (!isUnsettled(mapping, context.now())) return mapping;
  throw new AwsError(
    'ResourceInUseException',
    `Cannot update the event source mapping because it is in use.`,
  );
}

type Settings = Pick<MappingRecord, 'batchSize' | 'windowSeconds'> &
  Partial<Pick<MappingRecord, 'reportsItemFailures' | 'maximumConcurrency' | 'filters' | 'kept'>>;

/** Settings that the sandbox keeps and shows, and does not carry out. */
const KEPT = ['KMSKeyArn', 'MetricsConfig', 'LoggingConfig', 'ProvisionedPollerConfig'] as const;

function readSettings(
  input: JsonObject,
  known: Pick<MappingRecord, 'queueArn' | 'batchSize' | 'windowSeconds' | 'kept'>,
): Settings {
  const batchSize = integer(input, 'BatchSize') ?? known.batchSize;
  const windowSeconds = integer(input, 'MaximumBatchingWindowInSeconds') ?? known.windowSeconds;
  const { queueArn } = known;
  const scaling = object(input, 'ScalingConfig');
  const maximumConcurrency = scaling === undefined ? undefined : integer(scaling, 'MaximumConcurrency');
  const filters = object(input, 'FilterCriteria');
  const types = texts(input, 'FunctionResponseTypes');
  const constraints = new Constraints()
    .range('batchSize', batchSize, 1, MESSAGES_PER_BATCH)
    .range('maximumBatchingWindowInSeconds', windowSeconds, 0, 300)
    .range('scalingConfig.maximumConcurrency', maximumConcurrency, 2, 1_000);
  for (const type of types) {
    constraints.text('functionResponseTypes', type, { oneOf: ['ReportBatchItemFailures'] });
  }
  constraints.check();
  // Recorded in aws/aws-lambda-dotnet#1758 (2024), with a batch size of 100 beside it.
  if (queueArn.endsWith('.fifo') && windowSeconds > 0)
    throw wrong('Batching window is not supported for FIFO queues');
  if (batchSize > DEFAULT_BATCH && windowSeconds === 0) {
    throw wrong(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
  return {
    batchSize,
    windowSeconds,
    kept: {
      ...known.kept,
      ...Object.fromEntries(KEPT.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]]))),
    },
    ...(input['FunctionResponseTypes'] === undefined ? {} : { reportsItemFailures: types.length > 0 }),
    ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
    ...(filters === undefined
      ? {}
      : { filters: objects(filters, 'Filters').map((filter) => text(filter, 'Pattern') ?? '{}') }),
  };
}

function shownMapping(mapping: MappingRecord, context: Context): JsonObject {
  return {
    UUID: mapping.uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    EventSourceArn: mapping.queueArn,
    FunctionArn: mapping.functionArn,
    LastModified: mapping.modified / 1_000,
    State: isUnsettled(mapping, context.now())
      ? (mapping.unsettled?.state ?? '')
      : mapping.enabled
        ? 'Enabled'
        : 'Disabled',
    StateTransitionReason: 'USER_INITIATED',
    FunctionResponseTypes: mapping.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    ...(mapping.filters === undefined || mapping.filters.length === 0
      ? {}
      : { FilterCriteria: { Filters: mapping.filters.map((Pattern) => ({ Pattern })) } }),
    ...mapping.kept,
    EventSourceMappingArn: arnOf('lambda', context, `event-source-mapping:${mapping.uuid}`),
    ...(mapping.maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: mapping.maximumConcurrency } }),
  };
}
