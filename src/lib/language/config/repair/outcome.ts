import type { Diagnostic } from '../../../base/terminal/diagnostic.js';

/** What a check of a text as the file found. */
export interface Outcome {
  readonly problems: readonly Diagnostic[];
  /** Whether it can be read as YAML, so that all of it was looked at. */
  readonly readable: boolean;
}

/**
 * Tells what is wrong with a text as the file.
 * @param enough number of errors at which the check can end, because the text is no better then. Absent: all are told.
 */
export type CheckText = (text: string, enough?: number) => Outcome;
