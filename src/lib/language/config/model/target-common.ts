/** What every kind of target has. */
export interface TargetCommon {
  /** The target's name in the file. */
  readonly name: string;
  /** Name of the target (an SQS queue) that takes what could not be delivered; defaults are already applied. */
  readonly deadLetter?: string;
  /** EventBridge's retry policy; defaults are already applied. Absent: AWS's own (185 attempts, 24 h). */
  readonly retry?: RetryPolicy;
  /** What is sent instead of the whole event. */
  readonly input?: TargetInput;
  /** The role that EventBridge assumes: of an ARN target, and of an SNS topic, SQS queue or function of another account. */
  readonly role?: string;
  /** The name that the target had in the file before. */
  readonly renamedFrom?: string;
  /** What gcx makes of it is never deleted or replaced. */
  readonly protect?: true;
}

/** EventBridge's retry policy of a target. */
export interface RetryPolicy {
  /** Seconds, {@link Limits.retryMaxAgeSecondsMin} to {@link Limits.retryMaxAgeSecondsMax}. */
  readonly maxAgeSeconds?: number;
  /** 0 to {@link Limits.retryAttempts}. */
  readonly attempts?: number;
}

/** What EventBridge sends to a target instead of the whole event. */
export type TargetInput =
  | { readonly kind: 'template'; readonly template: string; readonly paths: Readonly<Record<string, string>> }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'constant'; readonly json: string };
