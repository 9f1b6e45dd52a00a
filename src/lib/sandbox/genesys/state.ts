import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../base/json.js';

const division = z.strictObject({ id: z.string(), name: z.string(), home: z.boolean() });

const queue = z.strictObject({
  id: z.string(),
  name: z.string(),
  divisionId: z.string(),
  /** ISO time. */
  dateCreated: z.string(),
});

const integration = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  intendedState: z.enum(['ENABLED', 'DISABLED', 'DELETED']),
  reported: z.strictObject({ code: z.string(), message: z.string().optional() }),
  /** What the platform will report, and when (epoch ms); absent while nothing is under way. */
  pending: z
    .strictObject({ at: z.number(), code: z.enum(['ACTIVATING', 'ACTIVE', 'INACTIVE', 'GONE']) })
    .optional(),
  config: z.strictObject({
    name: z.string(),
    version: z.number().int(),
    properties: z.record(z.string(), z.unknown()),
    advanced: z.record(z.string(), z.unknown()),
    notes: z.string(),
    credentials: z.record(z.string(), z.unknown()),
  }),
  /** The partner event source that Genesys made for it, where it has made one. */
  source: z.strictObject({ account: z.string(), region: z.string(), name: z.string() }).optional(),
});

const named = z.strictObject({ id: z.string(), name: z.string() });

const published = z.strictObject({
  /** In lower case. */
  conversationId: z.string(),
  /** The event type, or empty where a relay told less. */
  template: z.string(),
  body: z.custom<JsonObject>(isJsonObject),
  /** Epoch ms. */
  at: z.number(),
});

const gateway = z.strictObject({
  /** Whether it sends anything to EventBridge. */
  enabled: z.boolean(),
  /** The event types that it knows, and whether each is enabled. */
  eventTypes: z.record(z.string(), z.boolean()),
});

/** The stored form of a sandbox organization, checked when it is read back. */
export const organizationSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  divisions: z.array(division),
  queues: z.array(queue),
  integrations: z.array(integration),
  /** What analytics tells, as it tells it; absent: the example's conversations. */
  conversations: z.array(z.record(z.string(), z.json())).optional(),
  /** The users and wrap-up codes that it lists; absent: the example's. */
  users: z.array(named).optional(),
  wrapUpCodes: z.array(named).optional(),
  /** What was published of conversations, oldest first: what they can be asked for by. */
  published: z.array(published).optional(),
  /** The gateway in front of it that is subscribed event type by event type; absent: as it is without a seed. */
  gateway: gateway.optional(),
  /** How many EventBridge integrations the organization may have. */
  maxInstances: z.number().int().positive(),
  /** Permissions that the OAuth client lacks, as `domain:entity:action`. */
  deniedPermissions: z.array(z.string()),
  /** All that the OAuth client may do, permissions with `*` and scopes; absent: everything but those that it lacks. */
  grantedPermissions: z.array(z.string()).optional(),
  /** Names of the divisions that the OAuth client's roles see; absent: all. */
  visibleDivisions: z.array(z.string()).optional(),
  /** How a stale `version` is answered: the platform has been seen to use both. */
  versionConflictStatus: z.union([z.literal(400), z.literal(409)]),
  /** Life of an access token in seconds. */
  tokenSeconds: z.number().positive(),
});

/** A sandbox organization as it is kept; plain data. */
export type OrganizationState = z.infer<typeof organizationSchema>;
/** A routing queue of a sandbox organization. */
export type QueueState = z.infer<typeof queue>;
/** A user or wrap-up code of a sandbox organization. */
export type NamedState = z.infer<typeof named>;
/** What one event told of its conversation. */
export type PublishedState = z.infer<typeof published>;
/** The gateway in front of a sandbox organization. */
export type GatewayState = z.infer<typeof gateway>;
/** An integration of a sandbox organization. */
export type IntegrationState = z.infer<typeof integration>;
