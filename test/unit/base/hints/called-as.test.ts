import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, calledAs } from '../../../../src/lib/base/hints/called-as.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gcx-called-')));
const installed = join(folder, 'project/node_modules/genesys-gcx/bin/gcx.js');
const linked = join(folder, 'project/node_modules/.bin/gcx');
const global = join(folder, 'global/bin/gcx');
const other = join(folder, 'other/bin/gcx');

beforeAll(() => {
  for (const each of ['project/node_modules/genesys-gcx/bin', 'project/node_modules/.bin', 'project/below'])
    mkdirSync(join(folder, each), { recursive: true });
  for (const each of ['global/bin', 'other/bin', 'elsewhere'])
    mkdirSync(join(folder, each), { recursive: true });
  writeFileSync(installed, '');
  chmodSync(installed, 0o755);
  symlinkSync(installed, linked);
  symlinkSync(installed, global);
  writeFileSync(other, '');
  chmodSync(other, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const bin = (name: string): string => join(folder, name);
const NPX = { npm_config_user_agent: 'npm/11.0.0 node/v20', npm_command: 'exec' };
const call = (part: Partial<Caller>): string =>
  calledAs({ program: linked, env: {}, cwd: bin('project'), platform: 'linux', ...part });

describe('how gcx is called here', () => {
  test('by its name where the shell finds this gcx', () => {
    expect(call({ program: global, env: { PATH: bin('global/bin') } })).toBe('gcx');
    expect(call({ program: installed, env: { PATH: `/nowhere:${bin('global/bin')}` } })).toBe('gcx');
    expect(call({ env: { PATH: bin('project/node_modules/.bin') } })).toBe('gcx');
  });

  test('never by its name where that is another one', () => {
    const env = { PATH: `${bin('other/bin')}:${bin('global/bin')}` };
    expect(call({ program: installed, env })).toBe('node node_modules/genesys-gcx/bin/gcx.js');
    expect(call({ env })).toBe('node_modules/.bin/gcx');
  });

  test('by npx and its like, which put a folder before the path that the shell does not have', () => {
    const path = bin('project/node_modules/.bin');
    expect(call({ env: { ...NPX, PATH: path } })).toBe('npx gcx');
    expect(call({ env: { ...NPX, PATH: path }, cwd: bin('project/below') })).toBe('npx gcx');
    expect(call({ env: { npm_config_user_agent: 'pnpm/9 npm/? node/v20', PATH: path } })).toBe(
      'pnpm exec gcx',
    );
    expect(call({ env: { npm_config_user_agent: 'yarn/4 npm/? node/v20', PATH: path } })).toBe('yarn gcx');
    // From a script of the project, too: `npm run deploy`.
    expect(call({ env: { npm_command: 'run-script', PATH: path } })).toBe('npx gcx');
  });

  test('not by npx where that would fetch a stranger: it came from the cache of npx', () => {
    const cwd = bin('elsewhere');
    expect(call({ env: { ...NPX, PATH: bin('project/node_modules/.bin') }, cwd })).toBe(
      '../project/node_modules/.bin/gcx',
    );
  });

  test('by its path, quoted where it has to be', () => {
    expect(call({ program: installed, cwd: '/' })).toBe(`node ${installed.slice(1)}`);
    expect(call({ program: installed, cwd: bin('project/node_modules/genesys-gcx/bin') })).toBe(
      'node ./gcx.js',
    );
    const odd = bin("it's here");
    mkdirSync(odd);
    symlinkSync(installed, join(odd, 'gcx.js'));
    expect(call({ program: join(odd, 'gcx.js'), cwd: folder })).toBe(`node 'it'\\''s here/gcx.js'`);
  });

  test('by its name where nothing is known, and on Windows', () => {
    expect(call({ program: undefined })).toBe('gcx');
    expect(call({ program: '/nowhere/gcx.js' })).toBe('gcx');
    expect(call({ platform: 'win32' })).toBe('gcx');
  });
});
