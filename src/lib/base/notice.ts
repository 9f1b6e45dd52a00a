/** Something the plan says beside its changes. */
export interface Notice {
  /** Stable machine-readable word, e.g. `routes-overlap`. */
  readonly code: string;
  readonly message: string;
  /** True where events do not flow as the file says until people have seen to it: --detailed-exitcode tells it. */
  readonly drift?: boolean;
  /** Of a finding that the file can accept: the thing as the message calls it. */
  readonly thing?: string;
  /** Of a finding that the file can accept: its name there. */
  readonly finding?: string;
}
