import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/lib/base/json.js';

const ORGANIZATION = '6513270e-269e-4d37-b2a7-4de452e6b438';

/** Kinds of targets that files are made of. */
const KINDS = 9;

/** A file of any project that can be applied: with all kinds of things that gcx makes, and settings of each. As JSON, which
 * YAML is a superset of. Secrets are in CRM_KEY. */
export const arbitraryProject: fc.Arbitrary<string> = fc
  .record({
    targets: fc.array(fc.nat({ max: KINDS - 1 }), { minLength: 1, maxLength: 4 }),
    seeds: fc.array(fc.nat({ max: 1_000_000 }), { minLength: 24, maxLength: 24 }),
    routes: fc.integer({ min: 1, max: 3 }),
    archive: fc.constantFrom(undefined, '1d', '30d', 'forever'),
    tags: fc.constantFrom(undefined, { CostCenter: '42' }, { team: 'CX', 'a b': '' }),
    retry: fc.constantFrom(undefined, { attempts: 0 }, { maxAge: '6h' }, { maxAge: '60s', attempts: 185 }),
    deadLetter: fc.boolean(),
  })
  .map(({ targets: kinds, seeds, routes, archive, tags, retry, deadLetter }) => {
    let at = 0;
    const pick = <T>(...items: readonly T[]): T => {
      at += 1;
      return items[(seeds[at % seeds.length] ?? 0) % items.length] as T;
    };
    const targets: Record<string, JsonObject> = {
      dead: { sqs: { create: 'shop-dead' } },
      ops: { sns: { create: 'shop-ops' } },
    };
    const sendable: string[] = [];
    for (const [index, kind] of kinds.entries()) {
      const name = `t${index}`;
      const input = pick<JsonObject | undefined>(
        undefined,
        { path: '$.detail' },
        { constant: { a: [1, 'ü'] } },
        { template: '{"id": <id>}', paths: { id: '$.detail.eventBody.conversationId' } },
      );
      const common = {
        ...(input === undefined ? {} : { input }),
        ...optional(
          'retry',
          pick<JsonValue | undefined>(undefined, { attempts: 3 }, { maxAge: '24h', attempts: 185 }),
        ),
        ...optional('deadLetter', pick<string | undefined>(undefined, 'dead')),
      };
      targets[name] = target(kind, index, pick, common);
      sendable.push(name);
    }
    const all = Array.from({ length: routes }, (_, index) => [
      `r${index}`,
      {
        events: pick(
          ['conversation.acd.end'],
          ['conversation.acd.end', 'conversation.acd.start'],
          ['conversation.user.end'],
        ),
        ...optional('queues', pick<JsonValue | undefined>(undefined, ['Sales Support'])),
        ...optional(
          'where',
          pick<JsonValue | undefined>(undefined, { mediaType: ['VOICE'] }, { mediaType: [{ prefix: 'V' }] }),
        ),
        ...optional('description', pick<string | undefined>(undefined, 'Für die Wandtafel')),
        ...optional('enabled', pick<boolean | undefined>(undefined, false)),
        targets: index === 0 ? sendable : [pick(...sendable)],
      },
    ]);
    return JSON.stringify({
      version: 1,
      project: 'shop',
      genesys: { environment: 'mypurecloud.ie', organization: ORGANIZATION, integration: { suffix: 'prod' } },
      aws: { account: '111122223333', region: 'eu-west-1' },
      ...optional('archive', archive === undefined ? undefined : { retention: archive }),
      ...optional('tags', tags),
      ...optional(
        'defaults',
        retry === undefined && !deadLetter
          ? undefined
          : { ...optional('retry', retry), ...(deadLetter ? { deadLetter: 'dead' } : {}) },
      ),
      targets,
      routes: Object.fromEntries(all),
    });
  });

function optional(key: string, value: JsonValue | undefined): JsonObject {
  return value === undefined ? {} : { [key]: value };
}

function target(
  kind: number,
  index: number,
  pick: <T>(...items: readonly T[]) => T,
  common: JsonObject,
): JsonObject {
  switch (kind) {
    case 0:
      return {
        ...common,
        sqs: {
          create: `shop-q${index}`,
          ...optional('encryption', pick<string | undefined>(undefined, 'none', 'sse-sqs')),
          ...optional('delay', pick<string | undefined>(undefined, '10s')),
          ...optional('wait', pick<string | undefined>(undefined, '20s')),
          ...optional('maxMessageSize', pick<number | undefined>(undefined, 262_144)),
          ...optional(
            'redrive',
            pick<JsonValue | undefined>(undefined, { maxReceives: 5, deadLetter: 'dead' }),
          ),
        },
      };
    case 1:
      return {
        ...common,
        sqs: {
          create: `shop-q${index}.fifo`,
          messageGroup: pick('all', '$.detail.eventBody.conversationId'),
          ...optional('visibility', pick<string | undefined>(undefined, '5m')),
          ...optional('throughput', pick<string | undefined>(undefined, 'perQueue', 'perMessageGroup')),
        },
      };
    case 7:
      return { ...common, http: endpoint(index, pick) };
    case 8:
      return {
        ...optional('deadLetter', common['deadLetter']),
        logGroup: { create: `/aws/events/shop-${index}` },
      };
    case 2:
      return {
        ...common,
        sns: { create: `shop-s${index}` },
        subscribers: pick<readonly JsonObject[]>(
          [{ email: 'a@example.com' }],
          [{ sqs: 'dead' }, { https: 'https://example.com/in' }],
          [{ sqs: 'dead', raw: true }],
        ),
      };
    case 3:
      return { ...common, sns: { existing: `their-topic-${index}` } };
    case 4:
      return { ...common, sqs: { existing: `their-queue-${index}` } };
    case 5:
      return { ...common, lambda: { existing: `their-function-${index}` } };
    default: {
      // A processor has inputs and dead letters of its own; every other one keeps an order, which cannot be changed.
      const ordered = index % 2 === 1;
      return {
        processor: {
          handler: './sales.ts',
          ...optional('deduplicate', pick<JsonValue | undefined>(undefined, { for: '1h' })),
          ...optional('alarms', pick<string | undefined>(undefined, 'ops')),
          ...optional('messageGroup', ordered ? '$.detail.eventBody.conversationId' : undefined),
          ...optional(
            'batch',
            ordered
              ? pick<JsonValue | undefined>(undefined, { size: 10 })
              : pick<JsonValue | undefined>(
                  undefined,
                  { size: 1, window: '0s' },
                  { size: 100, window: '60s' },
                ),
          ),
          ...optional('memory', pick<number | undefined>(undefined, 1_024)),
          ...optional('timeout', pick<string | undefined>(undefined, '30s', '5m')),
          ...optional('environment', pick<JsonValue | undefined>(undefined, { OUT: 'a' })),
          ...optional(
            'logs',
            pick<JsonValue | undefined>(undefined, { retention: 'forever' }, { retention: '7d' }),
          ),
        },
      };
    }
  }
}

/** An HTTPS endpoint; those that share a connection authorize themselves alike. */
function endpoint(index: number, pick: <T>(...items: readonly T[]) => T): JsonObject {
  const secret = { env: 'CRM_KEY' };
  const connection = pick<string | undefined>(undefined, 'crm-of-all');
  const apiKey = { apiKey: { header: 'X-Key', secret } };
  return {
    url: pick('https://crm.example.com', 'https://crm.example.com/v2?a=b'),
    auth: connection === undefined ? pick<JsonObject>(apiKey, { basic: { user: 'gcx', secret } }) : apiKey,
    ...optional('connection', connection),
    ...optional('name', pick<string | undefined>(undefined, `old-hook-${index}`)),
    ...optional('method', pick<string | undefined>(undefined, 'PUT')),
    ...optional('rate', pick<number | undefined>(undefined, 20)),
    ...optional('headers', pick<JsonValue | undefined>(undefined, { 'X-Source': 'gcx' })),
  };
}
