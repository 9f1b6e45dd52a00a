import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Config, LoadedConfig, ProcessorTarget } from '../../language/config/model.js';
import { atJsonPath } from '../../language/events/input/index.js';
import { processorNames } from '../../language/names/processor-names.js';
import { ProcessorVariable } from '../../processor/contract/settings.js';
import { OUTCOMES } from '../../processor/runtime/outcome.js';
import type { Execution, MetricSum } from '../sandbox/index.js';
import type { BuiltProcessor } from './build-processor.js';
import { serviceEnvironment } from './service-environment.js';

/** What a local run of a processor is given. */
export interface InvokeRequest {
  readonly loaded: LoadedConfig;
  readonly built: BuiltProcessor;
  /** Whatever they are: the processor says what is no event. */
  readonly events: readonly JsonValue[];
  readonly aws: Aws;
  readonly sandbox: boolean;
  /** Called with each line that it logs. */
  readonly log: (line: string) => void;
}

/** What `gcx processor invoke` prints under `--json`. */
export interface InvokeDocument {
  readonly schemaVersion: 1;
  readonly processor: string;
  /** How many events ended how; absent where the code died. */
  readonly counts?: JsonObject;
  /** Also where events failed. */
  readonly error?: { readonly type: string; readonly message: string };
}

/** Runs a processor's real bundle on this machine, with the table and SQS queues of the sandbox or of AWS. */
export async function invokeProcessor(request: InvokeRequest): Promise<InvokeDocument> {
  const { built, loaded, events, aws, sandbox, log } = request;
  const { target, bundle } = built;
  const environment = {
    ...target.environment,
    ...(await placesOf(loaded.config, target, aws)),
    ...(await serviceEnvironment(loaded.config, target, { sandbox, events })),
  };
  const { metricsOf, runOnce } = await import('../sandbox/index.js');
  const lines: string[] = [];
  const execution = await runOnce({
    zip: bundle.zip,
    handler: bundle.handler,
    functionName: processorNames(loaded.config, target).function,
    memoryMb: target.memoryMb,
    timeoutMs: target.timeoutSeconds * 1_000,
    environment,
    payload: JSON.stringify(inGroups(events, target)),
    log: (line) => {
      lines.push(line);
      log(line);
    },
  });
  const counts = countsIn(metricsOf(lines));
  return { schemaVersion: 1, processor: target.name, ...resultOf(execution, counts) };
}

/**
 * The events with the message groups that EventBridge would send them with, so that they are handled in order. What has none
 * (and would not come to the FIFO queue) and records of other services are left as they are.
 */
function inGroups(events: readonly JsonValue[], { messageGroup }: ProcessorTarget): readonly JsonValue[] {
  if (messageGroup === undefined) return events;
  return events.map((event, index) => {
    if (!isJsonObject(event) || Array.isArray(event['Records'])) return event;
    const group = messageGroup.startsWith('$') ? atJsonPath(event, messageGroup) : messageGroup;
    if (typeof group !== 'number' && (typeof group !== 'string' || group === '')) return event;
    const attributes = { MessageGroupId: String(group), SequenceNumber: String(index) };
    const record = { eventSource: 'aws:sqs', messageId: `event-${index}`, body: JSON.stringify(event) };
    return { Records: [{ ...record, attributes }] };
  });
}

/** The exit code of a run: 1 where the code threw or died. */
export function invokeExitCode({ error }: InvokeDocument): ExitCode {
  return error === undefined ? ExitCode.done : ExitCode.error;
}

function resultOf(
  execution: Execution,
  counts: JsonObject | undefined,
): Pick<InvokeDocument, 'counts' | 'error'> {
  if (execution.kind === 'failed') {
    const { errorType, errorMessage } = execution.error;
    const error = { type: errorType, message: errorMessage };
    return counts === undefined ? { error } : { counts, error };
  }
  const answer: unknown = JSON.parse(execution.payload);
  return isJsonObject(answer) ? { counts: answer } : {};
}

/** The counts as the metrics say them, which are written whatever becomes of the answer. */
function countsIn(metrics: readonly MetricSum[]): JsonObject | undefined {
  const sums = new Map(
    metrics.filter(({ dimensions }) => !('eventType' in dimensions)).map(({ name, sum }) => [name, sum]),
  );
  if (!sums.has('Received')) return undefined;
  const metricOf = (count: string) => `${count.charAt(0).toUpperCase()}${count.slice(1)}`;
  return Object.fromEntries(
    ['received', ...OUTCOMES].map((count) => [count, sums.get(metricOf(count)) ?? 0]),
  );
}

/** Where the processor's table, where it has one, and SQS queues are. @throws GcxError where it was not applied yet */
async function placesOf(
  config: Config,
  target: ProcessorTarget,
  aws: Aws,
): Promise<Readonly<Record<string, string>>> {
  const names = processorNames(config, target);
  const hasTable = target.deduplicate !== undefined;
  const [queue, deadLetters, table] = await Promise.all([
    aws.sqs.queue(names.queue),
    aws.sqs.queue(names.deadLetterQueue),
    hasTable ? aws.dynamo.table(names.table) : undefined,
  ]);
  if (queue === undefined || deadLetters === undefined || (hasTable && table === undefined)) {
    throw new GcxError({
      code: 'processor-not-applied',
      what: `The SQS queues${hasTable ? ' and the table' : ''} of processor ${target.name} do not exist yet.`,
      why: 'A run on this machine uses the real ones, or those of the sandbox.',
      fix: `${gcxCommand('apply')} makes them.`,
    });
  }
  return {
    ...(hasTable ? { [ProcessorVariable.table]: names.table } : {}),
    [ProcessorVariable.queueUrl]: queue.url,
    [ProcessorVariable.deadLetterQueueUrl]: deadLetters.url,
  };
}
