import { timingSafeEqual } from 'node:crypto';

/** Whether what somebody gave is the secret, in a time that says nothing about how much of it was right. */
export function isEqualSecret(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
