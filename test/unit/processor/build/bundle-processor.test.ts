import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  changedModules,
  type ProcessorBundle,
  readModules,
  SETTINGS_MODULE,
} from '../../../../src/lib/processor/build/index.js';
import { bundle, settings, TRIVIAL } from './project-folder.js';

const files = { 'handlers/sales.ts': TRIVIAL };
let trivial: ProcessorBundle;
let entries: ReadonlyMap<string, string>;
beforeAll(async () => {
  trivial = await bundle(files);
  entries = new Map(Object.entries(unzipSync(trivial.zip)).map(([name, file]) => [name, strFromU8(file)]));
});

describe('the bundle of a trivial handler', () => {
  test('is as Lambda takes it', () => {
    expect([...entries.keys()]).toEqual([...entries.keys()].sort());
    expect(entries.get('index.mjs')).toMatch(/export\{\w+ as handler\}/);
    expect(JSON.parse(entries.get('settings.json') ?? '')).toEqual(settings);
    expect(trivial.handler).toBe('index.handler');
    expect(trivial.codeSha256).toBe(createHash('sha256').update(trivial.zip).digest('base64'));
  });

  test('has the places of the project’s files beside the code, and of no others', () => {
    const maps = [...entries].filter(([name]) => name.endsWith('.map'));
    expect(maps.map(([name]) => entries.has(name.replace(/\.map$/, '')))).toEqual([true]);
    const [[, text] = ['', '{}']] = maps;
    expect(JSON.parse(text)).toMatchObject({ version: 3, sources: ['handlers/sales.ts'], names: [] });
    expect(text.length).toBeLessThan(2_000);
  });

  test('is small: under 800 KB, without the languages of zod and without a tracer', () => {
    expect(trivial.zip.byteLength).toBeLessThan(800_000);
    const paths = trivial.modules.map(({ path }) => path);
    expect(paths).toContain('handlers/sales.ts');
    expect(paths.filter((path) => path.startsWith('node_modules/zod/v4/locales/'))).toEqual(
      paths.includes('node_modules/zod/v4/locales/en.js') ? ['node_modules/zod/v4/locales/en.js'] : [],
    );
    expect(paths.filter((path) => /tracer|xray/i.test(path))).toEqual([]);
    const zod = trivial.modules.filter(({ path }) => path.startsWith('node_modules/zod/'));
    expect(zod.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(120_000);
  });

  test('loads only what every event needs: the clients of SQS and of secrets come when they are asked for', () => {
    const atStart = staticParts(entries);
    for (const service of ['com.amazonaws.secretsmanager', 'com.amazonaws.sqs']) {
      const holders = [...entries].filter(([name, text]) => name.endsWith('.mjs') && text.includes(service));
      expect(holders.length, service).toBeGreaterThan(0);
      expect(
        holders.filter(([name]) => atStart.has(name)),
        service,
      ).toEqual([]);
    }
  });

  test('says nothing of the machine that it was built on', () => {
    for (const [name, text] of entries) {
      expect(text.includes(tmpdir()) || text.includes(process.cwd()), name).toBe(false);
    }
    // It would look for gcx's own data files, which a Lambda has not.
    expect(trivial.modules.filter(({ path }) => path.startsWith('genesys-gcx/package-data'))).toEqual([]);
    expect(trivial.modules.filter(({ path }) => /^(\/|\.\.|[A-Z]:)/.test(path))).toEqual([]);
  });
});

test('the same files elsewhere are the same bytes, line ends of Windows or not', async () => {
  const elsewhere = await bundle(
    { 'handlers/sales.ts': TRIVIAL.replaceAll('\n', '\r\n') },
    { deeper: 'a/b/c/d' },
  );
  expect(Buffer.from(elsewhere.zip).equals(trivial.zip)).toBe(true);
});

test('changed files and settings change the digest, and are named', async () => {
  const [handler, own, other] = await Promise.all([
    bundle({ 'handlers/sales.ts': TRIVIAL.replace('handled', 'seen') }),
    bundle({
      'handlers/sales.ts': `import { seen } from './seen.js';\nexport default () => seen();`,
      'handlers/seen.ts': 'export const seen = (): void => console.log("seen");',
    }),
    bundle(files, { settings: { concurrency: 11 } }),
  ]);
  expect(new Set([trivial, handler, own, other].map(({ codeSha256 }) => codeSha256)).size).toBe(4);
  const before = (await readModules(trivial.zip)) ?? [];
  expect(before).toEqual(trivial.modules);
  expect(changedModules(before, handler.modules)).toEqual([{ path: 'handlers/sales.ts', change: 'changed' }]);
  expect(changedModules(before, other.modules)).toEqual([{ path: SETTINGS_MODULE, change: 'changed' }]);
  expect(changedModules(before, own.modules)).toEqual(
    expect.arrayContaining([
      { path: 'handlers/sales.ts', change: 'changed' },
      { path: 'handlers/seen.ts', change: 'added' },
    ]),
  );
});

test('packages beside the handler are in it, but no genesys-gcx other than the one that builds', async () => {
  const { modules } = await bundle({
    'handlers/sales.ts': `import { defineHandler } from 'genesys-gcx/processor';
import old from 'old';
export default defineHandler(() => old());`,
    'node_modules/old/package.json': '{ "name": "old", "main": "old.js" }',
    'node_modules/old/old.js': 'module.exports = () => require("node:os").hostname() + __dirname;',
    'node_modules/genesys-gcx/package.json':
      '{ "name": "genesys-gcx", "exports": { "./processor": "./p.js" } }',
    'node_modules/genesys-gcx/p.js': 'export const defineHandler = 1;',
  });
  const paths = modules.map(({ path }) => path);
  expect(paths).toContain('node_modules/old/old.js');
  expect(paths.filter((path) => path.startsWith('node_modules/genesys-gcx/'))).toEqual([]);
});

/** The files that are loaded at start. */
function staticParts(all: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set(['index.mjs']);
  for (const name of found) {
    for (const [, chunk] of (all.get(name) ?? '').matchAll(/(?:from|import)"\.\/(chunk-\d+\.mjs)"/g)) {
      if (chunk !== undefined) found.add(chunk);
    }
  }
  return found;
}
