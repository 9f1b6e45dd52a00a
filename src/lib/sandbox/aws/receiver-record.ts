/** What the sandbox keeps of a stream, a state machine or an event bus of another account, which it does not run. */
export interface ReceiverRecord {
  /** Epoch milliseconds, as the ones below. */
  readonly created: number;
  /** Until when it is being created. Absent: it was there from the start. */
  readonly activeFrom?: number;
  /** From when it is gone; it is being deleted until then. Absent: nobody deleted it. */
  readonly goneFrom?: number;
}
