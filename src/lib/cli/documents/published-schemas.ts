import * as z from 'zod';
import { applySchema } from './apply-schema.js';
import { doctorSchema } from './doctor-schema.js';
import { driftSchema } from './drift-schema.js';
import { errorDocument } from './error-schema.js';
import { planSchema } from './plan-schema.js';
import { statusSchema } from './status-schema.js';

/** The documents of `--json` whose form is a promise, by the command that prints them; `error` is of every command. */
export const DOCUMENTS = {
  plan: planSchema,
  apply: applySchema,
  drift: driftSchema,
  status: statusSchema,
  doctor: doctorSchema,
  error: errorDocument,
} as const;

/** The name of a published document. */
type DocumentName = keyof typeof DOCUMENTS;

/** {@link publishedSchema} of a name that was typed. */
export function schemaNamed(name: string): object {
  const known = Object.keys(DOCUMENTS).find((each): each is DocumentName => each === name);
  if (known === undefined) throw new Error(`There is no document ${name}.`);
  return publishedSchema(known);
}

/** The JSON Schemas of all documents, by name. */
export function publishedSchemas(): Readonly<Record<string, object>> {
  return Object.fromEntries(Object.keys(DOCUMENTS).map((name) => [name, schemaNamed(name)]));
}

/**
 * The JSON Schema (draft 2020-12) of what a command prints under `--json`: its document, or an error. While
 * `schemaVersion` is the same, fields are only added: what reads such documents must take fields that it does not know.
 * @param strict also refuses fields that are not listed: for tests of gcx itself
 */
export function publishedSchema(name: DocumentName, strict = false): object {
  const lost = z.object({
    outputFailures: z.array(z.object({ stream: z.string(), why: z.string() })).optional(),
  });
  const document = DOCUMENTS[name].extend(lost.shape);
  const failed = errorDocument.extend(lost.shape);
  const schema = name === 'error' ? failed : z.union([document, failed]);
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: strict ? 'output' : 'input', reused: 'ref' });
  return {
    $schema,
    $id: `genesys-gcx/config/schemas/${name}.json`,
    title: name === 'error' ? 'gcx … --json, where it failed' : `gcx ${name} --json`,
    ...rest,
  };
}
