import { AwsError } from './aws-error.js';

/** One page of a list, and the token of the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/**
 * Cuts a page out of a list. The token is the place in the list, in base64, as opaque to clients as AWS's.
 * @throws AwsError where the token is not one of ours
 */
export function pageOf<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
  tokenError = 'ValidationException',
): Page<T> {
  let start = 0;
  if (token !== undefined && token !== '') {
    start = Number(Buffer.from(token, 'base64url').toString('utf8').replace(/^at:/, ''));
    if (!Number.isInteger(start) || start < 0) throw new AwsError(tokenError, 'The token is not valid.');
  }
  const items = all.slice(start, start + size);
  const end = start + items.length;
  return end < all.length ? { items, next: Buffer.from(`at:${end}`).toString('base64url') } : { items };
}
