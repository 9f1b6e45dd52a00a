import type { JsonObject, JsonValue } from '../../base/json.js';
import type { SandboxRequest, SandboxResponse } from '../http.js';
import type { Asked } from './authorization/asked-right.js';
import type { Identities } from './authorization/identity.js';
import type { FunctionBehaviour } from './function-behaviour.js';
import type { CodeStore } from './lambda/run/code-store.js';
import type { OtherWriter } from './other-writer-model.js';
import type { OutsideOptions } from './outside/outside.js';

/** The AWS services that the sandbox speaks. */
export type AwsService =
  | 'events'
  | 'sns'
  | 'sqs'
  | 'lambda'
  | 'kms'
  | 'sts'
  | 'tagging'
  | 'iam'
  | 'logs'
  | 'cloudwatch'
  | 'secretsmanager'
  | 'ssm'
  | 'dynamodb'
  | 'kinesis'
  | 'firehose'
  | 'states';

/** Which call a request is, for journals and faults. */
export interface AwsCall {
  readonly service: AwsService | 'unknown';
  /** The API's name of the call, such as `PutRule`; empty where the request names none. */
  readonly action: string;
  /** Whether the call changes something, messages included; receiving messages counts as reading. */
  readonly write: boolean;
}

/** What became of one event at one target, or of one message at one subscriber. */
export interface Delivery {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The event's id, or the message's id where it was published without an event. */
  readonly eventId: string;
  /** Name of the event bus; undefined for a message published to a topic directly. */
  readonly bus?: string;
  /** Name of the rule that matched; undefined where the event reached none. */
  readonly rule?: string;
  /** Who delivered: a rule's target, a topic's subscription, or an event source mapping to its function. */
  readonly by: 'events' | 'sns' | 'lambda';
  /** ARN of the topic whose subscription it is. */
  readonly topic?: string;
  /** ARN of the SQS queue that a function took it from. */
  readonly queue?: string;
  /** ARN (or e-mail address or URL) of the target; undefined where the event was dropped before any. */
  readonly target?: string;
  /** `not-sent`: nothing in the sandbox stands for the host of the HTTP endpoint, or the filter of the subscription keeps it out. */
  readonly outcome: 'delivered' | 'retried' | 'dead-lettered' | 'dropped' | 'not-sent';
  /** Why, in one line. */
  readonly why: string;
  /** Where an SNS topic took the event and hands it to nobody: why, such as `nobody is subscribed`. */
  readonly unheard?: string;
  /** Tries in all, for a delivery that was retried. */
  readonly attempts?: number;
  /** What the target got, of a service that the sandbox does not run. Absent: of another, where it can be read. */
  readonly received?: Receipt;
}

/** What a target of a service got that the sandbox does not run: a stream, a state machine. */
export interface Receipt {
  /** The record's data, or the execution's input. */
  readonly body: string;
  /** Of a Kinesis record. */
  readonly partitionKey?: string;
  /** Of a state machine's execution. */
  readonly executionName?: string;
}

/** What a function made of an event that an SQS queue took for it, as far as it went. */
export interface Handling {
  /** ARN of the queue. */
  readonly queue: string;
  /** ARN of the function. */
  readonly function: string;
  /**
   * `processed`: it needs nothing more of it, also where it is a duplicate or filtered out; `failed`: it comes again;
   * `waiting`: the function did not have it yet.
   */
  readonly outcome: 'processed' | 'failed' | 'dead-lettered' | 'waiting';
  /** How often the function had it. */
  readonly attempts: number;
  /** Name of the error, where it is known. Never its message, which can be of a person. */
  readonly error?: string;
  /** Why it was dead-lettered. */
  readonly reason?: string;
}

/** What exists in the account from the start. Names or, for things of another account, ARNs. */
export interface AwsSeed {
  readonly topics?: readonly {
    readonly name: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly tags?: Readonly<Record<string, string>>;
    readonly subscriptions?: readonly { readonly protocol: string; readonly endpoint: string }[];
  }[];
  readonly queues?: readonly {
    readonly name: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly functions?: readonly {
    readonly name: string;
    /** Aliases and versions that exist beside $LATEST. */
    readonly qualifiers?: readonly string[];
    readonly behaviour?: FunctionBehaviour;
    /** Statements of the function's policy. */
    readonly statements?: readonly JsonObject[];
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  /** KMS keys: an id, or an ARN that may name an alias (`alias/NAME`). Without a policy only the account itself is let in. */
  readonly keys?: readonly {
    readonly key: string;
    readonly alias?: string;
    readonly policy?: JsonObject;
    readonly enabled?: boolean;
  }[];
  /** Roles of the account, by name or ARN; without `trust`, those that Lambda may assume. */
  readonly roles?: readonly {
    readonly name: string;
    readonly trust?: JsonObject;
    /** Inline policies, by name. */
    readonly policies?: Readonly<Record<string, JsonObject>>;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  /** How long services cannot take on a role that was just made, in seconds; 0 by default. */
  readonly roleSeconds?: number;
  /**
   * ARNs of Kinesis streams, Firehose streams and state machines, which the sandbox lists and does not run, and of event
   * buses in other accounts. With `activationSeconds`, a stream is CREATING for so long.
   */
  readonly receivers?: readonly (string | { readonly arn: string; readonly activationSeconds?: number })[];
  /** Log groups of CloudWatch Logs. */
  readonly logGroups?: readonly { readonly name: string }[];
  /** Secrets of Secrets Manager, by name or ARN; a value that is an object is kept as its JSON. */
  readonly secrets?: readonly { readonly name: string; readonly value: string | JsonObject }[];
  /** A source that exists already; ACTIVE where a seeded bus is made of it. */
  readonly sources?: readonly { readonly name: string; readonly expirationTime?: number }[];
  /** A bus; of a partner source where `source` names a seeded one. */
  readonly buses?: readonly {
    readonly name: string;
    readonly source?: string;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly rules?: readonly {
    readonly bus: string;
    readonly name: string;
    readonly pattern: JsonObject;
    readonly description?: string;
    readonly enabled?: boolean;
    /** Service that manages the rule; nobody else may change it. */
    readonly managedBy?: string;
    readonly tags?: Readonly<Record<string, string>>;
    /** Targets in the API's form (`Id`, `Arn`, …). */
    readonly targets?: readonly JsonObject[];
  }[];
  /** Event buses that take no archive; a `*` at the end stands for any characters. */
  readonly refuseArchives?: readonly string[];
  /** How long a partner source stays PENDING once its bus is made or it is activated, in seconds; 0 by default. */
  readonly activationSeconds?: number;
  /** How long a replay runs, in seconds; 1 by default. Its events are sent at the beginning. */
  readonly replaySeconds?: number;
}

/** Options of a local AWS. */
export interface AwsCloudOptions {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The clock, epoch milliseconds; the real one where left out. */
  readonly now?: () => number;
  readonly seed?: AwsSeed;
  /** What functions sign their calls with; nobody else's where left out. */
  readonly secret?: string;
  /** Who its users are, and what they may do; there is one, who may do everything, where left out. */
  readonly identities?: Identities;
  /** Refuse a queue's name for 60 s after its deletion, as AWS does. Off by default. */
  readonly holdQueueNames?: boolean;
  /** Rules that a bus takes; 300 by default. */
  readonly rulesPerBus?: number;
  /** Where functions' code is kept; in memory where left out. */
  readonly code?: CodeStore;
  /** Folder of the DynamoDB tables, which outlive the process in it; in memory without one. */
  readonly tables?: string;
  /**
   * `http://host:port` under which functions reach the sandbox; undefined before there is one: no queue is polled until
   * then. Where left out, as the latest client reached it.
   */
  readonly origin?: () => string | undefined;
  /** Asked when a function has answered: true kills its worker instead of taking the answer. */
  readonly loseAnswer?: (functionName: string) => boolean;
  /** Asked when EventBridge delivers to a target of a service: the fault that it meets. Absent: none. */
  readonly deliveryFault?: (service: string) => DeliveryFault | undefined;
  /** What stands for hosts that API destinations and connections name; nothing where left out. */
  readonly outside?: OutsideOptions;
  /** The account's other regions, where they are not in this cloud. */
  readonly neighbor?: (region: string) => AwsCloud;
  /** Told when something has changed outside a call: a function has handled messages. */
  readonly changed?: () => void;
}

/** How many things there are, and what has been counted. */
export interface AwsCounts {
  readonly buses: number;
  readonly rules: number;
  readonly targets: number;
  readonly topics: number;
  readonly subscriptions: number;
  readonly queues: number;
  readonly functions: number;
  /** Messages waiting or in flight, by queue ARN. */
  readonly messages: Readonly<Record<string, number>>;
  /** Invocations, by function ARN. */
  readonly invocations: Readonly<Record<string, number>>;
  /** Partner events dropped because their source had no bus. */
  readonly droppedPartnerEvents: number;
  /** Topics' e-mail and HTTPS subscriptions that wait for people, with the token that confirms them. */
  readonly pendingSubscriptions: readonly {
    readonly topicArn: string;
    readonly protocol: string;
    readonly endpoint: string;
    readonly token: string;
  }[];
}

/** The Genesys side of a partner event source. */
export interface PartnerSide {
  /** Offers a source to the account; a deleted one whose bus still stands wakes up. */
  createSource(name: string): void;
  /** Takes a source back; its bus and rules stay and sleep. */
  deleteSource(name: string): void;
  /** State as the account sees it; undefined where there is none. */
  sourceState(name: string): 'PENDING' | 'ACTIVE' | 'DELETED' | undefined;
  /**
   * Publishes an event; `version`, `id`, `account`, `region`, `time` and `resources` are filled where they are missing,
   * `source` is always the source's name. Dropped and counted where no bus is made of the source.
   * @returns the event's id and whether a bus took it
   */
  putEvent(sourceName: string, event: JsonObject): { readonly id: string; readonly accepted: boolean };
}

/** A reason outside the sandbox for which EventBridge does not reach a target. */
export type DeliveryFault =
  | { readonly kind: 'throttle' | 'timeout' | 'deny' | 'not-found' }
  | { readonly kind: 'status'; readonly status: number };

/** A reason outside a call for which it fails. */
export type AwsFault =
  | { readonly kind: 'throttle' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'status'; readonly status: number }
  /** HTTP 200 in which every entry of PutTargets, RemoveTargets or PutEvents failed; other calls fail with a 500. */
  | { readonly kind: 'failed-entries'; readonly code: string }
  /** As if what the call is about were not there. */
  | { readonly kind: 'not-found' }
  /** As if another change of it were under way. */
  | { readonly kind: 'in-use' };

/** A local AWS for one account: the region of its options, and empty ones beside it. */
export interface AwsCloud {
  /** Rules that an event bus of the account holds. */
  rulesPerBus: number;
  handle(request: SandboxRequest): Promise<SandboxResponse>;
  describe(request: SandboxRequest): AwsCall;
  /** The answer AWS gives, in the request's protocol, to a call that a fault meets. Nothing is changed. */
  fault(request: SandboxRequest, effect: AwsFault): SandboxResponse;
  /** What a call's caller has to be allowed, as things are now. */
  needs(request: SandboxRequest): readonly Required<Asked>[];
  /** Another writer of the policy that this call writes; undefined where it writes none. */
  otherWriter(request: SandboxRequest): OtherWriter | undefined;
  /** Adds what is missing; what exists stays as it is. */
  seed(seed: AwsSeed): void;
  readonly partner: PartnerSide;
  snapshot(): JsonValue;
  restore(snapshot: JsonValue): void;
  /**
   * Resolves when every delivery is done and functions have handled what they can: batches do not wait for their
   * window; messages that are hidden for a time are not waited for.
   */
  settle(): Promise<void>;
  /** Looks at the event source mappings again: the clock was moved, or the sandbox can be reached now. */
  wake(): void;
  /** Ends the workers of a function (name or ARN) or of all at once: what they run fails. */
  killWorkers(functionName?: string): Promise<void>;
  /** Whether a name, the session token of a request, is that of a worker that lives. */
  hasWorker(name: string): boolean;
  killWorker(name: string): Promise<void>;
  /** Base64 SHA-256s of the code of its functions. */
  codeInUse(): readonly string[];
  /** Ends all workers; nothing is polled any more. */
  close(): Promise<void>;
  deliveries(): readonly Delivery[];
  /** What functions of the region made of an event, see {@link Handling}. */
  handling(eventId: string): readonly Handling[];
  /** Payloads that a function received, oldest first. */
  invocations(functionName: string): readonly string[];
  inspect(): AwsCounts;
}
