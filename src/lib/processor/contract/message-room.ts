/**
 * Bytes of a message of SQS, with the names, types and values of its attributes (quotas of SQS, since August 2025). Not
 * {@link Limits}, which would put all limits into the zip of each processor.
 */
const MESSAGE_BYTES = 1_048_576;

/** The type of the message attributes that gcx writes. */
export const ATTRIBUTE_TYPE = 'String';

/** Bytes that a message of SQS has left for its attributes. */
export function roomBeside(body: string): number {
  return MESSAGE_BYTES - Buffer.byteLength(body);
}

/** Bytes of a message attribute of the type {@link ATTRIBUTE_TYPE}, as SQS counts it. */
export function attributeBytes(name: string, value: string): number {
  return Buffer.byteLength(name) + ATTRIBUTE_TYPE.length + Buffer.byteLength(value);
}
