import type { EventBridgeClientConfig } from '@aws-sdk/client-eventbridge';
import { type Backoff, backoffMilliseconds, type Runtime } from '../../base/net/index.js';
import { isBroken } from './broken-connection.js';
import { isQuota } from './quota.js';

/** The SDK's word for a strategy that hands out a token for each retry; all its clients share it. */
export type TokenStrategy = Extract<
  Exclude<EventBridgeClientConfig['retryStrategy'], undefined>,
  { acquireInitialRetryToken: unknown }
>;
/** What the SDK says of an attempt that failed. */
export type RetryErrorInfo = Parameters<TokenStrategy['refreshRetryTokenForRetry']>[1];
/** What the SDK is given for each attempt. */
export type RetryToken = Awaited<ReturnType<TokenStrategy['acquireInitialRetryToken']>>;

/** Attempts of one call while AWS throttles, fails, or another change of the same resource is under way. */
const attempts = 8;

/** Of them, those that get no connection or no answer: someone without a network should not wait long to be told. */
const silentAttempts = 3;

const backoffs = {
  throttled: { baseMilliseconds: 400, maxMilliseconds: 20_000 },
  other: { baseMilliseconds: 100, maxMilliseconds: 5_000 },
} satisfies Record<string, Backoff>;

/** Refusals that pass by themselves. */
const passing = new Set([
  'ConcurrentModificationException',
  'ConcurrentAccess',
  'ConcurrentAccessException',
  'OperationAbortedException',
]);

const noConnection = new Set([
  'ENOTFOUND',
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** Retries for all clients of the SDK: throttling, server errors, broken connections, and refusals that pass by themselves. */
export class RetryStrategy implements TokenStrategy {
  /** @param throttled told each time that a service says there are too many calls */
  constructor(
    private readonly runtime: Runtime,
    private readonly throttled: () => void = () => {},
  ) {}

  async acquireInitialRetryToken(): Promise<RetryToken> {
    return token(0, 0);
  }

  async refreshRetryTokenForRetry(previous: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const failures = previous.getRetryCount() + 1;
    if (info.errorType === 'THROTTLING') this.throttled();
    const silent = silentOf(previous) + (isSilent(info.error) ? 1 : 0);
    if (failures >= attemptsFor(info) || silent >= silentAttempts) throw new Error('No more attempts.');
    const backoff = info.errorType === 'THROTTLING' ? backoffs.throttled : backoffs.other;
    const asked = (info.retryAfterHint?.getTime() ?? 0) - this.runtime.now();
    const own = backoffMilliseconds(backoff, failures, this.runtime.random());
    await this.runtime.sleep(Math.max(own, Math.min(asked, backoff.maxMilliseconds)));
    return token(failures, silent);
  }

  recordSuccess(): void {}
}

function attemptsFor({ error, errorType }: RetryErrorInfo): number {
  if (error !== undefined && passing.has(error.name)) return attempts;
  if (error !== undefined && isQuota(error.name, error.message)) return 1;
  switch (errorType) {
    case 'THROTTLING':
    case 'SERVER_ERROR':
    case 'TRANSIENT':
      return attempts;
    case 'CLIENT_ERROR':
      return isUpdateInProgress(error) ? attempts : 1;
  }
}

/** Whether there was no connection or no answer. The SDK calls a connection that broke a time-out, too. */
function isSilent(error: RetryErrorInfo['error']): boolean {
  if (error === undefined) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return noConnection.has(code) || (error.name === 'TimeoutError' && !isBroken(code));
}

/** Lambda refuses a change while one is under way. */
function isUpdateInProgress(error: RetryErrorInfo['error']): boolean {
  return error?.name === 'ResourceConflictException' && /update is in progress/i.test(error.message);
}

/** A token of ours: how many of the attempts got no connection or no answer. */
interface CountingToken extends RetryToken {
  readonly silent: number;
}

function token(retries: number, silent: number): CountingToken {
  // The strategy waits by itself, so the client need not.
  return { getRetryCount: () => retries, getRetryDelay: () => 0, silent };
}

function silentOf(token: RetryToken): number {
  return 'silent' in token && typeof token.silent === 'number' ? token.silent : 0;
}
