import type { SandboxRequest } from '../../http.js';
import { GLOBAL_REGION } from '../arn.js';
import type { AwsCall, AwsService } from '../model.js';

/** How a request is written. */
export type Protocol = 'json' | 'query' | 'rest';

/** A request with what its headers, target and credentials say of it. */
export interface IdentifiedCall extends AwsCall {
  readonly protocol: Protocol;
  /** Region of the credential scope, or {@link GLOBAL_REGION} for a global service; undefined where it is not signed. */
  readonly region?: string;
  /** Access key id; undefined where the request is not signed. */
  readonly accessKey?: string;
  /** The service that a request is signed for, in AWS's own spelling; also one that the sandbox does not know. */
  readonly signedFor?: string;
  /** Parameters of a query request. */
  readonly parameters?: URLSearchParams;
  /** What follows the API's version in a REST path, decoded, without the slashes. */
  readonly segments?: readonly string[];
}

const TARGET_PREFIXES: Readonly<Record<string, AwsService>> = {
  AWSEvents: 'events',
  AmazonSQS: 'sqs',
  TrentService: 'kms',
  ResourceGroupsTaggingAPI_20170126: 'tagging',
  DynamoDB_20120810: 'dynamodb',
  Logs_20140328: 'logs',
  GraniteServiceVersion20100801: 'cloudwatch',
  secretsmanager: 'secretsmanager',
  AmazonSSM: 'ssm',
  Kinesis_20131202: 'kinesis',
  Firehose_20150804: 'firehose',
  AWSStepFunctions: 'states',
};

const QUERY_VERSIONS: Readonly<Record<string, AwsService>> = {
  '2010-03-31': 'sns',
  '2012-11-05': 'sqs',
  '2011-06-15': 'sts',
  '2010-05-08': 'iam',
  '2010-08-01': 'cloudwatch',
};

const SIGNING_NAMES: Readonly<Record<string, AwsService>> = {
  events: 'events',
  sns: 'sns',
  sqs: 'sqs',
  sts: 'sts',
  lambda: 'lambda',
  tagging: 'tagging',
  iam: 'iam',
  monitoring: 'cloudwatch',
};

/** The names under which the services are signed for, where they are not their own. */
export function signingName(service: AwsService): string {
  return service === 'cloudwatch' ? 'monitoring' : service;
}

/** Calls that change nothing; receiving hides messages for a while only. */
const READING =
  /^(?:Get|List|Describe|Test|Filter|Simulate|BatchGet|TransactGet)|^(?:ReceiveMessage|Query|Scan)$/;

/** A header by its name in lower case. */
export function header(request: SandboxRequest, name: string): string | undefined {
  return request.headers[name];
}

/** Says which service and call a request is for, and who signed it. */
export function identify(request: SandboxRequest): IdentifiedCall {
  const call = identifyCall(request);
  return call.service === 'iam' ? { ...call, region: GLOBAL_REGION } : call;
}

function identifyCall(request: SandboxRequest): IdentifiedCall {
  const credential = credentialOf(request);
  const signed = {
    ...(credential.region === undefined ? {} : { region: credential.region }),
    ...(credential.accessKey === undefined ? {} : { accessKey: credential.accessKey }),
    ...(credential.service === undefined ? {} : { signedFor: credential.service }),
  };
  const target = header(request, 'x-amz-target');
  if (target !== undefined) {
    const [prefix = '', action = ''] = target.split('.');
    return { service: TARGET_PREFIXES[prefix] ?? 'unknown', ...named(action), protocol: 'json', ...signed };
  }
  const rest = lambdaCall(request);
  if (rest !== undefined) {
    return { service: 'lambda', ...named(rest.action), protocol: 'rest', segments: rest.segments, ...signed };
  }
  const parameters = parametersOf(request);
  const service = QUERY_VERSIONS[parameters.get('Version') ?? ''] ?? SIGNING_NAMES[credential.service ?? ''];
  const action = parameters.get('Action') ?? '';
  // What has neither a target nor an action is REST, of a service that the sandbox does not know; only S3 speaks XML there.
  const rested = service === undefined && action === '' && ![undefined, 's3'].includes(credential.service);
  if (rested) return { service: 'unknown', ...named(''), protocol: 'rest', segments: [], ...signed };
  return {
    service: service ?? querySubject(action),
    ...named(action),
    protocol: 'query',
    parameters,
    ...signed,
  };
}

function named(action: string): { action: string; write: boolean } {
  return { action, write: action !== '' && !READING.test(action) };
}

/** The links in an SNS message carry neither a version nor a signature. */
function querySubject(action: string): AwsService | 'unknown' {
  return action === 'ConfirmSubscription' || action === 'Unsubscribe' ? 'sns' : 'unknown';
}

function parametersOf(request: SandboxRequest): URLSearchParams {
  const form = header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  return form ? new URLSearchParams(request.body) : request.query;
}

/** What a request's credential scope says: in its header, or in the query of a presigned URL. */
export function credentialOf(request: SandboxRequest): {
  accessKey?: string;
  region?: string;
  service?: string;
} {
  const authorization = header(request, 'authorization') ?? '';
  const scope =
    /Credential=([^,\s]+)/.exec(authorization)?.[1] ?? request.query.get('X-Amz-Credential') ?? '';
  const [accessKey, , region, service] = scope.split('/');
  return {
    ...(accessKey === undefined || accessKey === '' ? {} : { accessKey }),
    ...(region === undefined ? {} : { region }),
    ...(service === undefined ? {} : { service }),
  };
}

/** Lambda's calls by method and path below the API's version. */
function lambdaCall(request: SandboxRequest): { action: string; segments: readonly string[] } | undefined {
  const match = /^\/(\d{4}-\d{2}-\d{2})\/(functions|tags|event-source-mappings)(?:\/(.*))?$/.exec(
    request.path,
  );
  if (match === null) return undefined;
  const segments = (match[3] ?? '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  const shape = `${request.method} ${match[2]}/${segments.map((part, index) => (index % 2 === 0 ? '*' : part)).join('/')}`;
  return { action: LAMBDA_CALLS[shape] ?? '', segments };
}

/** A part of a path; as it is where it is not encoded as it should be. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The calls of Lambda by method and shape of their path. */
export const LAMBDA_CALLS: Readonly<Record<string, string>> = {
  'GET functions/': 'ListFunctions',
  'GET functions/*': 'GetFunction',
  'GET functions/*/configuration': 'GetFunctionConfiguration',
  'GET functions/*/concurrency': 'GetFunctionConcurrency',
  'PUT functions/*/concurrency': 'PutFunctionConcurrency',
  'DELETE functions/*/concurrency': 'DeleteFunctionConcurrency',
  'GET functions/*/versions': 'ListVersionsByFunction',
  'GET functions/*/code-signing-config': 'GetFunctionCodeSigningConfig',
  'GET functions/*/policy': 'GetPolicy',
  'POST functions/*/policy': 'AddPermission',
  'DELETE functions/*/policy/*': 'RemovePermission',
  'POST functions/*/invocations': 'Invoke',
  'POST functions/': 'CreateFunction',
  'PUT functions/*/code': 'UpdateFunctionCode',
  'PUT functions/*/configuration': 'UpdateFunctionConfiguration',
  'DELETE functions/*': 'DeleteFunction',
  'GET tags/*': 'ListTags',
  'POST tags/*': 'TagResource',
  'DELETE tags/*': 'UntagResource',
  'POST event-source-mappings/': 'CreateEventSourceMapping',
  'GET event-source-mappings/': 'ListEventSourceMappings',
  'GET event-source-mappings/*': 'GetEventSourceMapping',
  'PUT event-source-mappings/*': 'UpdateEventSourceMapping',
  'DELETE event-source-mappings/*': 'DeleteEventSourceMapping',
};
