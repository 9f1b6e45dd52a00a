import type { AwsCallError } from './call-error.js';

/** A version of a parameter. */
export interface KeptParameter {
  readonly value: string;
  readonly version: number;
  /** Epoch milliseconds, by AWS's clock. Absent: AWS did not say. */
  readonly modified?: number;
}

/** What was read, and when by AWS's own clock. */
export interface ParameterReading {
  /** Absent: there is no such parameter, or no such version of it. */
  readonly parameter?: KeptParameter;
  /** The answer's Date, epoch milliseconds in whole seconds. Absent: the answer had none. */
  readonly answered?: number;
}

/** How a write of a parameter ended. */
export type ParameterWrite =
  | { readonly kind: 'written'; readonly version: number }
  /** It was to be made, and is there. */
  | { readonly kind: 'exists' }
  /** Another write of it was under way: this one was not carried out. */
  | { readonly kind: 'busy' }
  /** There was no answer, or none that says it: it was carried out, or will be, or not. */
  | { readonly kind: 'unknown'; readonly error: AwsCallError };

/** Parameter Store of AWS Systems Manager as gcx uses it. Its writes pass no gate: they are what a gate is kept with. */
export interface ParametersApi {
  /** @param version absent: the latest */
  read(name: string, version?: number): Promise<ParameterReading>;
  /** Makes it where there is none. Sent once: a repeated one is a second version. */
  create(name: string, value: string, description: string): Promise<ParameterWrite>;
  /** Writes the next version, whichever there is. Sent once. */
  overwrite(name: string, value: string): Promise<ParameterWrite>;
  /** Deletes it; nothing where there is none. Sent once: a repeated one could meet what others made since. */
  delete(name: string): Promise<void>;
}
