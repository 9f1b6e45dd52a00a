import { z } from 'zod';
import { EVENTBRIDGE_TYPE } from './genesys/integration-config.js';

const text = z.string().min(1);
const strings = z.record(z.string(), z.string());

const awsSeed = z.strictObject({
  topics: z
    .array(
      z.strictObject({
        name: text,
        attributes: strings.exactOptional(),
        tags: strings.exactOptional(),
        subscriptions: z.array(z.strictObject({ protocol: text, endpoint: text })).exactOptional(),
      }),
    )
    .exactOptional(),
  queues: z
    .array(z.strictObject({ name: text, attributes: strings.exactOptional(), tags: strings.exactOptional() }))
    .exactOptional(),
  functions: z
    .array(
      z.strictObject({
        name: text,
        qualifiers: z.array(text).exactOptional(),
        behaviour: z
          .discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('succeeds') }),
            z.strictObject({ kind: z.literal('throttles'), times: z.number().int().exactOptional() }),
            z.strictObject({ kind: z.literal('throws'), times: z.number().int().exactOptional() }),
          ])
          .exactOptional(),
        statements: z.array(z.record(z.string(), z.json())).exactOptional(),
        tags: strings.exactOptional(),
      }),
    )
    .exactOptional(),
  keys: z
    .array(
      z.strictObject({
        key: text,
        alias: z.string().startsWith('alias/').exactOptional(),
        policy: z.record(z.string(), z.json()).exactOptional(),
        enabled: z.boolean().exactOptional(),
      }),
    )
    .exactOptional(),
  roles: z
    .array(
      z.strictObject({
        name: text,
        trust: z.record(z.string(), z.json()).exactOptional(),
        policies: z.record(text, z.record(z.string(), z.json())).exactOptional(),
        tags: strings.exactOptional(),
      }),
    )
    .exactOptional(),
  roleSeconds: z.number().positive().exactOptional(),
  secrets: z
    .array(z.strictObject({ name: text, value: z.union([z.string(), z.record(z.string(), z.json())]) }))
    .exactOptional(),
  sources: z
    .array(z.strictObject({ name: text, expirationTime: z.number().exactOptional() }))
    .exactOptional(),
  buses: z
    .array(z.strictObject({ name: text, source: text.exactOptional(), tags: strings.exactOptional() }))
    .exactOptional(),
  rules: z
    .array(
      z.strictObject({
        bus: text,
        name: text,
        pattern: z.record(z.string(), z.json()),
        description: z.string().exactOptional(),
        enabled: z.boolean().exactOptional(),
        managedBy: text.exactOptional(),
        tags: strings.exactOptional(),
        targets: z.array(z.record(z.string(), z.json())).exactOptional(),
      }),
    )
    .exactOptional(),
  receivers: z
    .array(
      z.union([
        text,
        z.strictObject({ arn: text, activationSeconds: z.number().positive().exactOptional() }),
      ]),
    )
    .exactOptional(),
  logGroups: z.array(z.strictObject({ name: text })).exactOptional(),
  refuseArchives: z.array(text).exactOptional(),
  activationSeconds: z.number().positive().exactOptional(),
  replaySeconds: z.number().positive().exactOptional(),
});

/** A seed file: the organization and the account as they are when the sandbox begins. Every part can be left out. */
export const seedSchema = z.strictObject({
  /** Name of the organization. */
  organization: text.exactOptional(),
  /** Divisions beside those that the queues name; `Home` is always there. */
  divisions: z.array(text).exactOptional(),
  /** Instead of the example's queues: names (in division Home), or with division and id. */
  queues: z
    .array(
      z.union([
        text,
        z.strictObject({ name: z.string(), division: text.exactOptional(), id: z.uuid().exactOptional() }),
      ]),
    )
    .exactOptional(),
  /** Queues in all; the rest is generated. */
  generateQueues: z.number().int().positive().max(20_000).exactOptional(),
  integrations: z
    .array(
      z.strictObject({
        id: z.uuid().exactOptional(),
        name: z.string().default('Amazon EventBridge Source'),
        type: text.default(EVENTBRIDGE_TYPE),
        /** Absent: created, but never configured. */
        suffix: text.exactOptional(),
        /** Absent: the sandbox's own. */
        account: z
          .string()
          .regex(/^\d{12}$/)
          .exactOptional(),
        region: text.exactOptional(),
        /** Templates. */
        events: z.array(text).default([]),
        notes: z.string().default(''),
        enabled: z.boolean().default(true),
        /** The message of an integration in state ERROR. */
        error: text.exactOptional(),
      }),
    )
    .exactOptional(),
  /** Instead of the example's: conversations as analytics tells them (`GET /api/v2/analytics/conversations/{id}/details`). */
  conversations: z
    .array(
      z
        .object({
          conversationId: z.uuid(),
          conversationStart: z.iso.datetime(),
          conversationEnd: z.iso.datetime().exactOptional(),
          participants: z.array(z.record(z.string(), z.json())),
        })
        .catchall(z.json()),
    )
    .exactOptional(),
  /** Instead of the example's: users and wrap-up codes, by name or with an id. */
  users: z
    .array(z.union([text, z.strictObject({ name: text, id: z.uuid().exactOptional() })]))
    .exactOptional(),
  wrapUpCodes: z
    .array(z.union([text, z.strictObject({ name: text, id: z.uuid().exactOptional() })]))
    .exactOptional(),
  /** The gateway in front of the organization, subscribed event type by event type: what it knows, and what is enabled. */
  gateway: z
    .strictObject({ enabled: z.boolean().default(true), eventTypes: z.record(text, z.boolean()) })
    .exactOptional(),
  maxInstances: z.number().int().positive().exactOptional(),
  /** All permissions (also with `*`) and scopes that the OAuth client has; absent: everything. */
  grantedPermissions: z.array(text).exactOptional(),
  /** Permissions and scopes that the OAuth client lacks, such as `routing:queue:search` or `eventbridge:manage`. */
  deniedPermissions: z.array(text).exactOptional(),
  /** Divisions that the OAuth client sees; absent: all. */
  visibleDivisions: z.array(text).exactOptional(),
  versionConflictStatus: z.union([z.literal(400), z.literal(409)]).exactOptional(),
  tokenSeconds: z.number().positive().exactOptional(),
  aws: awsSeed.exactOptional(),
});

/** A seed file's content, checked. */
export type Seed = z.infer<typeof seedSchema>;
