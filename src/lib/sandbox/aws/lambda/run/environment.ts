import { sandboxAccessKeyId } from '../../../tenant-credentials.js';
import { parseArn } from '../../arn.js';
import type { DeployedCode, FunctionRecord } from '../../processor-records.js';

/** Variables that Lambda sets itself and takes from nobody. */
export const RESERVED_VARIABLES: readonly string[] = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
];

/** Where a function writes its log. */
export function logGroupOf(record: FunctionRecord): string {
  return `/aws/lambda/${record.name}`;
}

/**
 * All that a function's code sees of an environment: its own variables and those that Lambda sets, with credentials of
 * the sandbox and its address; nothing of this machine's.
 */
export function environmentOf(
  record: FunctionRecord,
  code: DeployedCode,
  place: {
    readonly origin: string;
    readonly folder: string;
    readonly stream: string;
    readonly worker: string;
    readonly secret: string;
  },
): Record<string, string> {
  const region = parseArn(record.arn)?.region ?? '';
  const { hostname, port } = new URL(place.origin);
  const gateway = { protocol: 'http', host: hostname, port: Number(port) };
  return {
    ...Object.fromEntries(
      Object.entries(code.environment).map(([name, value]) => [name, hereIfQueue(value, place.origin)]),
    ),
    GENESYS_GCX_GENESYS_GATEWAY: JSON.stringify(gateway),
    _HANDLER: code.handler,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${code.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: record.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(code.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(record),
    AWS_LAMBDA_LOG_STREAM_NAME: place.stream,
    AWS_ACCESS_KEY_ID: sandboxAccessKeyId(record.account),
    AWS_SECRET_ACCESS_KEY: place.secret,
    // Lambda's credentials are temporary ones; in the sandbox their token says which worker a call comes from.
    AWS_SESSION_TOKEN: place.worker,
    AWS_ENDPOINT_URL: place.origin,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    LAMBDA_TASK_ROOT: place.folder,
    TZ: ':UTC',
  };
}

/**
 * The SDK sends a call to the host in an SQS queue's URL, whatever its endpoint is: one that an earlier sandbox gave, on
 * another port, has to lead here.
 */
function hereIfQueue(value: string, origin: string): string {
  const path = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(\/\d{12}\/[\w.-]+)$/.exec(value)?.[1];
  return path === undefined ? value : `${origin}${path}`;
}
