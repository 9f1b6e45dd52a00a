import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf } from './imports-of.js';

/** What bundled packages ask for and do without where it is missing, as it is for users: who asks, and when. */
const DONE_WITHOUT: ReadonlyMap<string, string> = new Map([
  [
    'typescript',
    "oclif, to run a plugin's TypeScript; cosmiconfig, for a configuration in TypeScript: none is read",
  ],
  ['ts-node', "oclif, to run a plugin's TypeScript"],
  ['pnpapi', "oclif, under Yarn's Plug'n'Play, which has it"],
  ['picomatch', 'fdir, where it is used with globs: tinyglobby, which uses it, brings its own'],
  ['kerberos', 'proxy-agent, for a proxy that asks for Negotiate: the error says to install it'],
]);

const files = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.[cm]?js$/.test(file) && !file.startsWith('node_modules/'));

/** The packages that files below dist import, by package, with the files. */
function imported(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of files) {
    for (const name of importsOf(readFileSync(join('dist', file), 'utf8'))) {
      const owner = /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
      if (/^(?:[./]|node:)/.test(name) || builtinModules.includes(owner)) continue;
      found.set(owner, [...(found.get(owner) ?? []), file]);
    }
  }
  return found;
}

test.each([
  ['import "a";', ['a']],
  ['import b, {c} from "a"; export * from "@b/c/d"; export {e} from "f"', ['a', '@b/c/d', 'f']],
  ['const f = async () => (await import("a")).b; import(c)', ['a']],
  ['if (x) require("a"); __require("b"); y.require("c")', ['a', 'b']],
  ['import {createRequire as __c} from "m"; const r = __c(import.meta.url)', ['m']],
  ['import {createRequire} from "m"; function f() { return r("a") } const r = createRequire(u)', ['m', 'a']],
  [
    'var q; q = (0, m.createRequire)(u); q("a"); require.resolve("b"); import.meta.resolve("c")',
    ['a', 'b', 'c'],
  ],
  ['m.createRequire(u)("a"); m.createRequire(u).resolve(`b`); x.resolve("c")', ['a', 'b']],
])('%s imports %j', (text, names) => {
  expect(importsOf(text)).toEqual(names);
});

test('dist imports nothing but what it holds and what is a dependency', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const names = imported();
  const isInstalled = (name: string): boolean => Object.hasOwn(dependencies, name);
  const inDist = (name: string, file: string): boolean =>
    // A processor's build finds these beside its modules.
    file.startsWith('lib/') && existsSync(join('dist/node_modules', name, 'package.json'));
  const missing = [...names].flatMap(([name, by]) =>
    isInstalled(name) || DONE_WITHOUT.has(name)
      ? []
      : by.filter((file) => !inDist(name, file)).map((file) => `${name} in dist/${file}`),
  );
  expect(missing).toEqual([]);
  // What is installed is used, and what is said to be asked for is.
  expect([...Object.keys(dependencies), ...DONE_WITHOUT.keys()].filter((name) => !names.has(name))).toEqual(
    [],
  );
});

test('docs/dependencies.md has one line for each dependency, and each is of one version', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [installed = '', forDevelopment = ''] = readFileSync('docs/dependencies.md', 'utf8')
    .split(/^## /m)
    .slice(1);
  const told = (text: string) => [...text.matchAll(/^\| (\S+) \| \S/gm)].map(([, name]) => name).slice(1);
  expect(told(installed)).toEqual(Object.keys(dependencies));
  expect(told(forDevelopment)).toEqual(Object.keys(devDependencies));
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
