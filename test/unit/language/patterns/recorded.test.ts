import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCase, runCase } from '../../../../src/lib/language/patterns/cases.js';

/**
 * Answers recorded from AWS's TestEventPattern, answers of AWS's open-source event-ruler, and its answers (2.0.1, on
 * Java 25) to patterns and events made at random, malformed ones among them.
 */
const files = ['aws-recorded.jsonl', 'aws-recorded-2026.jsonl', 'ruler.jsonl', 'generated.jsonl'];

describe.each(files)('the answers in %s', (file) => {
  const lines = readFileSync(new URL(`../../../fixtures/patterns/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

  it('are given word for word', () => {
    expect(lines.length).toBeGreaterThan(100);
    const disagreements = lines
      .map(readCase)
      .map((given) => ({ given, result: runCase(given) }))
      .filter(({ result }) => !result.passed);
    expect(disagreements).toEqual([]);
  });
});
