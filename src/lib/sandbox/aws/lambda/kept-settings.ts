import type { JsonObject } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import { integer, object, objects, text, texts } from '../input.js';
import { wrong } from './function-settings.js';

/** What Lambda lets a function reserve at most without a raised quota is an account's affair; the sandbox has AWS's usual one. */
const CONCURRENCY_OF_ACCOUNT = 1_000;
/** Executions that an account keeps for functions without a reservation. */
const KEPT_UNRESERVED = 100;

/** Subnets and security groups of a function (VpcConfig in Lambda's API reference). */
const MOST_SUBNETS = 16;
const MOST_GROUPS = 5;
/** The VPC that every subnet of the sandbox is of. */
const SANDBOX_VPC = 'vpc-0a1b2c3d4e5f67890';

/** Settings of a function that the sandbox keeps and shows, and does not carry out: it has no network, layers or traces. */
const KEPT = ['VpcConfig', 'DeadLetterConfig', 'TracingConfig', 'EphemeralStorage', 'LoggingConfig'] as const;

/** Reads settings that are kept as they are, in the form in which they are shown. @throws AwsError in Lambda's words */
export function readKeptSettings(input: JsonObject): JsonObject {
  const tracing = object(input, 'TracingConfig');
  const storage = object(input, 'EphemeralStorage');
  const logging = object(input, 'LoggingConfig');
  const key = text(input, 'KMSKeyArn');
  new Constraints()
    .text('tracingConfig.mode', tracing && text(tracing, 'Mode'), { oneOf: ['Active', 'PassThrough'] })
    .range('ephemeralStorage.size', storage && integer(storage, 'Size'), 512, 10_240)
    .text('loggingConfig.logFormat', logging && text(logging, 'LogFormat'), { oneOf: ['JSON', 'Text'] })
    .check();
  const level = logging && text(logging, 'ApplicationLogLevel');
  if (level !== undefined && logging !== undefined && text(logging, 'LogFormat') !== 'JSON')
    throw wrong('ApplicationLogLevel is only valid when LogFormat is JSON.');
  const vpc = object(input, 'VpcConfig');
  const layers = input['Layers'] === undefined ? undefined : texts(input, 'Layers');
  const files = input['FileSystemConfigs'] === undefined ? undefined : objects(input, 'FileSystemConfigs');
  return {
    ...Object.fromEntries(KEPT.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]]))),
    ...(vpc === undefined ? {} : { VpcConfig: readVpc(vpc) }),
    ...(key === undefined ? {} : { KMSKeyArn: key }),
    ...(layers === undefined ? {} : { Layers: layers.map((Arn) => ({ Arn, CodeSize: 1_024 })) }),
    ...(files === undefined ? {} : { FileSystemConfigs: files }),
  };
}

/** Reads where in a VPC a function runs; the sandbox has no network, and takes every id of the form. @throws AwsError */
function readVpc(vpc: JsonObject): JsonObject {
  const subnets = texts(vpc, 'SubnetIds');
  const groups = texts(vpc, 'SecurityGroupIds');
  if (subnets.length > MOST_SUBNETS || groups.length > MOST_GROUPS)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'vpcConfig.${subnets.length > MOST_SUBNETS ? 'subnetIds' : 'securityGroupIds'}' failed to satisfy constraint: Member must have length less than or equal to ${subnets.length > MOST_SUBNETS ? MOST_SUBNETS : MOST_GROUPS}`,
    );
  const constraints = new Constraints();
  for (const id of subnets) constraints.text('vpcConfig.subnetIds', id, { pattern: 'subnet-[0-9a-z]*' });
  for (const id of groups) constraints.text('vpcConfig.securityGroupIds', id, { pattern: 'sg-[0-9a-zA-Z]*' });
  constraints.check();
  if ((subnets.length === 0) !== (groups.length === 0))
    throw wrong('SubnetIds and SecurityIds must coexist or be both empty list.');
  return {
    SubnetIds: subnets,
    SecurityGroupIds: groups,
    VpcId: subnets.length === 0 ? '' : SANDBOX_VPC,
    Ipv6AllowedForDualStack: vpc['Ipv6AllowedForDualStack'] === true,
  };
}

/** Kept settings as Lambda shows them: what is empty is not there, and a function out of a VPC says so. */
export function shownKeptSettings(kept: JsonObject, functionName: string): JsonObject {
  const shown = Object.entries(kept).filter(
    ([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return {
    TracingConfig: { Mode: 'PassThrough' },
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${functionName}` },
    ...Object.fromEntries(shown),
  };
}

/** The reservation that PutFunctionConcurrency asks for. @throws AwsError in Lambda's words */
export function readReservation(input: JsonObject): number {
  const reserved = integer(input, 'ReservedConcurrentExecutions');
  new Constraints()
    .text('reservedConcurrentExecutions', reserved === undefined ? undefined : String(reserved), {
      required: true,
    })
    .range('reservedConcurrentExecutions', reserved, 0, Number.MAX_SAFE_INTEGER)
    .check();
  const most = CONCURRENCY_OF_ACCOUNT - KEPT_UNRESERVED;
  if ((reserved ?? 0) > most)
    throw wrong(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${KEPT_UNRESERVED}].`,
    );
  return reserved ?? 0;
}
