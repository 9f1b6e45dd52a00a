import * as z from 'zod';
import type { Drift, DriftedThing } from '../../features/plans/drift.js';
import { count, listOf, objectOf, text } from './object-of.js';
import { action, field, group, notice, subject } from './shared-schemas.js';

const thing = objectOf<DriftedThing>()({
  id: text(),
  kind: text(),
  name: text(),
  group,
  action: action.describe('What would put it back: `create` where it was deleted.'),
  fields: listOf(field).describe('From what it is now to what gcx asked for.'),
  notes: listOf(text()),
  origin: z.literal('outside').optional(),
});

/** What `gcx drift --json` prints. */
export const driftSchema = objectOf<Drift>()({
  schemaVersion: z.literal(1),
  subject,
  changed: listOf(thing).describe('With what was changed outside gcx.'),
  unclear: listOf(thing).describe('With differences of which gcx cannot tell who made them.'),
  unseen: listOf(z.object({ ...notice.shape, change: text().optional(), fix: text().optional() })).describe(
    'What could not be looked at, and why.',
  ),
  harmful: listOf(notice),
  refused: z.boolean().describe('Whether an apply of the file is refused as things are.'),
  unnoted: count.describe('Things that carry no note of what gcx asked for.'),
});
