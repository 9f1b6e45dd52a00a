import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { bundleProcessor, type ProcessorBundle } from '../../../../src/lib/processor/build/index.js';
import { folderWith, settings } from './project-folder.js';

const SECRET = 'do-not-carry-me-out';
// As a credential in the environment of whoever builds.
process.env['GCX_TEST_SECRET'] = SECRET;

/** What a file of a project may be besides a text. */
type Made = string | { readonly link: string } | { readonly pipe: true };

/** A repository in `repo/`, with a neighbour beside it that holds a secret; `@` stands for the folder of both. */
function repository(files: Readonly<Record<string, Made>>): string {
  const top = folderWith({
    'outside/secret.txt': SECRET,
    'outside/secret.ts': `export default '${SECRET}';`,
    'outside/tsconfig.json': `{ "compilerOptions": { "jsxFactory": "x" }, "x": "${SECRET}" }`,
    'outside/broken.json': SECRET,
    'repo/.git/config': SECRET,
  });
  const at = (text: string): string => text.replaceAll('@', top);
  for (const [name, made] of Object.entries(files)) {
    const path = join(top, 'repo', name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof made === 'string') writeFileSync(path, at(made));
    else if ('link' in made) symlinkSync(at(made.link), path);
    else execFileSync('mkfifo', [path]);
  }
  return top;
}

function build(top: string, folder = 'repo'): Promise<ProcessorBundle> {
  return bundleProcessor({
    folder: join(top, folder),
    target: { name: 'sales', handler: 'handlers/sales.ts' },
    settings,
  });
}

/** All that is told of a build that must fail. */
async function refusal(files: Readonly<Record<string, Made>>, folder?: string): Promise<string> {
  const top = repository(files);
  const error: unknown = await build(top, folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(GcxError);
  if (!(error instanceof GcxError)) throw error;
  const { what, where = '', why = '', fix = '', details = [] } = error.report;
  const told = [what, where, why, ...details, fix].join('\n');
  expect(told + error.message).not.toContain(SECRET);
  expect(told).not.toMatch(/SHELL=|HOME=|esbuild/);
  return told.replaceAll(top, '@');
}

const imports = (path: string, more = ''): string =>
  `import x from '${path}'${more};\nexport default () => x;\n`;

describe('what lies outside of the project is not built in', () => {
  test.each<[string, Readonly<Record<string, Made>>, string]>([
    [
      'the environment as a text',
      { 'handlers/sales.ts': imports('/proc/self/environ', " with { type: 'text' }") },
      'environ',
    ],
    [
      'a text by its absolute path',
      { 'handlers/sales.ts': imports('@/outside/secret.txt') },
      '@/outside/secret.txt is outside of the project (@/repo)',
    ],
    [
      'code beside the repository',
      { 'handlers/sales.ts': imports('../../outside/secret.js') },
      '@/outside/secret.ts is outside',
    ],
    [
      'a link to a file',
      { 'handlers/sales.ts': imports('./x.txt'), 'handlers/x.txt': { link: '@/outside/secret.txt' } },
      '@/outside/secret.txt is outside',
    ],
    [
      'a link to a folder',
      { 'handlers/sales.ts': imports('./lib/secret.js'), 'handlers/lib': { link: '@/outside' } },
      '@/outside/secret.ts is outside',
    ],
    [
      'one of many files',
      {
        'handlers/sales.ts': 'export default (n) => import(`./data/${n}.txt`);',
        'handlers/data/a.txt': 'a',
        'handlers/data/b.txt': { link: '@/outside/secret.txt' },
      },
      '@/outside/secret.txt is outside',
    ],
    [
      'a token of git',
      { 'handlers/sales.ts': imports('../.git/config', " with { type: 'text' }") },
      '@/repo/.git/config is outside',
    ],
    [
      'a link of a package',
      {
        'handlers/sales.ts': imports('p'),
        'node_modules/p/package.json': '{ "main": "a.txt" }',
        'node_modules/p/a.txt': { link: '@/outside/secret.txt' },
      },
      '@/outside/secret.txt is outside',
    ],
    [
      'an export of a package',
      {
        'handlers/sales.ts': imports('p/deep'),
        'node_modules/p/package.json': '{ "exports": { "./deep": { "import": "./a.txt" } } }',
        'node_modules/p/a.txt': { link: '@/outside/secret.txt' },
      },
      '@/outside/secret.txt is outside',
    ],
    [
      'a linked package',
      { 'handlers/sales.ts': imports('p/secret.js'), 'node_modules/p': { link: '@/outside' } },
      '@/outside/secret.ts is outside',
    ],
    [
      'an alias of tsconfig.json',
      {
        'handlers/sales.ts': imports('alias'),
        'tsconfig.json': '{ "compilerOptions": { "paths": { "alias": ["@/outside/secret.txt"] } } }',
      },
      '@/outside/secret.txt is outside',
    ],
    [
      'a pipe',
      { 'handlers/sales.ts': imports('./x.txt'), 'handlers/x.txt': { pipe: true } },
      '@/repo/handlers/x.txt is a pipe, not a file',
    ],
    [
      'a device',
      { 'handlers/sales.ts': imports('./x.txt'), 'handlers/x.txt': { link: '/dev/zero' } },
      '/dev/zero is outside',
    ],
    [
      'the handler itself, a link',
      { 'handlers/sales.ts': { link: '@/outside/secret.ts' } },
      'handlers/sales.ts, leads to @/outside/secret.ts, which is outside',
    ],
    ['the handler itself, a pipe', { 'handlers/sales.ts': { pipe: true } }, 'is a pipe, not a file'],
    [
      'a package.json that is a link',
      {
        'handlers/sales.ts': imports('./a.js'),
        'handlers/a.ts': 'export default 1;',
        'package.json': { link: '@/outside/broken.json' },
      },
      '@/repo/package.json leads to @/outside/broken.json, which is outside',
    ],
    [
      'a package.json that is a pipe',
      {
        'handlers/sales.ts': imports('./lib'),
        'handlers/lib/index.ts': 'export default 1;',
        'handlers/lib/package.json': { pipe: true },
      },
      '@/repo/handlers/lib/package.json is a pipe',
    ],
    [
      'a package whose package.json is a pipe',
      {
        'handlers/sales.ts': imports('p'),
        'node_modules/p/index.js': '',
        'node_modules/p/package.json': { pipe: true },
      },
      '@/repo/node_modules/p/package.json is a pipe',
    ],
    [
      'tsconfig.json as a link',
      {
        'handlers/sales.ts': 'export default () => 1;',
        'tsconfig.json': { link: '@/outside/tsconfig.json' },
      },
      'tsconfig.json leads to @/outside/tsconfig.json',
    ],
    [
      'tsconfig.json as a pipe',
      { 'handlers/sales.ts': 'export default () => 1;', 'handlers/tsconfig.json': { pipe: true } },
      'handlers/tsconfig.json is a pipe',
    ],
    [
      'a tsconfig.json that extends the environment',
      {
        'handlers/sales.ts': 'export default () => 1;',
        'tsconfig.json': '{ "extends": "/proc/self/environ" }',
      },
      '/proc/self/environ, which tsconfig.json extends,',
    ],
    [
      'a tsconfig.json that extends one outside, by way of another',
      {
        'handlers/sales.ts': 'export default () => 1;',
        'tsconfig.json': '// c\n{ "extends": ["./other"], }',
        'other.json': '{ "extends": "../outside/tsconfig" }',
      },
      '@/outside/tsconfig.json, which other.json extends, is outside',
    ],
    [
      'a package of settings that leads outside',
      {
        'handlers/sales.ts': 'export default () => 1;',
        'tsconfig.json': '{ "extends": "base/strict" }',
        'node_modules/base/package.json': '{ "exports": { "./*": "./lib/*.json" } }',
        'node_modules/base/lib/strict.json': { link: '@/outside/tsconfig.json' },
      },
      '@/outside/tsconfig.json, which is outside',
    ],
  ])('%s', async (_what, files, words) => {
    expect(await refusal(files)).toContain(words);
  });

  test('all that is refused at once, each where it is imported, with what to do', async () => {
    const told = await refusal({
      'handlers/sales.ts':
        "import a from '/proc/self/environ' with { type: 'text' };\nimport b from './b.txt';\nexport default () => a + b;\n",
      'handlers/b.txt': { link: '@/outside/secret.txt' },
    });
    expect(told).toContain('cannot be built: 2 errors');
    expect(told).toContain('handlers/sales.ts:1:15');
    expect(told).toContain('handlers/sales.ts:2:15');
    expect(told).toContain('npm install --install-links PATH');
  });

  test('settings that are no JSON are named, not shown', async () => {
    const told = await refusal({
      'handlers/sales.ts': 'export default () => 1;',
      'tsconfig.json': `nothing ${SECRET}`,
    });
    expect(told).toContain('tsconfig.json is not JSON');
  });
});

/** The code of a zip. */
function codeOf({ zip }: ProcessorBundle): string {
  return Object.entries(unzipSync(zip))
    .filter(([name]) => name.endsWith('.mjs'))
    .map(([, file]) => strFromU8(file))
    .join('\n');
}

describe('what is of the project is built in', () => {
  test('files of the repository above the configuration file, links within it, texts, JSON, data: URLs', async () => {
    const top = repository({
      'services/crm/handlers/sales.ts': [
        "import shared from '../../../shared/shared.js';",
        "import linked from './linked.js';",
        "import pack from 'pack';",
        "import list from './list.json';",
        "import text from './note.md' with { type: 'text' };",
        "import query from './list.json?again';",
        'import inline from \'data:application/json,{"a":"from a data URL"}\';',
        "import alias from 'alias';",
        'export default () => [shared, linked, pack, list, text, query, inline, alias];',
      ].join('\n'),
      'services/crm/handlers/linked.ts': { link: '@/repo/shared/linked.ts' },
      'services/crm/handlers/list.json': '{"a":"from a list"}',
      'services/crm/handlers/note.md': 'from a note',
      'services/crm/tsconfig.json':
        '{ /* all of */ "extends": "../../base.json", "compilerOptions": { "paths": { "alias": ["./alias.ts"] }, }, }',
      'services/crm/alias.ts': "export default 'from an alias';",
      'services/crm/node_modules/pack': { link: '@/repo/packages/pack' },
      'packages/pack/package.json': '{ "exports": "./main.js" }',
      'packages/pack/main.js': "export default 'from a workspace';",
      'shared/shared.ts': "export default 'from above';",
      'shared/linked.ts': "export default 'from a link';",
      'base.json': '{ "compilerOptions": { "strict": true } }',
    });
    const built = await build(top, 'repo/services/crm');
    const code = codeOf(built);
    const from = ['above', 'a link', 'a workspace', 'a list', 'a note', 'a data URL', 'an alias'];
    expect(from.filter((each) => !code.includes(`from ${each}`))).toEqual([]);
    expect(built.modules.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['handlers/note.md', '../../shared/shared.ts']),
    );
  });

  test('a package elsewhere that is installed, and settings of one', async () => {
    const top = repository({
      'handlers/sales.ts': "import p from 'p';\nexport default () => p;",
      'node_modules/p': { link: '@/store/node_modules/p' },
      'tsconfig.json': '{ "extends": "p/tsconfig.json" }',
    });
    mkdirSync(join(top, 'store/node_modules/p'), { recursive: true });
    writeFileSync(join(top, 'store/node_modules/p/index.js'), "export default 'from a store';");
    writeFileSync(join(top, 'store/node_modules/p/tsconfig.json'), '{}');
    expect(codeOf(await build(top)).includes('from a store')).toBe(true);
  });

  test('the running gcx, where npm linked a clone of it into the project', async () => {
    const top = repository({
      'handlers/sales.ts':
        "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(() => console.log('handled'));",
      'node_modules/genesys-gcx': { link: '@/clone' },
    });
    mkdirSync(join(top, 'clone'));
    writeFileSync(join(top, 'clone/package.json'), '{ "exports": { "./processor": "./other.js" } }');
    writeFileSync(join(top, 'clone/other.js'), `export const defineHandler = () => '${SECRET}';`);
    const code = codeOf(await build(top));
    expect(code).toContain('handled');
    expect(code).not.toContain(SECRET);
  });

  test('what others left above the project changes nothing', async () => {
    const files = { 'handlers/sales.ts': 'export default () => ({ a: 1 } as object);' };
    const plain = repository(files);
    const among = repository(files);
    writeFileSync(join(among, 'package.json'), '{}');
    execFileSync('mkfifo', [join(among, 'tsconfig.json')]);
    expect((await build(among)).codeSha256).toBe((await build(plain)).codeSha256);
  });
});
