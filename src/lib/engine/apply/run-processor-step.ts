import { GcxError } from '../../base/gcx-error.js';
import { ProcessorVariable } from '../../processor/contract/settings.js';
import type { PlannedFunction, ProcessorStep } from '../change/processor-step.js';
import { awaitEmpty } from '../kinds/sqs-queue/await-empty.js';
import type { PolicyStep } from './run-policy-step.js';
import type { RunContext } from './run-step.js';

/** What a plan leaves out of a processor: its zip, and the file's environment variables, which can be sensitive. */
export interface BuiltProcessor {
  readonly zip: Uint8Array;
  /** Base64 SHA-256 of the zip. */
  readonly codeSha256: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Carries out one step on a processor's things. Throws what the clients throw. */
export async function runProcessorStep(
  step: Exclude<ProcessorStep, PolicyStep>,
  context: RunContext,
): Promise<void> {
  const { dynamo, iam, logs, alarms, functions } = context.aws;
  const { sleep } = context;
  switch (step.call) {
    case 'sqs.awaitEmpty':
      return awaitEmpty(step.name, step.seconds, context);
    case 'dynamodb.createTable':
      return dynamo.createTable(step.name, step.key, step.tags, sleep);
    case 'dynamodb.enableTtl':
      return dynamo.enableTtl(step.name, step.attribute);
    case 'dynamodb.tag':
      return dynamo.tag(step.arn, step.tags, step.remove);
    case 'dynamodb.deleteTable':
      return dynamo.deleteTable(step.name, sleep);
    case 'iam.createRole':
      return iam.createRole(step);
    case 'iam.setBoundary':
      return iam.setBoundary(step.role, step.boundary);
    case 'iam.tag':
      return iam.tag(step.role, step.tags, step.remove);
    case 'iam.deleteRole':
      return iam.deleteRole(step.name);
    case 'logs.createGroup':
      return logs.createGroup(step.name, step.retentionDays, step.tags);
    case 'logs.setRetention':
      return logs.setRetention(step.name, step.retentionDays);
    case 'logs.tag':
      return logs.tag(step.arn, step.tags, step.remove);
    case 'logs.deleteGroup':
      return logs.deleteGroup(step.name);
    case 'lambda.createFunction': {
      const { zip, environment } = builtOf(step, context);
      const settings = await settingsOf(step.settings, environment, context);
      const { architecture } = step;
      return functions.create(step.name, { ...settings, architecture }, zip, step.tags, sleep);
    }
    case 'lambda.updateCode': {
      const { zip } = builtOf(step, context);
      return functions.updateCode(step.name, step.architecture, zip, sleep);
    }
    case 'lambda.updateSettings': {
      const { environment } = builtOf(step, context);
      return functions.updateSettings(
        step.name,
        await settingsOf(step.settings, environment, context),
        sleep,
      );
    }
    case 'lambda.deleteFunction':
      return functions.delete(step.name, sleep);
    case 'lambda.createEventSource':
      return functions.createEventSource(step, sleep);
    case 'lambda.updateEventSource':
      return functions.updateEventSource(step.uuid, step, sleep);
    case 'lambda.deleteEventSource':
      return functions.deleteEventSource(step.uuid, sleep);
    case 'lambda.tag':
      return functions.tag(step.arn, step.tags, step.remove);
    case 'cloudwatch.putAlarm':
      return alarms.put(step.alarm, step.tags);
    case 'cloudwatch.tag':
      return alarms.tag(step.arn, step.tags, step.remove);
    case 'cloudwatch.deleteAlarm':
      return alarms.delete(step.name);
  }
}

/** What was built for a step's target; never other bytes than the plan speaks of. */
function builtOf(
  step: { readonly target: string; readonly codeSha256?: string },
  { processors }: RunContext,
): BuiltProcessor {
  const built = processors.get(step.target);
  if (built === undefined || (step.codeSha256 !== undefined && step.codeSha256 !== built.codeSha256)) {
    throw new GcxError({
      code: 'code-changed',
      what: `The code of processor ${step.target} is not the one that the plan was made with.`,
      fix: 'Run gcx plan again.',
    });
  }
  return built;
}

async function settingsOf(
  { queue, deadLetterQueue, table, ...settings }: PlannedFunction,
  environment: Readonly<Record<string, string>>,
  context: RunContext,
) {
  const [queueUrl, deadLetterQueueUrl] = await Promise.all(
    [queue, deadLetterQueue].map((name) => urlOf(name, context)),
  );
  return {
    ...settings,
    environment: {
      ...environment,
      [ProcessorVariable.queueUrl]: queueUrl ?? '',
      [ProcessorVariable.deadLetterQueueUrl]: deadLetterQueueUrl ?? '',
      ...(table === undefined ? {} : { [ProcessorVariable.table]: table }),
    },
  };
}

async function urlOf(name: string, { aws }: RunContext): Promise<string> {
  const queue = await aws.sqs.queue(name);
  if (queue !== undefined) return queue.url;
  throw new GcxError({
    code: 'gone-meanwhile',
    what: `SQS queue ${name} is gone: it was there when the plan was made.`,
    fix: 'Run gcx plan again.',
  });
}
