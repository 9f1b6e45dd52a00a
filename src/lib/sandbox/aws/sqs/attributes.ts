import { isJsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { ownValue } from '../../../base/own-value.js';
import { manyTexts, parsePolicy, policyFault, rewritePolicy, statementsOf } from '../policies/document.js';
import { SqsErrors } from './errors.js';

/** What a queue has from the start; values as SQS writes them. */
export const QUEUE_DEFAULTS: Readonly<Record<string, string>> = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  VisibilityTimeout: [0, 43_200],
  MaximumMessageSize: [1_024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  DelaySeconds: [0, 900],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  SqsManagedSseEnabled: ['true', 'false'],
  FifoQueue: ['true'],
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['messageGroup', 'queue'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

const FIFO_ONLY: readonly string[] = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

const TEXTS: readonly string[] = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'];

/** Actions of one statement of a queue's policy. */
const ACTIONS_PER_STATEMENT = 7;

/** A queue's redrive policy. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Reads a redrive policy; undefined where the text is none. */
export function parseRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  const policy = text === undefined || text === '' ? undefined : parsePolicy(text);
  const arn = policy?.['deadLetterTargetArn'];
  const count = Number(policy?.['maxReceiveCount']);
  if (typeof arn !== 'string' || !Number.isInteger(count) || count < 1 || count > 1_000) return undefined;
  return { deadLetterTargetArn: arn, maxReceiveCount: count };
}

/** The queue whose attributes are set, and those beside it. */
export interface QueueSurroundings {
  readonly arn: string;
  readonly fifo: boolean;
  /** Attributes that it has now; undefined where it is about to be made. */
  readonly attributes: Readonly<Record<string, string>> | undefined;
  /** Attributes of another queue; undefined where there is none. */
  readonly attributesOf: (arn: string) => Readonly<Record<string, string>> | undefined;
}

/** Queues that a RedriveAllowPolicy can name. */
const ALLOWED_SOURCES = 10;

/**
 * Checks attributes that a caller sets and writes them as SQS keeps them; an empty text takes one away.
 * @throws AwsError in SQS's words
 */
export function readQueueAttributes(
  given: Readonly<Record<string, string>>,
  queue: QueueSurroundings,
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    attributes[name] = readAttribute(name, value, queue);
  }
  checkTogether(attributes, queue);
  return attributes;
}

/** Attributes that SQS takes only together, or not together. [?] The words of the second are not recorded. */
function checkTogether(
  given: Readonly<Record<string, string>>,
  { attributes = {} }: QueueSurroundings,
): void {
  if ((given['KmsMasterKeyId'] ?? '') !== '' && given['SqsManagedSseEnabled'] === 'true')
    throw SqsErrors.attributeName(
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  const now = { ...attributes, ...given };
  if (now['FifoThroughputLimit'] === 'perMessageGroupId' && now['DeduplicationScope'] !== 'messageGroup')
    throw SqsErrors.attributeValue(
      'FifoThroughputLimit',
      'It can be perMessageGroupId only when DeduplicationScope is messageGroup.',
    );
}

function readAttribute(name: string, value: string, queue: QueueSurroundings): string {
  if (FIFO_ONLY.includes(name) && !queue.fifo) {
    throw SqsErrors.attributeName(
      name === 'ContentBasedDeduplication'
        ? `Unknown Attribute ${name}.`
        : `You can specify the ${name} only when FifoQueue is set to true.`,
    );
  }
  const bounds = ownValue(BOUNDS, name);
  if (bounds !== undefined) {
    const number = Number(value);
    const [least, most] = bounds;
    if (value === '' || !Number.isInteger(number) || number < least || number > most)
      throw SqsErrors.attributeValue(name);
    return String(number);
  }
  const choices = ownValue(CHOICES, name);
  if (choices !== undefined) {
    if (!choices.includes(value)) throw SqsErrors.attributeValue(name);
    return value;
  }
  if (!TEXTS.includes(name)) throw SqsErrors.attributeName(`Unknown Attribute ${name}.`);
  if (value === '') return value;
  if (name === 'Policy') return readPolicy(value);
  if (name === 'RedrivePolicy') checkRedrive(value, queue);
  if (name === 'RedriveAllowPolicy') checkRedriveAllow(value);
  return value;
}

function readPolicy(text: string): string {
  const policy = parsePolicy(text);
  const fault = policyFault(policy);
  if (policy === undefined || fault !== undefined) throw SqsErrors.attributeValue('Policy');
  if (Buffer.byteLength(text) > Limits.sqsPolicyBytes) {
    throw SqsErrors.overLimit('Submitted policy is over max allowed size.');
  }
  const statements = statementsOf(policy);
  if (statements.length > Limits.sqsPolicyStatements) {
    throw SqsErrors.overLimit(
      `${statements.length} statements were found in the submitted policy, max allowed is ${Limits.sqsPolicyStatements}`,
    );
  }
  for (const statement of statements) {
    const actions = manyTexts(statement['Action']);
    if (actions.length > ACTIONS_PER_STATEMENT) {
      throw SqsErrors.overLimit(
        `${actions.length} actions were found in a statement from the submitted policy, max allowed is ${ACTIONS_PER_STATEMENT}`,
      );
    }
    const foreign = actions.some((action) => action !== '*' && !/^sqs:/i.test(action));
    if (foreign || manyTexts(statement['Resource']).length > 1) throw SqsErrors.attributeValue('Policy');
    if (isJsonObject(statement['Principal']) && Object.keys(statement['Principal']).length === 0) {
      throw SqsErrors.attributeValue('Policy');
    }
  }
  return rewritePolicy(policy);
}

function checkRedrive(text: string, queue: QueueSurroundings): void {
  const invalid = (why: string) =>
    SqsErrors.value(`Value ${text} for parameter RedrivePolicy is invalid. Reason: ${why}`);
  const policy = parseRedrivePolicy(text);
  if (policy === undefined)
    throw invalid('It needs a deadLetterTargetArn and a maxReceiveCount between 1 and 1000.');
  const deadLetters = queue.attributesOf(policy.deadLetterTargetArn);
  if (deadLetters === undefined) throw invalid('Dead letter target does not exist.');
  if (policy.deadLetterTargetArn.endsWith('.fifo') !== queue.fifo) {
    throw invalid('Dead-letter queue must be same type of queue as the source.');
  }
  if (!allowsRedrive(deadLetters['RedriveAllowPolicy'], queue.arn)) {
    throw invalid(
      `The RedriveAllowPolicy of ${policy.deadLetterTargetArn} does not allow this source queue.`,
    );
  }
}

function allowsRedrive(text: string | undefined, source: string): boolean {
  const policy = text === undefined || text === '' ? undefined : parsePolicy(text);
  switch (policy?.['redrivePermission']) {
    case 'denyAll':
      return false;
    case 'byQueue':
      return manyTexts(policy['sourceQueueArns']).includes(source);
    default:
      return true;
  }
}

function checkRedriveAllow(text: string): void {
  const policy = parsePolicy(text);
  const permission = policy?.['redrivePermission'];
  const sources = manyTexts(policy?.['sourceQueueArns']);
  const known = permission === 'allowAll' || permission === 'denyAll' || permission === 'byQueue';
  const fits = permission === 'byQueue' ? sources.length > 0 : sources.length === 0;
  if (!known || !fits || sources.length > ALLOWED_SOURCES) {
    throw SqsErrors.value(
      `Value ${text} for parameter RedriveAllowPolicy is invalid. Reason: It needs a redrivePermission (allowAll, denyAll or byQueue), and 1 to ${ALLOWED_SOURCES} sourceQueueArns with byQueue only.`,
    );
  }
}
