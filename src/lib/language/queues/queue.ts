/** A Genesys routing queue, as far as gcx needs it. */
export interface Queue {
  /** UUID, lower case. */
  readonly id: string;
  readonly name: string;
  readonly division: { readonly id: string; readonly name: string };
}
