import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { GcxError, withCause } from '../base/gcx-error.js';
import { type Seed, seedSchema } from './seed-schema.js';

/**
 * Reads a seed file, YAML or JSON.
 * @throws GcxError where it cannot be read or is not a seed; it names every field that is wrong
 */
export async function readSeedFile(path: string): Promise<Seed> {
  let document: unknown;
  try {
    document = parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw withCause(
      new GcxError({
        code: 'seed-unreadable',
        what: `The seed file ${path} cannot be read.`,
        where: path,
        why: error instanceof Error ? error.message : String(error),
        fix: 'Name an existing YAML or JSON file with --seed.',
      }),
      error,
    );
  }
  const checked = seedSchema.safeParse(document ?? {});
  if (checked.success) return checked.data;
  throw new GcxError({
    code: 'seed-invalid',
    what: `The seed file ${path} is not valid.`,
    where: path,
    fix: 'Mend the fields below; `docs/sandbox.md` shows a complete seed file.',
    details: checked.error.issues.map((issue) => `${issue.path.join('.') || '(the file)'}: ${issue.message}`),
  });
}
