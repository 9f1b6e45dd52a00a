import type { SecretLookup } from '../../../base/secret-variables.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { Genesys } from '../../../clients/genesys/model.js';
import type { Mark } from '../ownership/mark.js';
import type { DocumentTurns } from '../policies/document-turns.js';

/** What a plan leaves out of a processor: its zip, and the file's environment variables, which can be sensitive. */
export interface BuiltProcessor {
  readonly zip: Uint8Array;
  /** Base64 SHA-256 of the zip. */
  readonly codeSha256: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What a step needs beside itself. */
export interface RunContext {
  readonly genesys: Genesys;
  readonly aws: Aws;
  readonly mark: Mark;
  readonly account: string;
  readonly region: string;
  /** What was built for the plan, by target. */
  readonly processors: ReadonlyMap<string, BuiltProcessor>;
  /** The secrets of the environment that the file names. */
  readonly secretOf: SecretLookup;
  /** Of this run: who writes which policy now. */
  readonly documents: DocumentTurns;
  /** Waits for this many ms; rejects when the apply is interrupted. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Epoch ms. */
  readonly now: () => number;
}
