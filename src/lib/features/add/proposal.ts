import type { Addition } from '../../language/config/document/edit/index.js';
import type { ConfigPath } from '../../language/config/model.js';

/** Which flag or argument brought what stands at a path of the file. */
export interface Origin {
  readonly path: ConfigPath;
  /** As typed, e.g. `--event conversation.acw`. */
  readonly flag: string;
}

/** A handler that a new processor needs. It is written with the file, with a test, where there is none. */
export interface NewFile {
  /** As the file names it. */
  readonly handler: string;
  readonly processor: string;
}

/** What is to be added to a file, before it is known whether the file stays valid. */
export interface Proposal {
  /** Empty: all of it is there already. */
  readonly additions: readonly Addition[];
  readonly origins: readonly Origin[];
  /** What is added, in words that follow "Added", e.g. `queue "Billing" to route sales`. */
  readonly adds: readonly string[];
  /** What is there already, a sentence each. */
  readonly there: readonly string[];
  /** What the person should know besides, a sentence each. */
  readonly notes: readonly string[];
  /** Files of handlers beside it. */
  readonly files: readonly NewFile[];
}

/** Several proposals as one. */
export function together(proposals: readonly Proposal[]): Proposal {
  return {
    additions: proposals.flatMap(({ additions }) => additions),
    origins: proposals.flatMap(({ origins }) => origins),
    adds: proposals.flatMap(({ adds }) => adds),
    there: proposals.flatMap(({ there }) => there),
    notes: [...new Set(proposals.flatMap(({ notes }) => notes))],
    files: proposals.flatMap(({ files }) => files),
  };
}

/** A proposal of nothing. */
export const NOTHING: Proposal = { additions: [], origins: [], adds: [], there: [], notes: [], files: [] };
