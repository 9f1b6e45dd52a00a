import type { JsonObject } from '../../../base/json.js';
import { arnOf, parseArn } from '../arn.js';
import { resourceNotFound } from '../aws-error.js';
import type { Measured } from '../cloudwatch/measure.js';
import type { Context } from '../context.js';
import type { FunctionBehaviour } from '../function-behaviour.js';
import type { FunctionRecord } from '../processor-records.js';
import { measureRun, measureThrottle } from './function-metrics.js';
import { shownKeptSettings } from './kept-settings.js';
import { uuidOf } from './uuid.js';

/** A function as a call names it: with the version or alias, empty for the function itself. */
export interface NamedFunction {
  readonly record: FunctionRecord;
  readonly qualifier: string;
}

/** Takes a function's name, partial ARN or ARN apart. */
export function functionName(given: string, context: Context): { arn: string; qualifier: string } {
  const arn = parseArn(given);
  const local =
    arn === undefined
      ? given.replace(/^(?:\d{12}:)?(?:function:)?/, '')
      : arn.resource.replace(/^function:/, '');
  const account = arn?.account ?? /^(\d{12}):/.exec(given)?.[1] ?? context.account;
  const [name = '', qualifier = ''] = local.split(':');
  const region = arn?.region ?? context.region;
  return {
    arn: arnOf('lambda', { region, account }, `function:${name}`),
    qualifier: qualifier === '$LATEST' ? '' : qualifier,
  };
}

/** The function of a name or ARN; undefined where it, or its version or alias, does not exist. */
export function findFunction(
  given: string,
  qualifier: string | undefined,
  context: Context,
): NamedFunction | undefined {
  const named = functionName(given, context);
  const wanted = qualifier === undefined || qualifier === '$LATEST' ? named.qualifier : qualifier;
  const record = context.state.functions.get(named.arn);
  if (record === undefined || (wanted !== '' && !record.qualifiers.includes(wanted))) return undefined;
  return { record, qualifier: wanted };
}

/** As {@link findFunction}. @throws AwsError ResourceNotFoundException 404 */
export function functionOf(given: string, qualifier: string | undefined, context: Context): NamedFunction {
  const found = findFunction(given, qualifier, context);
  if (found !== undefined) return found;
  const named = functionName(given, context);
  const wanted = qualifier ?? named.qualifier;
  throw resourceNotFound(`Function not found: ${named.arn}${wanted === '' ? '' : `:${wanted}`}`, 404);
}

/** Makes a function that exists from the start. */
export function makeFunction(
  name: string,
  details: {
    qualifiers?: readonly string[];
    behaviour?: FunctionBehaviour;
    statements?: readonly JsonObject[];
    tags?: Readonly<Record<string, string>>;
  },
  context: Context,
  account = context.account,
): FunctionRecord {
  const record: FunctionRecord = {
    name,
    arn: arnOf('lambda', { region: context.region, account }, `function:${name}`),
    account,
    qualifiers: [...(details.qualifiers ?? [])],
    created: context.now(),
    behaviour: details.behaviour ?? { kind: 'succeeds' },
    failures: 0,
    tags: { ...details.tags },
    policies: details.statements === undefined ? {} : { '': [...details.statements] },
    revision: 1,
    invocations: [],
  };
  context.state.functions.set(record.arn, record);
  return record;
}

/** How an invocation went. */
export type Invocation = 'ran' | 'throttled' | 'threw';

/** Invokes a function: records the payload, unless Lambda refuses it. */
export function invoke(
  record: FunctionRecord,
  payload: string,
  context: Measured,
  qualifier = '',
): Invocation {
  const { behaviour } = record;
  const failing =
    behaviour.kind !== 'succeeds' && record.failures < (behaviour.times ?? Number.POSITIVE_INFINITY);
  if (failing && record.reserved !== 0) record.failures += 1;
  if (record.reserved === 0 || (failing && behaviour.kind === 'throttles')) {
    measureThrottle(record, context, qualifier);
    return 'throttled';
  }
  record.invocations.push(payload);
  measureRun(record, { failed: failing, began: context.now(), milliseconds: 1, qualifier }, context);
  return failing ? 'threw' : 'ran';
}

/** A function as GetFunctionConfiguration shows it. */
export function shownFunction({ record, qualifier }: NamedFunction): JsonObject {
  const { deployed } = record;
  const modified = deployed?.modified ?? record.created;
  return {
    FunctionName: record.name,
    FunctionArn: qualifier === '' ? record.arn : `${record.arn}:${qualifier}`,
    Runtime: deployed?.runtime ?? 'nodejs22.x',
    Role: deployed?.role ?? `arn:aws:iam::${record.account}:role/${record.name}`,
    Handler: deployed?.handler ?? 'index.handler',
    CodeSize: deployed?.size ?? 0,
    ...(deployed === undefined ? {} : { CodeSha256: deployed.sha256 }),
    Description: deployed?.description ?? '',
    Timeout: deployed?.timeoutSeconds ?? 3,
    MemorySize: deployed?.memoryMb ?? 128,
    LastModified: new Date(modified).toISOString().replace('Z', '+0000'),
    // An alias points to a version; the sandbox's, of which there is only one, to the latest.
    Version: /^\d+$/.test(qualifier) ? qualifier : '$LATEST',
    ...shownEnvironment(deployed?.environment ?? {}),
    ...shownKeptSettings(deployed?.kept ?? {}, record.name),
    PackageType: 'Zip',
    Architectures: [deployed?.architecture ?? 'x86_64'],
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RevisionId: uuidOf(`${record.arn} ${record.revision}`),
    ...shownState(deployed?.unsettled?.kind),
  };
}

function shownEnvironment(variables: Readonly<Record<string, string>>): JsonObject {
  return Object.keys(variables).length === 0 ? {} : { Environment: { Variables: { ...variables } } };
}

function shownState(unsettled: 'creating' | 'updating' | undefined): JsonObject {
  switch (unsettled) {
    case undefined:
      return { State: 'Active', LastUpdateStatus: 'Successful' };
    case 'creating':
      return {
        State: 'Pending',
        StateReason: 'The function is being created.',
        StateReasonCode: 'Creating',
      };
    case 'updating':
      return {
        State: 'Active',
        LastUpdateStatus: 'InProgress',
        LastUpdateStatusReason: 'The function is being created.',
        LastUpdateStatusReasonCode: 'Creating',
      };
  }
}
