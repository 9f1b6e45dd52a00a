import * as z from 'zod';
import type {
  LettersOfReason,
  LettersStatus,
  QueueStatus,
  RuleStatus,
  SourceStatus,
  SubscriberStatus,
  TargetStatus,
  TopicStatus,
} from '../../features/status/model.js';
import type { StatusDocument } from '../render/status-json.js';
import { errorReport } from './error-schema.js';
import { count, flag, listOf, objectOf, text, time } from './object-of.js';
import { troubles } from './trouble-schema.js';

const presence = z.enum(['there', 'missing', 'unknown', 'elsewhere']);

const moment = z.object({ at: time, withinSeconds: z.number() });

const flow = objectOf<StatusDocument['routes'][number]['numbers']['matched']>()({
  count: z.number().nullable().describe('null where CloudWatch has no number.'),
  known: z.boolean().describe('False where it could not be read.'),
  atLeast: flag,
  last: moment.optional(),
});

const queue = objectOf<QueueStatus>()({
  name: text(),
  arn: text(),
  state: presence,
  waiting: count.optional(),
  inFlight: count.optional(),
  delayed: count.optional(),
  oldestSeconds: z.number().optional(),
  retentionSeconds: z.number().optional(),
  movesOn: flag,
  letters: objectOf<LettersStatus>()({
    looked: count,
    all: z.boolean(),
    reasons: listOf(
      objectOf<LettersOfReason>()({
        reason: text(),
        target: text().optional(),
        route: text().optional(),
        count,
        newest: time.optional(),
        conversations: listOf(text()).optional(),
      }),
    ),
  }).optional(),
});

const topic = objectOf<TopicStatus>()({
  name: text(),
  arn: text(),
  state: presence,
  published: flow,
  delivered: flow,
  failed: flow,
  subscribers: listOf(
    objectOf<SubscriberStatus>()({ protocol: text(), endpoint: text(), confirmed: z.boolean() }),
  ).optional(),
});

const source = objectOf<SourceStatus>()({
  name: text(),
  state: z.enum(['PENDING', 'ACTIVE', 'DELETED', 'missing', 'unknown']),
  expires: time.optional(),
  taken: flow,
});

const rule = objectOf<RuleStatus>()({ name: text(), enabled: z.boolean(), route: text().optional() });

const integrationState = z.object({
  kind: z.enum(['active', 'missing', 'unknown', 'disabled', 'error', 'other']),
  code: text().optional(),
  message: text().optional(),
});

const feed = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('integration'),
    suffix: text(),
    state: integrationState,
    name: text().optional(),
    managed: z.boolean(),
    notSubscribed: listOf(text()),
  }),
  z.object({
    kind: z.literal('gateway'),
    state: z.enum(['enabled', 'disabled', 'missing', 'unknown']),
    notSubscribed: listOf(text()),
  }),
  z.object({ kind: z.literal('others') }),
]);

const failing = z.object({ since: time, orBefore: z.boolean() });

const target = objectOf<TargetStatus>()({
  kind: text('Such as `sqs`.'),
  name: text(),
  routes: listOf(text()),
  deadLettersOf: listOf(text()),
  deadLetter: text().optional(),
  queue: queue.optional(),
  topics: listOf(topic).optional(),
  function: z
    .object({ name: text(), arn: text(), state: presence, invocations: flow, errors: flow, throttles: flow })
    .optional(),
  deadLetters: queue.optional(),
  arn: text().optional(),
});

/** What `gcx status --json` prints. */
export const statusSchema = objectOf<StatusDocument>()({
  schemaVersion: z.literal(1),
  verdict: z.object({
    kind: z.enum(['not-applied', 'stopped', 'failing', 'broken', 'unknown', 'look', 'quiet', 'flowing']),
    text: text(),
  }),
  troubles: listOf(troubles({ feed, source, queue, failing, moment })).describe('What matters most first.'),
  file: text(),
  project: text(),
  environment: text(),
  sandbox: z.boolean(),
  readAt: time,
  window: objectOf<StatusDocument['window']>()({
    from: time,
    to: time,
    askedSeconds: z.number(),
    periodSeconds: z.number(),
  }),
  genesys: z.object({
    environment: text(),
    organization: z.object({ id: text(), name: text().optional() }),
  }),
  aws: z.object({ account: text(), region: text() }),
  feed,
  source: source.optional(),
  bus: z.object({ name: text(), state: presence }),
  routes: listOf(
    objectOf<StatusDocument['routes'][number]>()({
      name: text(),
      description: text().optional(),
      enabled: z.boolean(),
      rules: listOf(rule).optional(),
      events: listOf(text()),
      queues: listOf(text()).optional(),
      targets: listOf(text()),
      numbers: objectOf<StatusDocument['routes'][number]['numbers']>()({
        matched: flow,
        failed: flow,
        deadLettered: flow,
        lost: flow,
        retried: flow,
      }),
      failing: failing.optional(),
    }),
  ),
  targets: listOf(target),
  leftRules: listOf(rule),
  unseen: listOf(
    z.object({ what: text(), denied: z.boolean(), permission: text().optional(), error: errorReport }),
  ),
});
