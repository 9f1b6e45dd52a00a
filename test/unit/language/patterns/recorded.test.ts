import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCase, runCase } from '../../../../src/lib/language/patterns/cases.js';
import { InvalidPattern, parsePattern } from '../../../../src/lib/language/patterns/index.js';

/**
 * Answers recorded from AWS's TestEventPattern, answers of AWS's open-source event-ruler, and its answers (2.0.1, on
 * Java 25) to patterns and events made at random, malformed ones among them.
 */
const files = ['aws-recorded.jsonl', 'aws-recorded-2026.jsonl', 'ruler.jsonl', 'generated.jsonl'];

function linesOf(file: string): readonly string[] {
  return readFileSync(new URL(`../../../fixtures/patterns/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

describe.each(files)('the answers in %s', (file) => {
  const lines = linesOf(file);

  it('are given word for word', () => {
    expect(lines.length).toBeGreaterThan(100);
    const disagreements = lines
      .map(readCase)
      .map((given) => ({ given, result: runCase(given) }))
      .filter(({ result }) => !result.passed);
    expect(disagreements).toEqual([]);
  });
});

describe('the places of errors', () => {
  interface Refused {
    readonly pattern: string;
    readonly reason: string;
    readonly line: number;
    readonly column: number;
  }

  function refusal(pattern: string): Refused | undefined {
    try {
      parsePattern(pattern);
      return undefined;
    } catch (error) {
      if (!(error instanceof InvalidPattern)) throw error;
      const { reason, place } = error;
      return { pattern, reason, line: place?.line ?? 0, column: place?.column ?? 0 };
    }
  }

  it('are those of event-ruler 2.0.1 on Jackson, for patterns made at random', () => {
    const cases = linesOf('places.jsonl').map((line): Refused => JSON.parse(line));
    expect(cases.length).toBeGreaterThan(200);
    expect(cases.map(({ pattern }) => refusal(pattern))).toEqual(cases);
  });
});
