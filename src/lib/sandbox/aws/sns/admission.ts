import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { AwsError, invalidParameter } from '../aws-error.js';
import type { Context } from '../context.js';
import { text } from '../input.js';
import { findKey } from '../kms/keys.js';
import type { MessageAttribute, TopicRecord } from '../message-records.js';
import { parsePolicy, statementsOf } from '../policies/document.js';
import { evaluatePolicy } from '../policies/evaluate.js';

/** Bytes of a message and its attributes; its subject does not count (recorded 2026-09-14, admission.json). */
const MESSAGE_BYTES = 262_144;
/** UTF-16 units of a subject. */
const SUBJECT_UNITS = 100;
/** What groups and deduplication ids are made of: letters, digits and punctuation of ASCII. */
const ID = /^[!-~]{1,128}$/;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?$/;
/** Powers of ten between which a number lies. */
const SCALE = [-128, 126] as const;

/** What a caller publishes, checked. */
export interface Admitted {
  readonly body: string;
  readonly subject?: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly group?: string;
  readonly deduplication?: string;
}

/** Checks what a caller publishes to a topic as SNS does (recorded 2026-09-14 and 2026-09-22). @throws AwsError */
export function admit(input: JsonObject, topic: TopicRecord): Admitted {
  const given = text(input, 'Message') ?? '';
  if (given === '') throw invalidParameter('Empty message');
  const subject = text(input, 'Subject');
  if (subject !== undefined && !subjectFits(subject)) throw invalidParameter('Subject');
  const written = input['MessageAttributes'];
  const attributes = readAttributes(isJsonObject(written) ? written : {});
  if (Buffer.byteLength(given) + sizeOf(attributes) > MESSAGE_BYTES)
    throw invalidParameter('Message too long');
  const group = text(input, 'MessageGroupId');
  const deduplication = text(input, 'MessageDeduplicationId');
  checkIds(topic, group, deduplication);
  return {
    body: text(input, 'MessageStructure') === 'json' ? defaultMessage(given) : given,
    attributes,
    ...(subject === undefined ? {} : { subject }),
    ...(group === undefined ? {} : { group }),
    ...(deduplication === undefined ? {} : { deduplication }),
  };
}

function subjectFits(subject: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return subject !== '' && subject.length <= SUBJECT_UNITS && !/[\u0000-\u001f\u007f]/.test(subject);
}

function checkIds(topic: TopicRecord, group: string | undefined, deduplication: string | undefined): void {
  const fifo = topic.attributes['FifoTopic'] === 'true';
  if (fifo && group === undefined)
    throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (group !== undefined && !ID.test(group)) {
    throw invalidParameter(
      'The MessageGroupId parameter can only include alphanumeric and punctuation characters. 1 to 128 in length',
    );
  }
  if (!fifo && deduplication !== undefined) {
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (deduplication !== undefined && !ID.test(deduplication)) {
    throw invalidParameter(
      'The MessageDeduplicationId parameter can only include alphanumeric and punctuation characters. 1 to 128 in length',
    );
  }
  if (fifo && deduplication === undefined && topic.attributes['ContentBasedDeduplication'] !== 'true') {
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}

function wrongValue(message: string): AwsError {
  return new AwsError('ParameterValueInvalid', message);
}

function readAttributes(given: JsonObject): Record<string, MessageAttribute> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, readAttribute(name, value)]));
}

function readAttribute(name: string, value: unknown): MessageAttribute {
  const fields = isJsonObject(value) ? value : {};
  const type = text(fields, 'DataType') ?? '';
  const kind = /^(String|Number|Binary)(?:\.|$)/.exec(type)?.[1];
  if (kind === undefined) {
    throw wrongValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const plain = text(fields, 'StringValue');
  const binary = text(fields, 'BinaryValue');
  const [right, other] = kind === 'Binary' ? [binary, plain] : [plain, binary];
  if (!right && other) {
    const field = kind === 'Binary' ? 'Binary' : 'String';
    throw wrongValue(`The message attribute '${name}' with type '${type}' must use field '${field}'.`);
  }
  if (!right) {
    throw wrongValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
    );
  }
  if (kind === 'Number') checkNumber(name, right);
  // [?] SNS's words for a character beyond the basic plane were not recorded, only that it refuses it.
  if (kind === 'String' && /[\u{10000}-\u{10ffff}]/u.test(right))
    throw invalidParameter(`MessageAttributes Reason: invalid characters in the attribute '${name}'`);
  return {
    DataType: type,
    ...(plain === undefined ? {} : { StringValue: plain }),
    ...(binary === undefined ? {} : { BinaryValue: binary }),
  };
}

function checkNumber(name: string, value: string): void {
  const found = NUMBER.exec(value);
  // [?] The words for what is not a number at all were not recorded.
  if (found === null) throw wrongValue(`Could not cast message attribute '${name}' value to number.`);
  const digits = value.replace(/[eE].*$/, '').replace(/^[+-]?0*/, '');
  const whole = digits.indexOf('.') === -1 ? digits.length : digits.indexOf('.');
  const leading = whole > 0 ? whole - 1 : -(/^\.0*/.exec(digits)?.[0].length ?? 1);
  const power = leading + Number(found[1] ?? 0);
  const [least, most] = SCALE;
  if (/[1-9]/.test(digits) && (power < least || power > most)) {
    throw wrongValue(
      `Message attribute '${name}' number value [${value}] scale must be 10^${least} and 10^${most}.`,
    );
  }
}

function sizeOf(attributes: Readonly<Record<string, MessageAttribute>>): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, 'base64'),
    0,
  );
}

function defaultMessage(given: string): string {
  const messages = parsePolicy(given);
  if (messages === undefined) throw invalidParameter('Message Structure - JSON message body failed to parse');
  const message = messages['default'];
  if (message === undefined || (typeof message === 'object' && message !== null)) {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  // A number or null is taken as its text (recorded 2026-09-14).
  return typeof message === 'string' ? message : JSON.stringify(message);
}

/** A number as SQS gives it for a raw delivery: `0001.23000` is `1.23`; SNS's envelope keeps the spelling (recorded). */
export function plainNumber(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) && Math.abs(number) < 1e15 && Math.abs(number) > 1e-6
    ? String(number)
    : value;
}

/** Refuses a message that the topic's key does not encrypt for its publisher. @throws AwsError */
export function checkTopicKey(topic: TopicRecord, context: Context): void {
  const id = topic.attributes['KmsMasterKeyId'];
  if (!id || /(^|:)alias\/aws\//.test(id)) return;
  const key = findKey(id, context);
  // The codes are recorded, the words are not [?].
  if (key === undefined) throw new AwsError('KMSNotFound', `The key ${id} of the topic does not exist.`);
  if (!key.enabled) throw new AwsError('KMSDisabled', `${key.arn} is disabled.`);
  const verdict = evaluatePolicy(statementsOf(key.policy), {
    principal: { kind: 'account', account: context.account },
    action: 'kms:GenerateDataKey',
    resource: key.arn,
    context: {},
  });
  if (!verdict.allowed) throw new AwsError('KMSAccessDenied', `${key.arn}: ${verdict.why}`);
}
