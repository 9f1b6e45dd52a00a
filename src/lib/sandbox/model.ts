import type { JsonObject, JsonValue } from '../base/json.js';
import type { Runtime } from '../base/net/index.js';
import type { EventFormat } from '../language/events/formats/model.js';
import type { Delivery, Handling } from './aws/model.js';

/** A secret that a file names. */
export interface ExistingSecret {
  /** ARN, or name. */
  readonly arn: string;
  /** Holds credentials of an OAuth client: the sandbox's own. */
  readonly genesys: boolean;
  /** Members that are read of the JSON that it holds. */
  readonly members?: readonly string[];
}

/** What a file calls existing: ARNs, and names for buses. The sandbox makes what is missing of it. */
export interface ExistingThings {
  readonly topics: readonly string[];
  readonly queues: readonly string[];
  /** May end in a version or alias. */
  readonly functions: readonly string[];
  /** KMS keys, also by alias. */
  readonly keys?: readonly string[];
  /** Secrets that processors and HTTPS endpoints read. */
  readonly secrets?: readonly ExistingSecret[];
  /** Roles of processors that gcx does not make. */
  readonly roles?: readonly string[];
  /** Roles with which EventBridge sends to targets. */
  readonly senderRoles?: readonly string[];
  /** Names of log groups that targets are. */
  readonly logGroups?: readonly string[];
  /** ARNs of Kinesis streams, Firehose streams and state machines that targets are. */
  readonly receivers?: readonly string[];
  /** ARNs of event buses that targets are. */
  readonly targetBuses?: readonly string[];
  /** Rules that an event bus holds, where the file says that AWS raised or lowered the quota. */
  readonly rulesPerBus?: number;
  /** Names; one that is a Genesys partner source's brings its integration with it. */
  readonly buses: readonly string[];
  /** Partner event sources of integrations that others look after; they need not have a bus. */
  readonly sources?: readonly string[];
  /** Templates that an existing integration is subscribed to. */
  readonly eventTypes: readonly string[];
  /** Who puts events in a format of their own on a bus of the file; absent: nobody. */
  readonly relays?: readonly Relay[];
}

/** A company's relay, or a gateway, that republishes Genesys Cloud's events on an event bus. */
export interface Relay {
  /** The bus's name. */
  readonly bus: string;
  readonly format: EventFormat;
  /** The event types that the file's routes name in it. */
  readonly eventTypes: readonly string[];
  /** True for the organization's gateway: it publishes only the event types that are enabled there. */
  readonly subscribed: boolean;
}

/** Whose sandbox it is: the file's organization and account. One sandbox serves several, one for each environment. */
export interface Tenant {
  /** UUID. */
  readonly organization: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly existing: ExistingThings;
}

/** How a sandbox is opened. */
export interface SandboxOptions extends Omit<Tenant, 'existing'> {
  /** Folder of the configuration file; the state lies in `.gcx-sandbox/` in it. */
  readonly folder: string;
  /** Host part of the Genesys Cloud environment; only shown. */
  readonly genesysEnvironment: string;
  readonly existing?: ExistingThings;
  /**
   * For commands that only look: in this process Lambda functions leave what waits for them where it is, until somebody
   * opens the sandbox without it. Those of a server run anyway.
   */
  readonly functionsRest?: boolean;
  /** Milliseconds that each call takes, about. Only for a sandbox in process, as what follows. */
  readonly latencyMs?: number;
  /** Fault specifications, as `gcx sandbox start --fault` takes them. */
  readonly faults?: readonly string[];
  readonly seedFile?: string;
  /** Files of IAM policies: nobody may do more in AWS than they allow. */
  readonly policyFiles?: readonly string[];
  /** What stands for hosts of HTTP endpoints, as `gcx sandbox start --deliver` takes it. */
  readonly deliver?: readonly string[];
  /** Queues of a generated large organization. */
  readonly queues?: number;
  /** The time that passes in a sandbox in this process. Absent: the machine's. */
  readonly clock?: SandboxClock;
}

/** What time it is in a sandbox, and how it waits. */
export type SandboxClock = Pick<Runtime, 'now' | 'sleep'>;

/** An event to publish through the live integrations and the file's relays. */
export interface EmitRequest {
  /** Short name or template, or a relay's own name. Absent: taken from `event`. */
  readonly eventType?: string;
  /** Only Genesys Cloud itself (`partner`), or only this relay. Absent: everyone who knows the event type. */
  readonly by?: 'partner' | Relay;
  /** A queue's name or id; put where the event type carries it. */
  readonly queue?: string;
  /** Dotted path within eventBody → value. */
  readonly set?: Readonly<Record<string, JsonValue>>;
  /** How many times; each with ids of its own. Default 1. */
  readonly count?: number;
  /** A whole event (with `detail-type` and `detail`) instead of a sample. */
  readonly event?: JsonObject;
}

/** A rule that an event did not match, and why. */
export interface NearMiss {
  readonly rule: string;
  readonly why: string;
  /** Present where the rule is for other event types. */
  readonly otherEventType?: true;
}

/** What became of one published event. */
export interface EmittedEvent {
  readonly id: string;
  /** Absent where a relay published it. */
  readonly integration?: { readonly id: string; readonly name: string };
  /** Who republished it, by the format of its events; absent where Genesys Cloud published it itself. */
  readonly relay?: { readonly format: string };
  readonly source: string;
  /** Name of the event bus: of a partner event source, the source's. */
  readonly bus: string;
  /** False: there is no such bus, and the event was dropped. */
  readonly accepted: boolean;
  readonly deliveries: readonly Delivery[];
  /** What functions behind SQS queues made of it, as far as it went when this was told. Absent: nothing. */
  readonly handling?: readonly Handling[];
  /** The rules that it did not match, the nearest first; of very many events only of the first, and of those that match none. */
  readonly nearMisses: readonly NearMiss[];
}

/** What `emit` did. */
export interface EmitReport {
  /** The template, or a relay's own name. */
  readonly eventType: string;
  readonly events: readonly EmittedEvent[];
  /** Integrations (and relays, whose id is their format) that did not publish it, and why. */
  readonly silent: readonly { readonly id: string; readonly name: string; readonly why: string }[];
}

/** One call that the sandbox answered. Never holds headers or bodies, so no secret. */
export interface JournalEntry {
  /** ISO time. */
  readonly time: string;
  readonly service: string;
  readonly action: string;
  readonly write: boolean;
  /** HTTP status; 0 where the connection was cut. */
  readonly status: number;
  /** AWS's request id, or Genesys's correlation id. */
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  /** The fault that made it fail, as specified. */
  readonly fault?: string;
}

/** Which calls of the journal to read. */
export interface JournalFilter {
  readonly writesOnly?: boolean;
  /** Epoch ms; only calls at or after it. */
  readonly since?: number;
}

/** A sandbox in use. */
export interface Sandbox {
  /** Where the Genesys Cloud SDK is to go, and how to log in; what `createGenesys` takes. */
  readonly genesys: {
    readonly environment: string;
    readonly gateway: { readonly protocol: 'http'; readonly host: string; readonly port: number };
    readonly credentials: {
      readonly kind: 'client';
      readonly clientId: string;
      readonly clientSecret: string;
    };
  };
  /** Where the AWS SDK is to go, and how to sign; what `createAws` takes. */
  readonly aws: {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** True where it is a server that runs beside this process. */
  readonly server: boolean;
  /** Publishes an event, waits until it is delivered and says where it went. */
  emit(request: EmitRequest): Promise<EmitReport>;
  /** Takes it that these events happened, though none is published: their conversations can be asked for by id. */
  happened(events: readonly JsonValue[]): Promise<void>;
  /** What was delivered in the account so far, oldest first. */
  deliveries(): Promise<readonly Delivery[]>;
  /** The calls so far, oldest first; the sandbox's own calls are not in it. */
  journal(filter?: JournalFilter): Promise<readonly JournalEntry[]>;
  /** Back to the beginning: the seeded organization, what the file calls existing, and nothing else. */
  reset(): Promise<void>;
  /**
   * Resolves when integrations have reached their state, every event is delivered, and functions have handled what is
   * in their SQS queues; messages that are hidden for a time are not waited for.
   */
  settle(): Promise<void>;
  /** Moves the sandbox's clock on without waiting; messages that are hidden until then come back. */
  passTime(milliseconds: number): Promise<void>;
  /** Ends the workers of a Lambda function at once: what they run fails, as if the machine had died. */
  killWorkers(functionName: string): Promise<void>;
  /** Ends a sandbox in process after its state is written; leaves a server running. */
  close(): Promise<void>;
}
