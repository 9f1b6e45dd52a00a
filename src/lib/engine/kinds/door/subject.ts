import type { Tags } from '../../../clients/aws/tags-model.js';
import { changeId } from '../../change/change.js';
import { TagKey } from '../ownership/mark.js';
import { type Owner, ownerByTags } from '../ownership/owner.js';
import type { RunContext } from './run-context.js';

/**
 * What a call does to its subject, which says whose that may be. `create`: nobody's yet. `overwrite`: nobody's yet or
 * ours, as AWS replaces what is there unasked. `change`: ours. `use`: ours, and looked at once a run, as something is
 * only put into it or taken out again. `delete`: ours, or gone. `adopt`: of no other project.
 */
export type Purpose = 'create' | 'overwrite' | 'change' | 'use' | 'delete' | 'adopt';

/** What a step's call is about, and how to read whose it is. */
export interface Subject {
  /** Unique among the things of a run. */
  readonly key: string;
  /** As a message calls it, e.g. `SNS topic calls`. */
  readonly called: string;
  readonly purpose: Purpose;
  /**
   * Whether AWS makes it together with its mark, or else refuses. False where it answers success for a thing of others,
   * too, and leaves its tags as they are: SQS queues, rules and alarms.
   */
  readonly madeMarked: boolean;
  /** Whether the next plan takes it in where nobody has marked it: what Lambda makes by itself. */
  readonly adoptable: boolean;
  /** Reads it again. */
  readonly owner: () => Promise<Owner>;
}

/** Where and for whom a run works, and what its plan has gcx look after. */
export interface SubjectContext extends Pick<RunContext, 'aws' | 'mark' | 'account' | 'region'> {
  /** Ids of the plan's changes; a topic or queue of none of them is one that the file calls `existing`. */
  readonly managed: ReadonlySet<string>;
}

/** A thing whose tags say whose it is. */
export interface TaggedThing {
  /** The kind of resource. */
  readonly kind: string;
  /** As a message begins, e.g. `SNS topic`. */
  readonly what: string;
  readonly name: string;
  /** Undefined where there is none. */
  read(): Promise<{ readonly tags: Tags } | undefined>;
  /** Absent: true, see {@link Subject.madeMarked}. */
  readonly madeMarked?: boolean;
  /** Absent: false, see {@link Subject.adoptable}. */
  readonly adoptable?: boolean;
}

/** What a call on a tagged thing is about. */
export function taggedSubject(thing: TaggedThing, purpose: Purpose, { mark }: SubjectContext): Subject {
  return {
    key: changeId(thing.kind, thing.name),
    called: `${thing.what} ${thing.name}`,
    purpose,
    madeMarked: thing.madeMarked ?? true,
    adoptable: thing.adoptable ?? false,
    owner: async () => ownerByTags((await thing.read())?.tags, mark),
  };
}

/** The tags that a call sets and takes away. */
export interface Tagging {
  readonly tags: Tags;
  readonly remove: readonly string[];
}

/** What tagging is for: the mark is written after the creation only where something is adopted. */
export function taggingPurpose({ tags }: Tagging): Purpose {
  return tags[TagKey.project] === undefined ? 'change' : 'adopt';
}

/** Prefixes of the tags by which gcx remembers its own things in something that can be of others. */
const RECORDS = ['genesys-gcx:subscriptions:', 'genesys-gcx:adopted-rules:'];

/** Whether tags are only what gcx remembers of its own things there. */
export function isRecord({ tags, remove }: Tagging): boolean {
  return [...Object.keys(tags), ...remove].every((key) => RECORDS.some((prefix) => key.startsWith(prefix)));
}
