import type { AvailableEventType } from '../../language/events/model.js';
import type { Queue } from '../../language/queues/queue.js';

/** The Genesys Cloud organization that the credentials belong to. */
export interface Organization {
  readonly id: string;
  readonly name: string;
}

/** An `amazon-eventbridge-source` integration. */
export interface Integration {
  readonly id: string;
  /** Not unique in Genesys, by design: never an identity. */
  readonly name: string;
  readonly intendedState: 'ENABLED' | 'DISABLED' | 'DELETED';
  readonly reportedState: { readonly code: string; readonly message?: string };
  /** Absent while the integration was never configured. */
  readonly config?: IntegrationConfig;
}

/** An integration's current configuration. */
export interface IntegrationConfig {
  readonly name: string;
  /** The optimistic lock: sent back as read. */
  readonly version: number;
  /** 12 digits. */
  readonly awsAccountId: string;
  readonly awsAccountRegion: string;
  readonly eventSourceSuffix: string;
  /** The subscriptions, as templates; a set: the order means nothing. */
  readonly eventFilter: readonly string[];
  /** Free text; `node_dynamodb_empty_string` is read as empty. */
  readonly notes: string;
  /** Properties and parts that gcx does not know; sent back as read. */
  readonly other: {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly advanced: Readonly<Record<string, unknown>>;
    readonly credentials: Readonly<Record<string, unknown>>;
  };
}

/** What gcx writes into an integration's configuration. */
export type IntegrationConfigInput = Omit<IntegrationConfig, 'version' | 'other'> &
  Partial<Pick<IntegrationConfig, 'version' | 'other'>>;

/** What a gateway that is subscribed event type by event type says of itself as a whole. */
export interface EventBridgeStatus {
  /** Whether it sends events to EventBridge at all; undefined where it does not say. */
  readonly enabled?: boolean;
  /** The event types that it knows, and whether each is enabled; undefined where it does not list them. */
  readonly eventTypes?: ReadonlyMap<string, boolean>;
}

/** Roles and permissions of the OAuth client in use. */
export interface Grants {
  readonly clientId?: string;
  readonly roles: readonly { readonly role: string; readonly division: string }[];
  /** Permissions as `domain:entity:action`, wildcards as Genesys gives them; undefined where they cannot be read. */
  readonly permissions?: readonly string[];
}

/**
 * A conversation as Genesys Cloud's analytics tells it (AnalyticsConversationWithoutAttributes), as far as gcx reads it.
 * Words are in lower or camel case; times are ISO 8601.
 */
export interface AnalyticsConversation {
  readonly conversationId?: string;
  readonly conversationStart?: string;
  /** Absent while it is still running. */
  readonly conversationEnd?: string;
  readonly originatingDirection?: string;
  /** Of all that took part, in no useful order. */
  readonly divisionIds?: readonly string[];
  readonly participants?: readonly AnalyticsParticipant[];
}

/** Someone or something that took part in a conversation. */
export interface AnalyticsParticipant {
  readonly participantId?: string;
  /** `customer`, `external`, `acd`, `agent`, `user`, `ivr`, `workflow`, `botflow`, … */
  readonly purpose?: string;
  readonly userId?: string;
  readonly externalContactId?: string;
  readonly externalOrganizationId?: string;
  readonly sessions?: readonly AnalyticsSession[];
}

/** One participant's part in one communication. */
export interface AnalyticsSession {
  readonly sessionId?: string;
  readonly mediaType?: string;
  readonly messageType?: string;
  readonly direction?: string;
  readonly provider?: string;
  readonly ani?: string;
  readonly dnis?: string;
  readonly addressFrom?: string;
  readonly addressTo?: string;
  readonly callbackUserName?: string;
  readonly callbackNumbers?: readonly string[];
  readonly callbackScheduledTime?: string;
  readonly requestedRoutings?: readonly string[];
  readonly usedRouting?: string;
  readonly skillExpressionId?: string;
  readonly flow?: AnalyticsFlow;
  readonly metrics?: readonly {
    readonly name?: string;
    readonly value?: number;
    readonly emitDate?: string;
  }[];
  readonly segments?: readonly AnalyticsSegment[];
}

/** An Architect flow that a session was in. */
export interface AnalyticsFlow {
  readonly flowId?: string;
  readonly flowType?: string;
  readonly flowVersion?: string;
  readonly exitReason?: string;
  readonly transferType?: string;
  readonly outcomes?: readonly {
    readonly flowOutcomeId?: string;
    readonly flowOutcomeValue?: string;
    readonly flowOutcomeStartTimestamp?: string;
    readonly flowOutcomeEndTimestamp?: string;
  }[];
}

/** A stretch of a session in which one thing went on. */
export interface AnalyticsSegment {
  readonly segmentStart?: string;
  /** Absent while it lasts. */
  readonly segmentEnd?: string;
  /** `alert`, `interact`, `hold`, `wrapup`, … */
  readonly segmentType?: string;
  /** On the last segment before the session ended, and on what follows it. */
  readonly disconnectType?: string;
  readonly queueId?: string;
  readonly subject?: string;
  readonly wrapUpCode?: string;
  readonly wrapUpNote?: string;
  readonly requestedRoutingSkillIds?: readonly string[];
  readonly requestedRoutingUserIds?: readonly string[];
  readonly requestedLanguageId?: string;
}

/** Which ended conversation to look for. */
export interface EndedConversationQuery {
  /** It began on or after the day of this time. */
  readonly from: Date;
  readonly to: Date;
  /** A routing queue that it was in. */
  readonly queueId?: string;
  /** In analytics' words, e.g. `voice`. */
  readonly mediaType?: string;
}

/** Which conversations to look for. */
export interface ConversationQuery {
  /** Of those that went on between these times. */
  readonly from: Date;
  readonly to: Date;
  /** A routing queue that they were in. */
  readonly queueId?: string;
  /** A customer's number or address, in each form that analytics may write it in: personal data, which is only sent. */
  readonly addresses?: readonly string[];
}

/**
 * Genesys Cloud as gcx uses it. Every call throws a GcxError with the correlation id; exit code 3 for
 * credentials and permissions (the missing permission is named), 1 for the rest.
 */
export interface Genesys {
  /** The organization of the credentials (`GET /api/v2/organizations/me`). */
  organization(): Promise<Organization>;
  /** Roles and permissions of the credentials. */
  grants(): Promise<Grants>;
  readonly queues: {
    /** How many queues the credentials see: one call, whose page the next {@link all} does not read again. */
    count(): Promise<number>;
    /** Every queue that the credentials see, sorted by name then division. */
    all(): Promise<readonly Queue[]>;
    /** Queues whose name matches a pattern with leading and/or trailing `*` (Genesys's own `name` filter). */
    search(name: string): Promise<readonly Queue[]>;
    /** One queue by its id; undefined where there is none or it is not visible. */
    byId(id: string): Promise<Queue | undefined>;
  };
  /** Event types of the live organization (`GET /api/v2/notifications/availabletopics`). */
  availableEventTypes(): Promise<readonly AvailableEventType[]>;
  readonly conversations: {
    /** One conversation of the last months; undefined where analytics has none of this id. */
    byId(id: string): Promise<AnalyticsConversation | undefined>;
    /** The conversation that ended last, of those that fit; undefined where there is none. */
    lastEnded(query: EndedConversationQuery): Promise<AnalyticsConversation | undefined>;
    /** Those of a query, the newest first; at most this many, and whether there are more. */
    find(
      query: ConversationQuery,
      limit: number,
    ): Promise<{ readonly found: readonly AnalyticsConversation[]; readonly more: boolean }>;
  };
  readonly integrations: {
    /** All integrations of type `amazon-eventbridge-source` with their current configuration. */
    list(): Promise<readonly Integration[]>;
    /** Undefined where it is not there (404). */
    get(id: string): Promise<Integration | undefined>;
    /** Creates an unconfigured integration. */
    create(name: string): Promise<Integration>;
    /** Writes the configuration; throws {@link VersionConflict} where `version` is not current. */
    configure(id: string, config: IntegrationConfigInput): Promise<IntegrationConfig>;
    setState(id: string, state: 'ENABLED' | 'DISABLED'): Promise<void>;
    delete(id: string): Promise<void>;
    /** How many integrations of the type the organization may have; undefined where it does not say. */
    maxInstances(): Promise<number | undefined>;
  };
  /**
   * Subscriptions event type by event type, of gateways that offer `/api/v2/platform/eventbridge`: not part of Genesys
   * Cloud's published API. They take the OAuth scope `eventbridge:manage`, which is named where it is missing.
   */
  readonly eventTypeSubscriptions: {
    /** The overall state; undefined where there is no such gateway (404). */
    status(): Promise<EventBridgeStatus | undefined>;
    /** Whether an event type is enabled; undefined where the gateway does not know it (404). */
    get(eventType: string): Promise<boolean | undefined>;
    /** Enables or disables an event type; throws `event-type-not-available` where the gateway does not know it. */
    set(eventType: string, enabled: boolean): Promise<void>;
  };
}

/** The configuration changed since it was read: read again, compare again, write again. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}
