/** A log group of CloudWatch Logs that the file speaks of. */
export interface DeclaredLogGroup {
  /** Without `:*`. */
  readonly arn: string;
  readonly name: string;
  /** Name of its target in the file. */
  readonly target: string;
  readonly create: boolean;
  /** Days for which events are kept there, of one that gcx makes; 0: for ever. */
  readonly retentionDays: number;
  /** ARN of its KMS key. */
  readonly key?: string;
}
