import * as z from 'zod';
import type { Trouble } from '../../features/status/troubles.js';
import { count, listOf, objectOf, text } from './object-of.js';

type Of<Kind extends Trouble['kind']> = Extract<Trouble, { kind: Kind }>;

/** What is wrong, or asks for a look. @param parts as the rest of the document has them */
export function troubles({
  feed,
  source,
  queue,
  failing,
  moment,
}: Readonly<Record<'feed' | 'source' | 'queue' | 'failing' | 'moment', z.ZodType>>) {
  return z.discriminatedUnion('kind', [
    objectOf<Of<'nothing-applied'>>()({ kind: z.literal('nothing-applied') }),
    objectOf<Of<'feed-stopped'>>()({ kind: z.literal('feed-stopped'), feed }),
    objectOf<Of<'source-stopped'>>()({ kind: z.literal('source-stopped'), source }),
    objectOf<Of<'bus-missing'>>()({ kind: z.literal('bus-missing'), bus: text() }),
    objectOf<Of<'failing'>>()({
      kind: z.literal('failing'),
      route: text(),
      targets: listOf(text()),
      refusing: listOf(text()),
      failed: count.optional(),
      deadLettered: count.optional(),
      lost: count.optional(),
      failing,
    }),
    objectOf<Of<'target-missing'>>()({
      kind: z.literal('target-missing'),
      target: text(),
      thing: text(),
      name: text(),
    }),
    objectOf<Of<'route-not-applied'>>()({ kind: z.literal('route-not-applied'), route: text() }),
    objectOf<Of<'rule-disabled'>>()({ kind: z.literal('rule-disabled'), route: text(), rule: text() }),
    objectOf<Of<'not-subscribed'>>()({ kind: z.literal('not-subscribed'), eventTypes: listOf(text()) }),
    objectOf<Of<'retrying'>>()({
      kind: z.literal('retrying'),
      route: text(),
      targets: listOf(text()),
      last: moment,
    }),
    objectOf<Of<'unconfirmed'>>()({
      kind: z.literal('unconfirmed'),
      target: text(),
      protocol: text(),
      endpoint: text(),
    }),
    objectOf<Of<'failed-before'>>()({
      kind: z.literal('failed-before'),
      route: text(),
      failed: count,
      lost: count.optional(),
      last: moment.optional(),
    }),
    objectOf<Of<'dead-letters'>>()({
      kind: z.literal('dead-letters'),
      of: z.object({ target: text(), queue }),
    }),
    objectOf<Of<'subscriber-failed'>>()({
      kind: z.literal('subscriber-failed'),
      target: text(),
      topic: text(),
      failed: count,
    }),
    objectOf<Of<'function-failed'>>()({
      kind: z.literal('function-failed'),
      target: text(),
      function: text(),
      errors: count,
      throttles: count,
    }),
  ]);
}
