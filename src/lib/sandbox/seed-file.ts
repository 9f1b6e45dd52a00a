import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { GcxError, withCause } from '../base/gcx-error.js';
import { type Seed, seedSchema } from './seed-schema.js';

/**
 * Reads a seed file, YAML or JSON.
 * @throws GcxError where it cannot be read or is not a seed; it names every field that is wrong
 */
export async function readSeedFile(path: string): Promise<Seed> {
  let document: unknown;
  try {
    document = contentOf(path, await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof GcxError) throw error;
    throw withCause(unreadable(path, path, error instanceof Error ? error.message : String(error)), error);
  }
  const checked = seedSchema.safeParse(document ?? {});
  if (checked.success) return checked.data;
  throw new GcxError({
    code: 'seed-invalid',
    what: `The seed file ${path} is not valid.`,
    where: path,
    fix: 'Fix the fields below; `docs/sandbox.md` shows a complete seed file.',
    details: checked.error.issues.map((issue) => `${issue.path.join('.') || '(the file)'}: ${issue.message}`),
  });
}

/** What a text says. @throws GcxError where it is neither YAML nor JSON; Error where its aliases mean too much */
function contentOf(path: string, text: string): unknown {
  const lines = new LineCounter();
  // Made pretty, each of many thousand errors quotes its line: of a long one that takes minutes.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const [problem] = document.errors;
  if (problem === undefined) return document.toJS();
  const { line, col } = lines.linePos(problem.pos[0]);
  throw unreadable(path, `${path}:${line}:${col}`, problem.message);
}

function unreadable(path: string, where: string, why: string): GcxError {
  return new GcxError({
    code: 'seed-unreadable',
    what: `The seed file ${path} cannot be read.`,
    where,
    why,
    fix: 'Name an existing YAML or JSON file with --seed.',
  });
}
