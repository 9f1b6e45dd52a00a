/** An IAM role that gcx makes for EventBridge, to send to the targets of one kind that name no role. */
export interface DeclaredSenderRole {
  readonly name: string;
  readonly arn: string;
  /** What it may do. */
  readonly actions: readonly string[];
  /** ARNs of what it may do that on, each once. */
  readonly resources: readonly string[];
  /** Names of its targets in the file, at least one. */
  readonly targets: readonly [string, ...string[]];
}
