import { checkValue } from './check-value.js';
import type { Exchange } from './exchange.js';
import { shapeNamed } from './models.js';
import { readError, readOutput } from './read-answer.js';
import { type ReadRequest, readRequest } from './read-request.js';

/** Codes that any call of a service may be answered with, which the models do not list at each. */
const COMMON: readonly string[] = [
  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html, and its like of each service
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InternalFailure',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestThrottled',
  'ServiceUnavailable',
  'SignatureDoesNotMatch',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'UnrecognizedClientException',
  'ValidationError',
  'ValidationException',
];

/** Where AWS's own answers are not as the models say; botocore does not look. */
const AWS_ITSELF: readonly RegExp[] = [
  // As `aws lambda update-function-code` prints it in many public transcripts.
  /^lambda:.* answer(\.Configuration)?\.LastUpdateStatusReasonCode is "Creating"/,
  // [?] What failed, or went well, is left out where it is empty.
  /^sqs:\w+Batch answer\.(Failed|Successful) is missing$/,
  // What is wrong with arguments the models of these two do not list (SQS: recorded; CloudWatch [?]).
  /^sqs:\w+ refused with 400 (InvalidParameterValue|MissingRequiredParameter)Exception /,
  /^cloudwatch:PutMetricAlarm refused with 400 (InvalidParameterValue|MissingParameter) /,
  // The model leaves out the `!` of the secret's name, which AWS answers (recorded 2024-12-09 and 2026-09-24).
  /^events:DescribeConnection answer\.SecretArn is "arn:aws:secretsmanager:[^!]*:secret:events!connection\//,
  // IAM's reference: "This data type can only have a value of Policy."
  /^iam:\w+ answer\.Role\.PermissionsBoundary\.PermissionsBoundaryType is "Policy"/,
];

/** Judges a call of AWS and its answer by botocore's models. @returns what is wrong with it */
export function judge(exchange: Exchange): readonly string[] {
  const request = readRequest(exchange);
  if (typeof request === 'string') return [request];
  const answer = exchange.answer.status < 300 ? judgeOutput : judgeError;
  return [...judgeInput(request), ...answer(request, exchange)].filter(
    (problem) => !AWS_ITSELF.some((known) => known.test(problem)),
  );
}

/**
 * Judges only the answer to a call, which may be made wrong on purpose.
 * @returns what is wrong with it; nothing where the models do not have the call
 */
export function judgeAnswer(exchange: Exchange): readonly string[] {
  const request = readRequest(exchange);
  if (typeof request === 'string') return [];
  const answer = exchange.answer.status < 300 ? judgeOutput : judgeError;
  return answer(request, exchange).filter((problem) => !AWS_ITSELF.some((known) => known.test(problem)));
}

function judgeInput({ model, operation, service, action, input }: ReadRequest): readonly string[] {
  const place = `${service}:${action} request`;
  if (operation.input !== undefined) return checkValue(model, operation.input, input, place, 'request');
  return Object.keys(input).length === 0 ? [] : [`${place} gives what the call does not take`];
}

function judgeOutput(request: ReadRequest, exchange: Exchange): readonly string[] {
  const { model, operation, service, action } = request;
  const call = `${service}:${action}`;
  const { status } = exchange.answer;
  const wanted = operation.status ?? 200;
  // Where the status is a part of the answer, it says how the call went.
  const members =
    operation.output === undefined ? [] : Object.values(shapeNamed(model, operation.output).members ?? {});
  const told = members.some(({ location }) => location === 'statusCode');
  const problems = status === wanted || told ? [] : [`${call} answers ${status}, not ${wanted}`];
  try {
    const output = readOutput(request, exchange);
    if (operation.output === undefined)
      return Object.keys(output).length === 0 ? problems : [...problems, `${call} answers something`];
    return [...problems, ...checkValue(model, operation.output, output, `${call} answer`, 'answer')];
  } catch (error) {
    return [...problems, `${call} answer: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function judgeError(request: ReadRequest, exchange: Exchange): readonly string[] {
  const { model, operation, service, action } = request;
  const { status } = exchange.answer;
  const { code, queryCode, message } = readError(request, exchange);
  const refusal = `${service}:${action} refused with ${status} ${code} (${message})`;
  const shapes = operation.errors.map((name) => ({ name, ...shapeNamed(model, name).error }));
  const known = shapes.find((shape) => (shape.code ?? shape.name) === code);
  if (known === undefined) return COMMON.includes(code) ? [] : [`${refusal}: it has no such error`];
  // SQS and CloudWatch give the code of the query protocol as well; where the model has none, it is the shape's name.
  if (queryCode === undefined && (service === 'sqs' || service === 'cloudwatch'))
    return [`${refusal}: without x-amzn-query-error`];
  if (known.httpStatusCode !== undefined && known.httpStatusCode !== status)
    return [`${refusal}: its status is ${known.httpStatusCode}`];
  return message === '' ? [`${refusal}: without a message`] : [];
}
