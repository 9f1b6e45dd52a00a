/** The values of {@link configFlags}. */
export interface ConfigFlagValues {
  readonly config?: string | undefined;
  readonly env?: string | undefined;
  readonly var?: readonly string[] | undefined;
}

/** The values of {@link connectionFlags}. */
export interface ConnectionFlagValues extends ConfigFlagValues {
  readonly sandbox?: boolean | undefined;
}
