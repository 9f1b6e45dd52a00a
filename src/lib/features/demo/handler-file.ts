import { readFile, writeFile } from 'node:fs/promises';

const FAILURE = "  if (attempt === 1) throw new Error('The CRM does not answer.');";

/**
 * Has a handler fail at an event's first attempt, as a person would with an editor.
 * @returns the lines that are new; none where the handler is not written as `gcx processor init` writes it
 */
export async function failAtFirstAttempt(file: string): Promise<readonly string[]> {
  const before = await readFile(file, 'utf8');
  const after = before.replace(
    /^(export default defineHandler\(async \(event, \{ )(.*)$/m,
    (_line, head: string, rest: string) => `${head}attempt, ${rest}\n${FAILURE}`,
  );
  await writeFile(file, after);
  const known = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !known.has(line));
}

/** The lines of a handler from the export on. */
export async function handlerLines(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => line.startsWith('export default')),
    ),
  );
}
