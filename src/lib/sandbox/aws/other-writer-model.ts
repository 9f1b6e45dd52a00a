/** Another program that writes the policy that a call is about to write; it has read it. */
export interface OtherWriter {
  /** Writes what it has read with a statement of its own beside: what was written since is gone. */
  write(): void;
}
