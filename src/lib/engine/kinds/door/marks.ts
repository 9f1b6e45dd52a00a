import type { Tags } from '../../../clients/aws/tags-model.js';
import type { Config } from '../../../language/config/model.js';
import type { StepData } from '../../change/step.js';
import type { Declared } from '../../targets/declared.js';
import type { Mark } from '../ownership/mark.js';
import type { Owner } from '../ownership/owner.js';

/** What is needed to tell which things carry a mark. */
export interface MarksInput<Live extends object> {
  readonly config: Config;
  readonly mark: Mark;
  /** Full name of the bus that rules are on. */
  readonly bus: string;
  /** What the file's targets speak of. */
  readonly declared: Declared;
  readonly live: Live;
}

/** A thing that is there, with the calls that put the project's mark on it and take it away. They change nothing else. */
export interface MarkedThing {
  /** The id of the change that is about it. */
  readonly id: string;
  /** As AWS or Genesys Cloud shows it. */
  readonly name: string;
  /** Absent: it has none. */
  readonly arn?: string;
  readonly owner: Owner;
  /** The tags that it has now. Absent: AWS gives it none. */
  readonly tags?: Tags;
  /** Its description, where the mark stands there. Absent: it stands in tags. */
  readonly description?: string;
  /** True of a part of a processor, whose tags say the target. */
  readonly ofProcessor?: true;
  /** Takes away what this project and environment wrote there; empty where it wrote nothing. */
  readonly release: readonly StepData[];
  /**
   * Puts the mark on what nobody has marked. `extra`: tags in addition to the mark, where it stands in tags. Absent: it is
   * taken in another way, which the kind says.
   */
  readonly adopt?: (extra: Tags) => readonly StepData[];
}

/** Where the mark of a kind's things stands. */
export type KindMarks<Live extends object> =
  /** Pure: those that are there, whoever owns them. */
  | { readonly on: 'things'; readonly things: (input: MarksInput<Live>) => readonly MarkedThing[] }
  /** They carry none: they are a part of something that does, or gcx finds its own part in another way. */
  | { readonly on: 'nothing'; readonly why: string };
