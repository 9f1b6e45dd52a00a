import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { text } from '../input.js';
import type { MessageAttribute } from '../message-records.js';
import { SqsErrors } from './errors.js';

/** The hex MD5 that SQS's clients check bodies against. */
export function md5(value: string | Buffer): string {
  return createHash('md5').update(value).digest('hex');
}

/** MD5 over message attributes as SQS defines it: name, type and value, each with its length, sorted by name. */
export function md5OfAttributes(attributes: Readonly<Record<string, MessageAttribute>>): string {
  const parts: Buffer[] = [];
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  };
  for (const [name, attribute] of Object.entries(attributes).sort(([left], [right]) =>
    left < right ? -1 : 1,
  )) {
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    const binary = attribute.DataType.startsWith('Binary');
    parts.push(Buffer.from([binary ? 2 : 1]));
    add(
      binary ? Buffer.from(attribute.BinaryValue ?? '', 'base64') : Buffer.from(attribute.StringValue ?? ''),
    );
  }
  return md5(Buffer.concat(parts));
}

/** Reads message attributes as SQS takes them. @throws AwsError where one has no value */
export function readMessageAttributes(given: JsonObject | undefined): Record<string, MessageAttribute> {
  const attributes: Record<string, MessageAttribute> = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!isJsonObject(value)) throw SqsErrors.value(`Message (user) attribute '${name}' is not a structure.`);
    const type = text(value, 'DataType') ?? '';
    if (!/^(?:String|Number|Binary)(?:\.|$)/.test(type)) {
      throw SqsErrors.value(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    const plain = text(value, 'StringValue');
    const binary = text(value, 'BinaryValue');
    if (!type.startsWith('Binary') && (plain === undefined || plain === '')) {
      throw SqsErrors.value(
        `Message (user) attribute '${name}' must contain a non-empty value of type '${type || 'String'}'.`,
      );
    }
    attributes[name] = {
      DataType: type,
      ...(plain === undefined ? {} : { StringValue: plain }),
      ...(binary === undefined ? {} : { BinaryValue: binary }),
    };
  }
  return attributes;
}

/** Bytes of a message as SQS counts them: body, and names, types and values of its attributes. */
export function sizeOf(body: string, attributes: Readonly<Record<string, MessageAttribute>>): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) => {
      const value = Buffer.byteLength(StringValue) + Buffer.byteLength(BinaryValue, 'base64');
      return sum + Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
    },
    Buffer.byteLength(body),
  );
}
