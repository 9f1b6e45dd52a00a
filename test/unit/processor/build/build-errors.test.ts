import { describe, expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { checkHandler } from '../../../../src/lib/processor/build/check-handler.js';
import { bundle, folderWith } from './project-folder.js';

/** The report of a bundle that cannot be. */
async function reportOf(text: string, more: Readonly<Record<string, string>> = {}, handler?: string) {
  const error: unknown = await bundle(
    { 'handlers/sales.ts': text, ...more },
    handler === undefined ? {} : { handler },
  ).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(GcxError);
  if (!(error instanceof GcxError)) throw error;
  expect(JSON.stringify(error.report)).not.toMatch(/esbuild|genesys-gcx:/);
  return error.report;
}

test('a handler that is not there', async () => {
  const report = await reportOf('', {}, './handlers/sale.ts');
  expect(report).toMatchObject({ code: 'handler-missing' });
  expect(report.fix).toContain('gcx processor init sales');
});

test('a handler that is no code', async () => {
  expect(await reportOf('', { 'handlers/sales.py': '' }, 'handlers/sales.py')).toMatchObject({
    code: 'handler-no-code',
  });
});

test('a syntax error, with its place and line', async () => {
  expect(await reportOf("const text = 'é', x = ;\nexport default () => text;")).toEqual({
    code: 'processor-build-failed',
    what: 'Unexpected ";".',
    where: 'handlers/sales.ts:1:23',
    details: [`1 | const text = 'é', x = ;`, `  | ${' '.repeat(22)}^`],
  });
});

test('all that is wrong at once: other files, packages, files that are not there', async () => {
  const report = await reportOf(
    "import a from './a.js';\nimport crm from '@acme/crm/client';\nimport { b } from './b.js';\nexport default () => a(crm, b);",
    { 'handlers/a.ts': 'export default (: any) => 1;' },
  );
  expect(report.what).toBe('The processor sales cannot be built: 3 errors.');
  const details = report.details?.join('\n');
  expect(details).toContain('handlers/a.ts:1:17');
  expect(details).toContain('handlers/sales.ts:2:17  The package @acme/crm is not installed.');
  expect(details).toContain('handlers/sales.ts:3:19  There is no ./b.js to import.');
  expect(report.fix).toContain('npm install @acme/crm');
});

test('no default export', async () => {
  expect(await reportOf('export const handle = () => {};')).toMatchObject({
    code: 'processor-build-failed',
    what: './handlers/sales.ts has no default export.',
    fix: expect.stringContaining('defineHandler'),
  });
});

describe('a default export', () => {
  test.each(['42', '{ a: 1 }', "'text'", '`text`', '[1]', 'class {}', 'null', 'new Map()', 'undefined'])(
    '%s is not a function',
    async (value) => {
      expect(await reportOf(`export default ${value};`)).toMatchObject({ code: 'handler-no-function' });
    },
  );

  test.each([
    'const text = `\nexport default 42;`;\nexport default () => text;',
    'export default async function handle() {}',
    'const handle = () => {};\nexport { handle as default };',
    'export default (event: { a: 1 }) => event;',
  ])('%j may be one', async (text) => {
    const folder = folderWith({ 'sales.ts': text });
    await expect(checkHandler(folder, { name: 'sales', handler: 'sales.ts' })).resolves.toBeUndefined();
  });
});
