import { AwsError } from '../aws-error.js';
import type { Context } from '../context.js';
import type { FunctionRecord } from '../processor-records.js';
import type { Answer } from './answer.js';
import { measureAsyncReceived, measureThrottle } from './function-metrics.js';
import { functionOf, invoke, type NamedFunction } from './functions.js';
import { isUnsettled } from './settling.js';

/** What Invoke was asked. */
export interface InvokeCall {
  readonly name: string;
  readonly qualifier: string | undefined;
  /** JSON; empty for none. */
  readonly body: string;
  /** `RequestResponse` where it says none. */
  readonly type: string;
  /** Whether the end of the log is to come with the answer. */
  readonly tail: boolean;
}

const EXECUTED = { 'x-amz-executed-version': '$LATEST' };
const FAILED = { ...EXECUTED, 'x-amz-function-error': 'Unhandled' };

/** Invoke. @throws AwsError */
export async function invokeCall(call: InvokeCall, context: Context): Promise<Answer> {
  const { record, qualifier } = functionOf(call.name, call.qualifier, context);
  const payload = call.body === '' ? '{}' : call.body;
  try {
    JSON.parse(payload);
  } catch {
    throw new AwsError(
      'InvalidRequestContentException',
      'Could not parse request body into json: Could not parse payload into json',
    );
  }
  if (call.type === 'DryRun') return { status: 204, body: '' };
  if (call.type === 'Event') measureAsyncReceived(record, context);
  else if (record.reserved === 0) {
    measureThrottle(record, context, qualifier);
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
  }
  return record.deployed === undefined
    ? pretend({ record, qualifier }, payload, call.type, context)
    : run(record, payload, call, context);
}

async function run(
  record: FunctionRecord,
  payload: string,
  { type, tail }: InvokeCall,
  context: Context,
): Promise<Answer> {
  const { deployed } = record;
  if (deployed?.unsettled?.kind === 'creating' && isUnsettled(deployed, context.now())) {
    throw new AwsError(
      'ResourceConflictException',
      'The operation cannot be performed at this time. The function is currently in the following state: Pending',
      { status: 409 },
    );
  }
  if (type === 'Event') {
    context.functions.runLater(record, payload);
    return { status: 202, body: '' };
  }
  const { execution, logTail } = await context.functions.run(record, payload);
  const log = tail ? { 'x-amz-log-result': Buffer.from(logTail).toString('base64') } : {};
  return execution.kind === 'answered'
    ? { status: 200, headers: { ...EXECUTED, ...log }, body: execution.payload }
    : { status: 200, headers: { ...FAILED, ...log }, body: JSON.stringify(execution.error) };
}

/** A function without code does as its seed says. */
function pretend(
  { record, qualifier }: NamedFunction,
  payload: string,
  type: string,
  context: Context,
): Answer {
  const outcome = invoke(record, payload, context, qualifier);
  if (outcome === 'throttled')
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
  if (type === 'Event') return { status: 202, body: '' };
  if (outcome === 'ran') return { status: 200, headers: EXECUTED, body: 'null' };
  const error = { errorType: 'Error', errorMessage: `${record.name} was told to fail` };
  return { status: 200, headers: FAILED, body: JSON.stringify(error) };
}
