import type { PlanSubject } from '../../engine/change/model.js';
import type { Weight } from '../../engine/kinds/door/difference-harm.js';

/** What of the file a finding hits. */
export interface Reach {
  /** Names of routes, in the file's order. */
  readonly routes: readonly string[];
  /** Names of targets, subscribers of SNS topics among them, in the file's order. */
  readonly targets: readonly string[];
}

/** Something between Genesys Cloud and a target that would stop an event, or come near to it. */
export interface Finding {
  /** Stable machine-readable word: the plan's own code, or `KIND-FIELD` of what differs. */
  readonly code: string;
  readonly weight: Weight;
  readonly stops: Reach;
  /** What is found, of which thing: a sentence. */
  readonly what: string;
  /** What becomes of events by it. */
  readonly why: string;
  /** What to do: a command that runs as printed, or whom to ask for what. */
  readonly cure: string;
  /** True where gcx cannot tell whether it hits. Absent: it does. */
  readonly unsure?: true;
}

/** Something that could not be looked at. */
export interface Unseen {
  /** What, in a word or two. */
  readonly of: string;
  /** Why, with the permission where one is missing. */
  readonly why: string;
  /** True where a permission is missing. Absent: nobody can look at it from here. */
  readonly denied?: true;
}

/** What doctor found of a file's pipe. */
export interface Diagnosis {
  readonly schemaVersion: 1;
  readonly subject: PlanSubject;
  /** Those that stop events first. */
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
  /** What was looked at: as many routes and targets as the file has. */
  readonly looked: { readonly routes: number; readonly targets: number };
}
