import type { Organization } from '../../../clients/genesys/model.js';
import type { Config } from '../../../language/config/model.js';
import type { ResolvedQueues } from '../../../language/queues/resolved-queues.js';
import type { Change, Notice, Refusal, ResourceKindName } from '../../change/model.js';
import type { DesiredRule } from '../../compile/model.js';
import type { Declared } from '../../targets/declared.js';
import type { Live } from '../live.js';
import type { Mark } from '../ownership/mark.js';

/** What a person allowed for this plan. */
export interface Allowed {
  /** Use an integration or a bus of the right identity that gcx did not make. */
  readonly adopt: boolean;
  /** Delete SQS queues that hold messages, archives and what is in them, and the integration or bus of a running pipe. */
  readonly force: boolean;
  /** Go through with changes during which events get lost. */
  readonly eventLoss: boolean;
  /** Take event types out that only rules and archives of others take which choose none: those of everything. */
  readonly releaseEventTypes: boolean;
}

/** A processor's code as built. */
export interface ProcessorCode {
  /** Base64 SHA-256 of its zip. */
  readonly codeSha256: string;
  /** `FILE.EXPORT`. */
  readonly handler: string;
  /** What differs from the code that is deployed, a line each, e.g. `handlers/sales.ts changed`; empty where nothing does or nothing is deployed. */
  readonly differences: readonly string[];
}

/** What every kind of resource is planned from; values only. */
export interface PlanInput {
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
  /** The code of the file's processors as built, by target. Absent: there are none, or they are destroyed. */
  readonly code?: ReadonlyMap<string, ProcessorCode>;
}

/** What planning one kind of resource gives. */
export interface KindPlan {
  readonly changes: readonly Change[];
  readonly warnings?: readonly Notice[];
  readonly pending?: readonly Notice[];
  readonly refusals?: readonly Refusal[];
}

/**
 * A kind of resource: what it is called, what it takes of IAM, and how it is planned.
 * Its calls are {@link Step}s, carried out by run-step.ts.
 */
export interface ResourceKind {
  readonly kind: ResourceKindName;
  /** IAM actions (AWS) or permissions (Genesys) for reading and for writing. */
  readonly actions: { readonly read: readonly string[]; readonly write: readonly string[] };
  /** Pure: compares what the file wants with what is live. Throws GcxError where the file cannot be carried out. */
  plan(input: PlanInput): KindPlan;
}
