import { createHash } from 'node:crypto';

/** A number from 0 up to, not including, `below`, that depends on nothing but the text. */
export function numberFrom(text: string, below: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % below;
}

/** A UUID (version 4 in form) that depends on nothing but the text. */
export function uuidFrom(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Ids of what an organization has set up: another seed is another conversation in the same organization. */
const SETTLED =
  /^(queueId|divisionId|userId|answeredUserId|flowId|flowOutcomeId|milestoneId|utilizationLabel)$/;

/** Another id for each seed; the id itself with seed 0, and where it is of something that the organization has set up. */
export function idForSeed(name: string, id: string, seed: number): string {
  return seed === 0 || SETTLED.test(name) ? id : uuidFrom(`${seed}|${id.toLowerCase()}`);
}
