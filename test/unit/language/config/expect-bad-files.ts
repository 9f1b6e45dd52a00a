import { expect, test } from 'vitest';
import { type BadFile, findProblem, unmark } from './marked-file.js';

/** Makes a test of each bad file: the problem is told at its place, in its words, and nothing else is. */
export function expectBadFiles(files: readonly BadFile[]): void {
  test.each(files.map((file) => [file.what, file] as const))('%s', async (_, bad) => {
    const { line, column } = unmark(bad.file);
    const { problem, codes } = await findProblem(bad);
    expect({
      code: problem?.code,
      severity: problem?.severity,
      line: problem?.position?.line,
      column: problem?.position?.column,
    }).toEqual({ code: bad.code, severity: bad.severity ?? 'error', line, column });
    const text = `${problem?.message} ${problem?.fix}`;
    for (const word of bad.words) expect(text).toContain(word);
    expect([...codes].sort()).toEqual([bad.code, ...(bad.also ?? [])].sort());
  });
}
