import * as z from 'zod';
import type { Diagnosis, Finding, Reach, Unseen } from '../../features/doctor/index.js';
import { count, flag, listOf, objectOf, text } from './object-of.js';
import { subject } from './shared-schemas.js';

/** What `gcx doctor --json` prints. */
export const doctorSchema = objectOf<Diagnosis>()({
  schemaVersion: z.literal(1),
  subject,
  findings: listOf(
    objectOf<Finding>()({
      code: text('Stable machine-readable word.'),
      weight: z
        .enum(['stops', 'some', 'later'])
        .describe('Stops events now; stops, delays or loses some; stops none now.'),
      stops: objectOf<Reach>()({ routes: listOf(text()), targets: listOf(text()) }),
      what: text(),
      why: text(),
      cure: text(),
      unsure: flag,
    }),
  ),
  unseen: listOf(objectOf<Unseen>()({ of: text(), why: text(), denied: flag })),
  looked: objectOf<Diagnosis['looked']>()({ routes: count, targets: count }),
});
