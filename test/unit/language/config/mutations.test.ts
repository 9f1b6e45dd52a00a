import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { validateText } from './marked-file.js';

const example = readFileSync(
  fileURLToPath(new URL('../../../../.genesysrc.example.yml', import.meta.url)),
  'utf8',
)
  .split('\n')
  .filter((line) => !line.trimStart().startsWith('#'))
  .join('\n')
  // The handler that is there where texts are checked.
  .replace('./config/handlers/sales.ts', './handlers/it.ts');

/** What people's fingers do to a file. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 30 }) }),
  fc.record({
    kind: fc.constant('type' as const),
    at: fc.nat(),
    text: fc.constantFrom(
      '\t',
      ' ',
      '\n',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ':',
      ': ',
      '- ',
      ' #',
      '*',
      '&a ',
      '!',
      '${',
      'no',
      '911',
      'null',
      '\u0000',
      '🛒',
    ),
  }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 60 }) }),
);

function mutate(
  text: string,
  change: { readonly kind: string; readonly at: number; readonly length?: number; readonly text?: string },
): string {
  const at = change.at % text.length;
  const part = text.slice(at, at + (change.length ?? 0));
  if (change.kind === 'cut') return text.slice(0, at) + text.slice(at + part.length);
  return text.slice(0, at) + (change.kind === 'repeat' ? part : (change.text ?? '')) + text.slice(at);
}

/** Replaces one node of the example by something of another shape. */
const shape = fc.record({
  at: fc.nat(),
  value: fc.constantFrom<unknown>(
    null,
    1,
    -1.5,
    true,
    '',
    'x',
    [],
    [[]],
    {},
    { x: 1 },
    ['x', null],
    'arn:aws:sqs:eu-west-1:1:x',
    '{eventType}',
    '${env}',
  ),
});

function reshape(at: number, value: unknown): string {
  const document = parseDocument(example);
  const paths: (string | number)[][] = [];
  const walk = (node: unknown, path: (string | number)[]): void => {
    if (path.length > 0) paths.push(path);
    if (Array.isArray(node)) for (const [index, item] of node.entries()) walk(item, [...path, index]);
    else if (typeof node === 'object' && node !== null)
      for (const [key, each] of Object.entries(node)) walk(each, [...path, key]);
  };
  walk(document.toJS(), []);
  document.setIn(paths[at % paths.length] ?? [], value);
  return document.toString();
}

/** What is valid can be loaded. */
async function expectLoads(text: string): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-config-'));
  try {
    writeFileSync(join(cwd, '.genesysrc.yml'), text);
    const [name] = Object.keys(parse(text, { logLevel: 'silent' }).environments ?? {});
    const environment = name === undefined ? {} : { environment: name };
    expect((await loadConfig({ cwd, env: {}, ...environment })).config.file).toBe('.genesysrc.yml');
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Every problem has a place in the file, a message and, for an error, a way to mend it. */
async function expectExplained(text: string): Promise<void> {
  const { diagnostics, valid } = await validateText(text);
  expect(valid).toBe(!diagnostics.some(({ severity }) => severity === 'error'));
  if (valid) await expectLoads(text);
  const lines = text.split('\n').length;
  for (const { position, message, severity, fix } of diagnostics) {
    expect(position?.line).toBeGreaterThanOrEqual(1);
    expect(position?.line).toBeLessThanOrEqual(lines);
    expect(position?.column).toBeGreaterThanOrEqual(1);
    expect(message).toMatch(/^\S.*[.)]$/s);
    if (severity === 'error') expect(fix, message).toBeDefined();
  }
}

/** MUTATION_RUNS=1000 for many; test/trust/fuzz-files.test.ts has 7,000 others. */
const RUNS = Number(process.env['MUTATION_RUNS'] ?? 80);

describe('whatever is done to the file, it is explained', () => {
  test('characters cut, typed and repeated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (changes) => {
        await expectExplained(changes.reduce((text, change) => mutate(text, change), example));
      }),
      { numRuns: RUNS },
    );
  });

  test('a value of another shape', async () => {
    await fc.assert(
      fc.asyncProperty(shape, async ({ at, value }) => expectExplained(reshape(at, value))),
      { numRuns: RUNS },
    );
  });
});
