import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { failure } from '../aws/aws-server.js';

/** An error as it was recorded. */
export interface RecordedError {
  readonly code: string;
  readonly message: string;
}

/** A line of a recording of AWS, as its recorder wrote it down: recordings have other members as well. */
export interface Recorded {
  readonly call?: string;
  readonly situation?: string;
  /** In words, or the answer itself. */
  readonly answer?: string | JsonObject;
  readonly delivery?: string;
  readonly error?: string | RecordedError;
  readonly code?: string;
  readonly message?: string;
}

/** Proves that the sandbox does what a line says. */
export type Proof<L = Recorded> = (line: L) => Promise<unknown> | unknown;

/** The lines of a recording. */
export function linesOf<L = Recorded>(file: string): readonly L[] {
  const url = new URL(`../../../fixtures/recorded/${file}.jsonl`, import.meta.url);
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as L);
}

/** What recordings call a line: the first two that it has. */
const TITLES = [
  'call',
  'step',
  'target',
  'from',
  'what',
  'subject',
  'situation',
  'case',
  'cause',
  'note',
  'message',
] as const;

function titleOf(line: object): string {
  const told = TITLES.flatMap((name) => {
    const text: unknown = (line as Readonly<Record<string, unknown>>)[name];
    return typeof text === 'string' && text !== '' ? [text.split('\n')[0] ?? ''] : [];
  });
  return told.length === 0 ? JSON.stringify(line).slice(0, 120) : told.slice(0, 2).join(': ').slice(0, 160);
}

/**
 * A test for each line of a recording; those without one must say why there can be none.
 * @param proofs By the line's number, from 1.
 * @param without Why a line has none, by its number.
 */
export function proveRecording<L extends object = Recorded>(
  file: string,
  proofs: Readonly<Record<number, Proof<L>>>,
  without: Readonly<Record<number, string>> = {},
): void {
  const lines = linesOf<L>(file);
  describe(`${file}, as recorded on AWS`, () => {
    it('has a proof for each line, or a reason why there is none', () => {
      const known = [...Object.keys(proofs), ...Object.keys(without)].map(Number).sort((a, b) => a - b);
      expect(known).toEqual(lines.map((_, index) => index + 1));
    });
    const proven = lines.flatMap((line, index) => {
      const proof = proofs[index + 1];
      return proof === undefined ? [] : [[`${index + 1} ${titleOf(line)}`, { line, proof }] as const];
    });
    it.each(proven)('%s', async (_, { line, proof }) => {
      await proof(line);
    });
  });
}

/** The same proof, or reason, for many lines. */
export function forLines<T>(numbers: readonly number[], what: T): Record<number, T> {
  return Object.fromEntries(numbers.map((number) => [number, what]));
}

/** From one number to another. */
export function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** An answer that was recorded in words. */
export function inWords({ answer }: Recorded): string {
  return typeof answer === 'string' ? answer : '';
}

/**
 * Proves that a call fails with the code and message of the line.
 * @param names What stands for the names in the recording. A message in brackets was not recorded word by word.
 */
export async function refusedAs(
  { error, code, message }: Recorded,
  call: Promise<unknown>,
  names: Readonly<Record<string, string>> = {},
): Promise<void> {
  const recorded = code === undefined ? error : { code, message: message ?? '' };
  if (typeof recorded !== 'object') throw new Error('The line has no error with a code.');
  const wanted = Object.entries(names).reduce(
    (text, [name, ours]) => text.replaceAll(name, ours),
    recorded.message,
  );
  const found = await failure(call);
  expect(found.code).toBe(recorded.code);
  // Columns in patterns are held where patterns are: test/fixtures/patterns.
  const plain = (text: string) => text.replace(/column: \d+\]$/, 'column]');
  if (!/^\(.*\)$/.test(wanted)) expect(plain(found.message)).toBe(plain(wanted));
}
