/** A line of a log. */
export interface LogLine {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly message: string;
}
