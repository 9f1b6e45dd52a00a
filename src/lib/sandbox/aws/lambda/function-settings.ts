import type { JsonObject } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context } from '../context.js';
import { integer, object, text, textMap, texts } from '../input.js';
import type { DeployedCode, FunctionRecord } from '../processor-records.js';
import { RESERVED_VARIABLES } from './run/environment.js';

/** Bytes of a function's variables. */
const ENVIRONMENT_BYTES = 4_096;

const ROLE = 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+';
const RUNTIMES = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x'];

/** What CreateFunction and UpdateFunctionConfiguration may set. */
export type FunctionChanges = Partial<
  Pick<
    DeployedCode,
    'role' | 'runtime' | 'handler' | 'description' | 'timeoutSeconds' | 'memoryMb' | 'environment'
  >
>;

/** Reads what a call sets on a function. @throws AwsError in Lambda's words */
export function readFunctionSettings(input: JsonObject, all: boolean): FunctionChanges {
  const role = text(input, 'Role');
  const runtime = text(input, 'Runtime');
  const handler = text(input, 'Handler');
  const description = text(input, 'Description');
  const timeoutSeconds = integer(input, 'Timeout');
  const memoryMb = integer(input, 'MemorySize');
  new Constraints()
    .text('role', role, { required: all, pattern: ROLE })
    .text('runtime', runtime, { oneOf: RUNTIMES })
    .text('handler', handler, { max: 128, pattern: '[^\\s]+' })
    .text('description', description, { max: 256 })
    .range('timeout', timeoutSeconds, 1, 900)
    .range('memorySize', memoryMb, 128, 10_240)
    .check();
  if (all && (runtime === undefined || handler === undefined)) {
    throw wrong(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  const variables = textMap(object(input, 'Environment') ?? {}, 'Variables');
  if (variables !== undefined) checkVariables(variables);
  const environment = input['Environment'] === undefined ? undefined : (variables ?? {});
  return {
    ...(role === undefined ? {} : { role }),
    ...(runtime === undefined ? {} : { runtime }),
    ...(handler === undefined ? {} : { handler }),
    ...(description === undefined ? {} : { description }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(memoryMb === undefined ? {} : { memoryMb }),
    ...(environment === undefined ? {} : { environment }),
  };
}

/** The one architecture that a call names; undefined where it names none. @throws AwsError for another */
export function readArchitecture(input: JsonObject): string | undefined {
  const [architecture] = texts(input, 'Architectures');
  new Constraints().text('architectures', architecture, { oneOf: ['x86_64', 'arm64'] }).check();
  return architecture;
}

function checkVariables(variables: Readonly<Record<string, string>>): void {
  const prefix =
    'Lambda was unable to configure your environment variables because the environment variables you have provided';
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > ENVIRONMENT_BYTES) {
    throw wrong(`${prefix} exceeded the 4KB limit. String measured: ${measured}`);
  }
  const reserved = Object.keys(variables).filter((name) => RESERVED_VARIABLES.includes(name));
  if (reserved.length > 0) {
    throw wrong(
      `${prefix} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const unfit = Object.keys(variables).find((name) => !/^[a-zA-Z]\w+$/.test(name));
  if (unfit !== undefined) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]`,
    );
  }
}

/** Lambda's answer to a value that does not fit the others. */
export function wrong(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

/** Refuses a function's time-out that is longer than its SQS queue hides messages. @throws AwsError */
export function checkVisibility(
  record: Pick<FunctionRecord, 'deployed'>,
  queueArn: string,
  timeoutSeconds: number | undefined,
  context: Context,
): void {
  const seconds = timeoutSeconds ?? record.deployed?.timeoutSeconds;
  const hidden = Number(context.state.queues.get(queueArn)?.attributes['VisibilityTimeout'] ?? 30);
  if (seconds === undefined || hidden >= seconds) return;
  throw wrong(
    `Queue visibility timeout: ${hidden} seconds is less than Function timeout: ${seconds} seconds`,
  );
}
