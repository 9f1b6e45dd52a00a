import type { Notice } from '../../../base/notice.js';
import type { Organization } from '../../../clients/genesys/model.js';
import type { Config } from '../../../language/config/model.js';
import type { ResolvedQueues } from '../../../language/queues/resolved-queues.js';
import type { Change, Refusal } from '../../change/model.js';
import type { StepData } from '../../change/step.js';
import type { DesiredRule } from '../../compile/model.js';
import type { Declared } from '../../targets/declared.js';
import type { Mark } from '../ownership/mark.js';
import type { KindHarms } from './difference-harm.js';
import type { KindMarks } from './marks.js';
import type { KindRights, RightScope } from './right.js';
import type { StepDoor } from './step-door.js';

/** What a person allowed for this plan. */
export interface Allowed {
  /** Use an integration or a bus of the right identity that gcx did not make. */
  readonly adopt: boolean;
  /** Delete SQS queues that hold messages, archives and what is in them, and the integration or bus of a running pipe. */
  readonly force: boolean;
  /** Allow changes that lose events while they are applied. */
  readonly eventLoss: boolean;
  /** Take event types out that only rules and archives of others take which choose none: those of everything. */
  readonly releaseEventTypes: boolean;
  /** Delete or replace more than the file's guards let one apply. */
  readonly deletions: boolean;
  /** Leave a route of the file with no target at all. */
  readonly noTarget: boolean;
}

/** Nothing is allowed. */
export const NOTHING_ALLOWED: Allowed = {
  adopt: false,
  force: false,
  eventLoss: false,
  releaseEventTypes: false,
  deletions: false,
  noTarget: false,
};

/** A processor's code as built. */
export interface ProcessorCode {
  /** Base64 SHA-256 of its zip. */
  readonly codeSha256: string;
  /** `FILE.EXPORT`. */
  readonly handler: string;
  /** What differs from the code that is deployed, a line each, e.g. `handlers/sales.ts changed`; empty where nothing does or nothing is deployed. */
  readonly differences: readonly string[];
}

/** What is known of the secret of an HTTPS endpoint, compared with the one that its connection has. */
export type SecretState =
  /**
   * `first`: there is no connection yet. `unknown`: that of an adopted connection, which AWS does not show, and the file names
   * none other than then.
   */
  | { readonly kind: 'same' | 'changed' | 'first' | 'unread' | 'unknown' }
  /** The variable of the environment that holds it is not set. */
  | { readonly kind: 'absent'; readonly variable: string }
  /** AWS Secrets Manager has none of that name or ARN. */
  | { readonly kind: 'missing'; readonly id: string };

/** What a kind of resource is planned from, with what it needs to be read; values only. */
export interface PlanInput<Live extends object = object> {
  readonly intent: 'apply' | 'destroy';
  readonly config: Config;
  readonly organization: Organization;
  readonly mark: Mark;
  /** Full name of the bus that rules are on. */
  readonly bus: string;
  /** The rules that the file wants; empty for `destroy`. */
  readonly rules: readonly DesiredRule[];
  /** By name of a new rule the live one in whose place it comes. Absent: none does. */
  readonly replaced?: ReadonlyMap<string, string>;
  /** What the file's targets speak of. */
  readonly declared: Declared;
  readonly live: Live;
  readonly allowed: Allowed;
  /** The queues that the routes chose; empty for `destroy`. */
  readonly queues: ResolvedQueues;
  /** An event type's short name by its template. */
  readonly eventTypeName: (template: string) => string;
  /** A queue's name by id, of those that were looked up. */
  readonly queueName: (id: string) => string | undefined;
  /** Why a queue comes or goes, for the rule's diff. */
  readonly queueNote: (route: string, id: string) => string | undefined;
  /** By key of a thing, what the list of what gcx made holds of it. Absent: there is no list, or none that can be read. */
  readonly listed?: ReadonlyMap<string, string>;
  /** Of the file's HTTPS endpoints, by target. Absent: there are none, or they are destroyed. */
  readonly secrets?: ReadonlyMap<string, SecretState>;
  /** The code of the file's processors as built, by target. Absent: there are none, or they are destroyed. */
  readonly code?: ReadonlyMap<string, ProcessorCode>;
}

/** What planning one kind of resource gives. */
export interface KindPlan<S extends StepData = StepData> {
  readonly changes: readonly Change<S>[];
  readonly warnings?: readonly Notice[];
  readonly pending?: readonly Notice[];
  readonly refusals?: readonly Refusal[];
}

/** Changes of a kind that come before one. `growing`: what makes or widens; `shrinking`: what takes away or narrows. */
export interface Earlier {
  /** Name of the kind. */
  readonly kind: string;
  readonly of: 'growing' | 'shrinking' | 'any';
  /** Only those that work on what the change works on or makes events reach. */
  readonly same?: true;
}

/**
 * Where a kind stands in the order of a plan, as data. That all that makes room or a way comes before what takes one
 * away is said once, in plan/order.ts.
 */
export interface KindOrder {
  /**
   * `way`: its changes decide which events are sent where, as rules; `feed`: they send on, as subscriptions of SNS topics;
   * `support`: what both need to be there.
   */
  readonly part: 'way' | 'feed' | 'support';
  /** What comes before one of the kind is made or widened. */
  readonly growsAfter: readonly Earlier[];
  /** What comes before one of the kind is taken away or narrowed. */
  readonly goesAfter: readonly Earlier[];
  /** Which changes of rules come before it goes: `all`; those that `go`; `none`: nothing sends there by a rule. */
  readonly goesAfterRules: 'all' | 'going' | 'none';
}

/**
 * What one thing fewer of a kind is to the guard of deletions. `itself`: one thing that goes; `target`: a part of its
 * target, which counts once however many parts go; `no`: our statement in a document of others, which goes with
 * something that counts.
 */
export type CountsAs = 'itself' | 'target' | 'no';

/**
 * A kind of resource: all that gcx knows of it, behind one door. What it reads is said by readings; no kind knows the
 * list of all.
 */
export interface ResourceKind<
  Name extends string = string,
  S extends StepData = StepData,
  Live extends object = object,
> {
  /** As plans, tags and `--json` call it. */
  readonly kind: Name;
  /** What a person calls it. */
  readonly label: string;
  /** How a sentence begins that is about one of a name. Absent: with label and name. */
  named?(name: string): string;
  /** What AWS and Genesys Cloud have to allow whoever reads one, and whoever changes one. */
  rights(scope: RightScope): KindRights;
  /** ARN of one of a name, by which AWS judges calls on it. Absent: its changes are told apart by ARN, or AWS gives it one. */
  arnOf?(name: string, scope: Pick<RightScope, 'config' | 'bus'>): string;
  /** Its resource type as the Resource Groups Tagging API takes it, where its tags are searched for. */
  readonly taggedAs?: string;
  /** The calls that change one. */
  readonly steps: readonly StepDoor<StepData>[];
  readonly order: KindOrder;
  /**
   * Of a kind that no tag is searched for by: what the list of what gcx made holds while one is made or deleted, so that
   * what a broken apply leaves is found when neither the file nor a rule names it. `name`: its name, for what can only be
   * looked for by name; `kind`: the kind and its name, for what is listed. Absent: its tags are searched for, or the file's names find it.
   */
  readonly underway?: 'name' | 'kind';
  readonly countsAs: CountsAs;
  /** What it does to events that one is missing, or is otherwise than the file asks for. */
  readonly harms: KindHarms;
  /** Where the project's mark stands on one, for who puts it there and who takes it away. */
  readonly marks: KindMarks<Live>;
  /** Pure: compares what the file wants with what is live. Throws GcxError where the file cannot be carried out. */
  plan(input: PlanInput<Live>): KindPlan<S>;
}
