import { parseArn } from './arn.js';
import { AwsError } from './aws-error.js';
import type { AwsService } from './model.js';
import type { IdentifiedCall } from './protocols/identify.js';

const BAD_TOKEN = 'The security token included in the request is invalid.';

/** Whether the service speaks of `InvalidClientTokenId`, as the query protocols do, or of `UnrecognizedClientException`. */
function queryStyle(service: AwsService | 'unknown'): boolean {
  return service === 'sns' || service === 'sqs' || service === 'sts' || service === 'iam';
}

/** How a service writes an action in its refusals: SNS its own name in capitals, SQS all in small letters (facts/recorded). */
function spelled(service: AwsService | 'unknown', action: string): string {
  if (service === 'sns') return action.replace(/^sns:/, 'SNS:');
  return service === 'sqs' ? action.toLowerCase() : action;
}

/**
 * AWS's answer to a caller whose policies do not let it do something.
 * @param caller ARN of the user
 * @param because with `ACTION` where the action stands
 */
export function notAuthorized(
  { service, action: call }: Pick<IdentifiedCall, 'service' | 'action'>,
  caller: string,
  { action, resource }: { readonly action: string; readonly resource?: string },
  because = 'because no identity-based policy allows the ACTION action',
): AwsError {
  if (call === 'CreateLogGroup' && action === 'logs:TagResource') {
    const account = parseArn(caller)?.account ?? '';
    return accessDenied(
      service,
      `User with accountId: ${account} is not authorized to perform CreateLogGroup with Tags. An additional permission "logs:TagResource" is required.`,
    );
  }
  const shown = spelled(service, action);
  const on = resource === undefined ? '' : ` on resource: ${resource}`;
  return accessDenied(
    service,
    `User: ${caller} is not authorized to perform: ${shown}${on} ${because.replace('ACTION', shown)}`,
  );
}

/** AWS's answer to a caller who may not make a call, with the action named, whatever it is about. */
export function denied(call: IdentifiedCall, caller: string): AwsError {
  const prefix = call.service === 'tagging' ? 'tag' : call.service;
  const action = call.service === 'lambda' && call.action === 'Invoke' ? 'InvokeFunction' : call.action;
  return notAuthorized({ service: call.service, action: '' }, caller, { action: `${prefix}:${action}` });
}

function accessDenied(service: AwsService | 'unknown', message: string): AwsError {
  switch (service) {
    case 'sns':
      return new AwsError('AuthorizationError', message, { status: 403 });
    case 'sqs':
      return new AwsError('AccessDeniedException', message, { status: 403, queryCode: 'AccessDenied' });
    case 'sts':
    case 'iam':
    case 'cloudwatch':
      return new AwsError('AccessDenied', message, { status: 403 });
    case 'lambda':
      return new AwsError('AccessDeniedException', message, { status: 403 });
    default:
      return new AwsError('AccessDeniedException', message);
  }
}

/**
 * Lets every signed caller in but two kinds that tests use: access keys that begin with `INVALID` are unknown to AWS,
 * those that begin with `DENY` may do nothing but ask who they are (GetCallerIdentity needs no permission).
 * @throws AwsError with the code that the service uses
 */
export function checkAccess(call: IdentifiedCall, caller: string): void {
  if (call.accessKey === undefined) {
    const problem = unsignedProblem(call);
    if (problem !== undefined) throw problem;
    return;
  }
  if (call.accessKey.startsWith('INVALID')) throw unauthorized(call.service);
  if (call.accessKey.startsWith('DENY') && call.action !== 'GetCallerIdentity') throw denied(call, caller);
}

/** AWS's answer to a call that nobody signed; undefined for the two that SNS lets anybody make who has the link. */
export function unsignedProblem(call: IdentifiedCall): AwsError | undefined {
  const link = call.action === 'ConfirmSubscription' || call.action === 'Unsubscribe';
  if (link && call.service === 'sns') return undefined;
  const code = queryStyle(call.service)
    ? 'MissingAuthenticationToken'
    : 'MissingAuthenticationTokenException';
  return new AwsError(code, 'Missing Authentication Token', { status: 403 });
}

/** Parts of a signature that are missing. */
export function incompleteSignature(service: AwsService | 'unknown', message: string): AwsError {
  return signatureError(service, 'IncompleteSignature', message, 400);
}

/** A signature that is not good: made with another secret, over other bytes, for another service, or long ago. */
export function wrongSignature(service: AwsService | 'unknown', message: string): AwsError {
  return queryStyle(service)
    ? signatureError(service, 'SignatureDoesNotMatch', message, 403)
    : signatureError(service, 'InvalidSignature', message, service === 'lambda' ? 403 : 400);
}

/**
 * The query protocols' codes have no `Exception` at the end. [?] Services that speak both (SQS, CloudWatch) are taken to
 * answer AWS JSON with the one code, and to add the other as their query code.
 */
function signatureError(
  service: AwsService | 'unknown',
  name: string,
  message: string,
  status: number,
): AwsError {
  const jsonCode = name === 'SignatureDoesNotMatch' ? 'InvalidSignatureException' : `${name}Exception`;
  const queryCode = name === 'InvalidSignature' ? 'SignatureDoesNotMatch' : name;
  return new AwsError(
    service === 'sts' || service === 'iam' || service === 'sns' ? queryCode : jsonCode,
    message,
    {
      status,
      queryCode,
    },
  );
}

/** AWS's answer when it is asked too often. */
export function throttled(service: AwsService | 'unknown'): AwsError {
  switch (service) {
    case 'sns':
    case 'sts':
    case 'iam':
    case 'cloudwatch':
      return new AwsError('Throttling', 'Rate exceeded');
    case 'sqs':
      return new AwsError('RequestThrottled', 'Request is throttled.', { status: 403 });
    case 'lambda':
      return new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
    default:
      return new AwsError('ThrottlingException', 'Rate exceeded');
  }
}

/** AWS's answer where what a call is about is not there. */
export function notFound(service: AwsService | 'unknown'): AwsError {
  switch (service) {
    case 'sns':
      return new AwsError('NotFound', 'Topic does not exist', { status: 404 });
    case 'sqs':
      return new AwsError('QueueDoesNotExist', 'The specified queue does not exist.', {
        queryCode: 'AWS.SimpleQueueService.NonExistentQueue',
      });
    case 'iam':
      return new AwsError('NoSuchEntity', 'The role cannot be found.', { status: 404 });
    case 'lambda':
      return new AwsError('ResourceNotFoundException', 'Function not found.', { status: 404 });
    default:
      return new AwsError('ResourceNotFoundException', 'The resource does not exist.');
  }
}

/** AWS's answer where another change of what a call is about is under way. */
export function inUse(service: AwsService | 'unknown'): AwsError {
  switch (service) {
    case 'dynamodb':
      return new AwsError('ResourceInUseException', 'Attempt to change a resource which is still in use.');
    case 'lambda':
      return new AwsError(
        'ResourceConflictException',
        'The operation cannot be performed at this time. An update is in progress for resource.',
        { status: 409 },
      );
    case 'iam':
      return new AwsError('ConcurrentModification', 'Another change of it is under way.', { status: 409 });
    case 'sns':
      return new AwsError('ConcurrentAccess', 'Another change of it is under way.');
    default:
      return new AwsError('ConcurrentModificationException', 'Another change of it is under way.');
  }
}

/** AWS's answer to credentials that it does not know. */
export function unauthorized(service: AwsService | 'unknown'): AwsError {
  if (queryStyle(service)) return new AwsError('InvalidClientTokenId', BAD_TOKEN, { status: 403 });
  return new AwsError('UnrecognizedClientException', BAD_TOKEN, { status: service === 'lambda' ? 403 : 400 });
}

/** AWS's answer when the service itself fails, with an HTTP status. */
export function failing(service: AwsService | 'unknown', status: number): AwsError {
  if (status === 503) return new AwsError('ServiceUnavailable', 'Service is unavailable.', { status });
  const message = 'The service encountered an internal error; try again.';
  return new AwsError(FAILURES[service] ?? 'InternalFailure', message, { status });
}

const FAILURES: Readonly<Record<string, string>> = {
  events: 'InternalException',
  sns: 'InternalError',
  lambda: 'ServiceException',
  tagging: 'InternalServiceException',
  iam: 'ServiceFailure',
  logs: 'ServiceUnavailableException',
  cloudwatch: 'InternalServiceFault',
  secretsmanager: 'InternalServiceError',
  ssm: 'InternalServerError',
  dynamodb: 'InternalServerError',
};
