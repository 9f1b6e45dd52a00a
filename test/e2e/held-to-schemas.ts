import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { DOCUMENTS, publishedSchema } from '../../src/lib/cli/documents/published-schemas.js';

const compiled = new Map<string, ValidateFunction>();

/**
 * Holds what a command printed under `--json` to its published schema, in the form that takes no field that is not listed.
 * Every run of the end-to-end tests passes here.
 */
export function heldToSchema(args: readonly string[], stdout: string): void {
  const name = nameOf(args[0]);
  if (name === undefined || !args.includes('--json') || stdout === '') return;
  const valid = compiled.get(name) ?? new Ajv2020({ allErrors: true }).compile(publishedSchema(name, true));
  compiled.set(name, valid);
  const fits = valid(JSON.parse(stdout));
  const errors = (valid.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf');
  expect(
    fits,
    `${args.join(' ')}: ${JSON.stringify(errors, null, 1).slice(0, 4_000)}\n${stdout.slice(0, 4_000)}`,
  ).toBe(true);
}

function nameOf(command: string | undefined) {
  if (command === 'destroy') return 'apply';
  const names = Object.keys(DOCUMENTS) as (keyof typeof DOCUMENTS)[];
  return names.find((each) => each === command);
}
