import type { RetryErrorInfo, RetryToken, TokenStrategy } from './retry-strategy.js';

/**
 * Retries only what AWS says it did not carry out: what it throttled, and what it refused for the machine's clock before
 * the SDK set it right. After anything else, also a lost answer, a second one would not be the same call any more.
 */
export class SentOnce implements TokenStrategy {
  /** @param strategy how long it waits, and how often it tries */
  constructor(private readonly strategy: TokenStrategy) {}

  acquireInitialRetryToken(scope: string): Promise<RetryToken> {
    return this.strategy.acquireInitialRetryToken(scope);
  }

  async refreshRetryTokenForRetry(previous: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    if (info.errorType !== 'THROTTLING' && !isOfClock(info.error)) throw new Error('It is sent once.');
    return this.strategy.refreshRetryTokenForRetry(previous, info);
  }

  recordSuccess(): void {}
}

/** The SDK marks an error after which it set its clock by the answer's Date. */
function isOfClock(error: RetryErrorInfo['error']): boolean {
  if (error === undefined || !('$metadata' in error)) return false;
  const metadata = error.$metadata;
  return (
    typeof metadata === 'object' && metadata !== null && Reflect.get(metadata, 'clockSkewCorrected') === true
  );
}
