/**
 * What a handler throws about an event that no further attempt can handle, such as one whose customer does not exist.
 * The event goes to the dead-letter queue at once, with the reason `do-not-retry` and this text as its detail.
 * `gcx redrive --reason do-not-retry` sends it back when the cause is gone.
 * @example throw new DoNotRetry('The CRM has no such customer.');
 */
export class DoNotRetry extends Error {
  override readonly name: string = 'DoNotRetry';

  /**
   * @param reason one sentence; at most 1,000 characters of it are kept. Addresses and telephone numbers in it are masked
   * @param options `cause`: the error that it is about; it is not logged
   */
  constructor(reason: string, options?: { readonly cause?: unknown }) {
    super(reason, options);
  }
}
