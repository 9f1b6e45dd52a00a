/** How a seeded function behaves when it is invoked. */
export type FunctionBehaviour =
  /** Takes the event and returns null. */
  | { readonly kind: 'succeeds' }
  /** Lambda refuses the invocation (throttled); EventBridge retries it. `times` refusals, without it for ever. */
  | { readonly kind: 'throttles'; readonly times?: number }
  /** The function's code throws. EventBridge has handed the event over by then: Lambda itself tries twice more. */
  | { readonly kind: 'throws'; readonly times?: number };
