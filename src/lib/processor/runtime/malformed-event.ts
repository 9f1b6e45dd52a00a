/** An event that no attempt will ever be able to handle: it goes to the dead-letter queue at once. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';

  /** @param message Where and what, such as `detail.eventBody: missing`; no values, which may be personal data */
  constructor(
    message: string,
    /** As far as it could be read. */
    readonly eventType?: string,
  ) {
    super(message);
  }
}
