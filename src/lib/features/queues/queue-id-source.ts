/** Where the ids of the file's queues come from. */
export type QueueIdSource =
  /** No route filters on queues by name. */
  | { readonly kind: 'none' }
  | { readonly kind: 'live' }
  /** All from the command line. */
  | { readonly kind: 'given' }
  /** Some from resolutions between two moments (the same where it was one). */
  | { readonly kind: 'cache'; readonly from: Date; readonly to: Date; readonly sandbox: boolean };
