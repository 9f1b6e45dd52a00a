/** What a processor uses of the context that Lambda hands to a function. */
export interface LambdaContext {
  readonly awsRequestId: string;
  /** Milliseconds until Lambda ends the invocation. */
  getRemainingTimeInMillis(): number;
}
