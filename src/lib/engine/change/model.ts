import type { JsonValue } from '../../base/json.js';
import type { Notice } from '../../base/notice.js';
import type { UsedVariable } from '../../language/config/model.js';
import type { AnsweredAttribute } from './answered-attribute.js';
import type { Asked, AskedOfKind, Origin } from './asked.js';
import type { StepData } from './step.js';

/** What a plan does with one resource. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'adopt' | 'release' | 'none';

/** One element of a set that a change adds or removes. */
export interface SetItem {
  /** What is stored, e.g. a queue's UUID. */
  readonly value: string;
  /** What a person calls it, e.g. the queue's name. */
  readonly label?: string;
  /** Why it comes or goes, e.g. `new in Genesys, glob "Sales DE*"`. */
  readonly note?: string;
}

/** One field of a resource that a change touches. */
export type FieldChange =
  /** A set (queue ids, event types, targets): shown item by item. */
  | {
      readonly kind: 'set';
      readonly field: string;
      readonly added: readonly SetItem[];
      readonly removed: readonly SetItem[];
      /** Who made it differ from what is live. Absent: gcx cannot tell, or the thing is made. */
      readonly origin?: Origin;
    }
  | ValueChange;

/** A single value that changes. What is no text has words; a text is shown as it is where it has none. */
export type ValueChange =
  | (ChangedValue<string> & { readonly words?: ValueWords })
  | (ChangedValue<JsonValue> & { readonly words: ValueWords });

/** A value before and after; undefined is "not set". */
interface ChangedValue<Value extends JsonValue> {
  readonly kind: 'value';
  readonly field: string;
  readonly before?: Value;
  readonly after?: Value;
  /** Of a rule: the targets whose setting it is, by the file's names. Absent: it is the thing's own. */
  readonly targets?: readonly string[];
  /** True where these are all the targets of the rule. */
  readonly everyTarget?: true;
  /** As of a set. */
  readonly origin?: Origin;
}

/** How a person calls a setting and its values. A value of several lines is compared line by line. */
export interface ValueWords {
  /** Absent: as `field` calls it. */
  readonly label?: string;
  readonly before?: string;
  readonly after?: string;
}

/** Where a change is shown. */
export type ChangeGroup =
  | { readonly kind: 'integration'; readonly name: string }
  | { readonly kind: 'event-type-subscriptions'; readonly name: string }
  | { readonly kind: 'bus'; readonly name: string }
  | { readonly kind: 'route'; readonly name: string }
  | { readonly kind: 'target'; readonly name: string };

/** What happens to one resource. */
export interface Change<S extends StepData = StepData> {
  /** Unique in the plan: `KIND:NAME`. */
  readonly id: string;
  /** The kind of resource. */
  readonly kind: string;
  /** The resource's name as AWS or Genesys shows it. */
  readonly name: string;
  readonly group: ChangeGroup;
  readonly action: Action;
  readonly fields: readonly FieldChange[];
  /** Why; always there for replace, delete and adopt. */
  readonly reason?: string;
  /** Lines shown below the fields, e.g. `2 added by hand: kept`; also on unchanged resources. */
  readonly notes: readonly string[];
  /** Ids of changes that must be done before this one. */
  readonly after: readonly string[];
  /** The calls that make the change, in order; empty for `none`. */
  readonly steps: readonly S[];
  /** What its place in the order depends on; it is not shown. */
  readonly links?: ChangeLinks;
  /**
   * Of a thing as a whole: `outside` where it is made again, as it was deleted outside gcx; where it is left alone, as its
   * mark was taken away; or where it was changed, and stays as it is. Absent: of each field.
   */
  readonly origin?: 'outside';
  /** True of the deletion of a protected thing that is allowed all the same: its route stays. Not printed or saved. */
  readonly mayBeProtected?: true;
  /** What gcx asks for, and noted with the thing when it last asked. Absent: it notes nothing of it. Not printed or saved. */
  readonly asked?: Asked | AskedOfKind;
}

/** What a change's place in the order depends on. */
export interface ChangeLinks {
  /** ARN of what it works on, such as an SNS topic, an SQS queue or a Lambda function (without its qualifier); or ARNs. */
  readonly on?: string | readonly string[];
  /** Whether it only takes away what another change, of this id, widens. */
  readonly narrows?: string;
}

/** Why a plan may not be applied as it is. */
export interface Refusal extends Notice {
  /** Change that the refusal is about. */
  readonly change?: string;
  /** What to do, with a flag or command. */
  readonly fix: string;
}

/** A mark on something live that a newer gcx wrote: this one may read it wrongly. */
export interface NewerMark {
  /** What carries it, e.g. `rule shop-sales-1`. */
  readonly on: string;
  /** The format, e.g. `2`; as it stands there where it is not a number. */
  readonly format: string;
  /** The version of the gcx that wrote it, where the mark says so. */
  readonly gcx?: string;
}

/** What the plan works on, for its heading. */
export interface PlanSubject {
  readonly file: string;
  readonly project: string;
  readonly environment: string;
  readonly genesys?: {
    readonly organizationId: string;
    readonly organizationName: string;
    readonly environment: string;
  };
  readonly aws: { readonly account: string; readonly region: string; readonly bus: string };
  /** The event formats of the routes, where one is not Genesys Cloud's own. */
  readonly formats?: readonly string[];
  /** The file's variables that it took, and where each is from; their values show in what they change. */
  readonly variables?: readonly UsedVariable[];
  /** True where it ran against the built-in sandbox. */
  readonly sandbox: boolean;
}

/** The list of what gcx made, as the event bus or rules of gcx's carry it. */
export interface MadeList {
  /** By a thing's key the note that the list holds of it; empty where the thing has it itself. Absent: there is no list, or none that can be read. */
  readonly entries?: ReadonlyMap<string, string>;
  /** Keys of what was being made or deleted when an apply stopped, and may be left. */
  readonly underway: ReadonlySet<string>;
  /** By ARN the tags that hold it. */
  readonly found: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How many changes of each kind. */
export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly adopt: number;
  /** Absent: the plan releases nothing. */
  readonly release?: number;
  readonly none: number;
}

/** All changes, in order, with the digest of what was read. The value that `plan` shows is the value that `apply` runs. */
export interface Plan {
  readonly schemaVersion: 1;
  /** Whether this is the plan of `apply` or of `destroy`. */
  readonly intent: 'apply' | 'destroy';
  readonly subject: PlanSubject;
  /** In an order that satisfies `after`; unchanged resources included. */
  readonly changes: readonly Change[];
  readonly counts: PlanCounts;
  readonly warnings: readonly Notice[];
  /** What is left to people: an e-mail subscription to confirm, a source PENDING that others look after. */
  readonly pending: readonly Notice[];
  readonly refusals: readonly Refusal[];
  /** Marks of a newer gcx in what was read: it is shown with a warning, and not carried out. Absent: there are none. */
  readonly newerMarks?: readonly NewerMark[];
  /** Permissions of Genesys Cloud that carrying it out takes and these credentials lack. Absent: none, as far as is known. */
  readonly missingPermissions?: readonly string[];
  /** Everything that services answered about what was read, and whose each attribute is. Not part of what is saved or printed. */
  readonly attributes?: readonly AnsweredAttribute[];
  /** The list of what gcx made. Not part of what is saved or printed. Absent: the plan keeps none. */
  readonly made?: MadeList;
  /** SHA-256 (hex) of what was read from Genesys and AWS, and of what was configured and allowed. */
  readonly digest: string;
}
