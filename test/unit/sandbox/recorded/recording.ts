import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failure } from '../aws/aws-server.js';

/** A line of a recording of AWS, as its recorder wrote it down. */
export interface Recorded {
  readonly call: string;
  readonly situation: string;
  readonly answer?: string;
  readonly delivery?: string;
  readonly error?: string | { readonly code: string; readonly message: string };
}

/** Proves that the sandbox does what a line says. */
export type Proof = (line: Recorded) => Promise<unknown> | unknown;

function linesOf(file: string): readonly Recorded[] {
  const url = new URL(`../../../fixtures/recorded/${file}.jsonl`, import.meta.url);
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recorded);
}

/**
 * A test for each line of a recording; those without one must say why there can be none.
 * @param proofs By the line's number, from 1.
 * @param without Why a line has none, by its number.
 */
export function proveRecording(
  file: string,
  proofs: Readonly<Record<number, Proof>>,
  without: Readonly<Record<number, string>> = {},
): void {
  const lines = linesOf(file);
  describe(`${file}, as recorded on AWS`, () => {
    it('has a proof for each line, or a reason why there is none', () => {
      const known = [...Object.keys(proofs), ...Object.keys(without)].map(Number).sort((a, b) => a - b);
      expect(known).toEqual(lines.map((_, index) => index + 1));
    });
    const proven = lines.flatMap((line, index) => {
      const proof = proofs[index + 1];
      return proof === undefined ? [] : [{ number: index + 1, line, proof }];
    });
    it.each(proven)('$number $line.call: $line.situation', async ({ line, proof }) => {
      await proof(line);
    });
  });
}

/**
 * Proves that a call fails with the code and message of the line.
 * @param names What stands for the names in the recording. A message in brackets was not recorded word by word.
 */
export async function refusedAs(
  { error }: Recorded,
  call: Promise<unknown>,
  names: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (typeof error !== 'object') throw new Error('The line has no error with a code.');
  const wanted = Object.entries(names).reduce(
    (text, [name, ours]) => text.replaceAll(name, ours),
    error.message,
  );
  const found = await failure(call);
  expect(found.code).toBe(error.code);
  // Columns in patterns are held where patterns are: test/fixtures/patterns.
  const plain = (text: string) => text.replace(/column: \d+\]$/, 'column]');
  if (!/^\(.*\)$/.test(wanted)) expect(plain(found.message)).toBe(plain(wanted));
}
