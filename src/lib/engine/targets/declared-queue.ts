/** An SQS queue that the file speaks of. */
export interface DeclaredQueue {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly target: string;
  readonly create: boolean;
  /** ARN of its KMS key. */
  readonly key?: string;
  /** Whether it keeps dead letters: a target's deadLetter or the redrive of another queue of the file names it. */
  readonly deadLetter: boolean;
  /** Of a processor's SQS queue: what its things are called, and its target. */
  readonly processor?: { readonly base: string; readonly target: string };
  /** ARN of the SQS queue of the file that SQS moves the dead letters of its consumers to. Absent: none that the file names. */
  readonly deadLettersTo?: string;
  /** Attributes that gcx sets beside those of any queue; absent: none. */
  readonly attributes?: Readonly<Record<string, string>>;
}
