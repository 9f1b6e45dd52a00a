/** Condition keys of a request, by their usual spelling (`aws:RequestTag/team`); a list where AWS has several values. */
export type Conditions = Readonly<Record<string, string | readonly string[]>>;

/** What a call needs to be allowed: one action on one resource. */
export interface Asked {
  /** As IAM policies write it, such as `lambda:InvokeFunction`. */
  readonly action: string;
  /** ARN, or `*` where the action knows no resources. */
  readonly resource: string;
  /** Beside those that every request has, and the tags of the resource. */
  readonly conditions?: Conditions;
}
