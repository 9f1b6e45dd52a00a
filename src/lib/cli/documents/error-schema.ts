import * as z from 'zod';
import type { ErrorDocument, ErrorLocation } from '../render/error-report.js';
import { listOf, objectOf, text } from './object-of.js';

const location = objectOf<ErrorLocation>()({
  file: text(),
  line: z.int().min(1).describe('From 1.'),
  column: z.int().min(1).describe('From 1.'),
});

/** Of an error that an answer holds. */
export const errorReport = objectOf<ErrorDocument['error']>()({
  code: text('Stable machine-readable word, such as `queue-not-found`.'),
  what: text(),
  where: text('`file:line:column`, or the service and the id of its request.').optional(),
  location: location.optional().describe('The place in the file, where it is one.'),
  why: text().optional(),
  fix: text('What to do, with a command that runs.').optional(),
  retryable: z.literal(true).optional().describe('The same command may do it another time.'),
  details: listOf(text()).optional(),
  blocks: z.literal(true).optional(),
  problems: listOf(
    objectOf<NonNullable<ErrorDocument['error']['problems']>[number]>()({
      severity: z.enum(['error', 'warning']),
      code: text(),
      message: text(),
      location: location.optional(),
      fix: text().optional(),
    }),
  )
    .optional()
    .describe('Of a file that is not valid: each problem with its place.'),
});

/** What any command prints under `--json` where it failed. */
export const errorDocument = objectOf<ErrorDocument>()({ schemaVersion: z.literal(1), error: errorReport });
