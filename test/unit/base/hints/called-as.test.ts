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

  test('by its name where nothing is known', () => {
    expect(call({ program: undefined })).toBe('gcx');
    expect(call({ program: '/nowhere/gcx.js' })).toBe('gcx');
  });

  test("by its second name where the first is another program, such as Grafana's gcx", () => {
    symlinkSync(installed, bin('global/bin/genesys-gcx'));
    const env = { PATH: `${bin('other/bin')}:${bin('global/bin')}` };
    expect(call({ program: bin('global/bin/genesys-gcx'), env })).toBe('genesys-gcx');
    expect(call({ program: bin('global/bin/genesys-gcx'), env: { PATH: bin('global/bin') } })).toBe('gcx');
  });

  test('by what npx was given, where npx fetched it', () => {
    const cache = bin('.npm/_npx/0123abcd');
    mkdirSync(join(cache, 'node_modules/.bin'), { recursive: true });
    mkdirSync(join(cache, 'node_modules/genesys-gcx/bin'), { recursive: true });
    const program = join(cache, 'node_modules/.bin/genesys-gcx');
    const script = join(cache, 'node_modules/genesys-gcx/bin/gcx.js');
    writeFileSync(script, '');
    chmodSync(script, 0o755);
    symlinkSync(script, program);
    const fetched = (dependency: string, given: string): string => {
      const noted = { dependencies: { 'genesys-gcx': dependency }, _npx: { packages: [given] } };
      writeFileSync(join(cache, 'package.json'), JSON.stringify(noted));
      const env = { ...NPX, PATH: join(cache, 'node_modules/.bin') };
      return call({ program, env, cwd: bin('elsewhere') });
    };
    expect(fetched('^1.2.3', 'genesys-gcx')).toBe('npx genesys-gcx');
    expect(fetched('1.2.3', 'genesys-gcx@1')).toBe('npx genesys-gcx@1');
    // npx notes the packed file as it was named in the folder where it was fetched, and where it lies beside the cache.
    writeFileSync(bin('elsewhere/packed.tgz'), '');
    expect(fetched('file:../../../elsewhere/packed.tgz', './packed.tgz')).toBe('npx --yes ./packed.tgz');
    expect(fetched('file:../../../gone.tgz', './gone.tgz')).toBe(
      '../.npm/_npx/0123abcd/node_modules/.bin/genesys-gcx',
    );
  });
});

describe('how gcx is called on Windows', () => {
  const windows = (part: Partial<Caller>): string => call({ platform: 'win32', program: installed, ...part });

  test('by its name where a shim on the path is of this one', () => {
    const npm = bin('npm');
    mkdirSync(join(npm, 'node_modules/genesys-gcx/bin'), { recursive: true });
    writeFileSync(join(npm, 'gcx.cmd'), '');
    const program = join(npm, 'node_modules/genesys-gcx/bin/gcx.js');
    writeFileSync(program, '');
    expect(windows({ program, env: { Path: npm } })).toBe('gcx');
    // Another program of that name: its own package is not beside it.
    expect(windows({ env: { Path: npm } })).toBe('node node_modules/genesys-gcx/bin/gcx.js');
  });

  test('by npx where the project has it', () => {
    writeFileSync(bin('project/node_modules/.bin/gcx.cmd'), '');
    expect(windows({ env: NPX })).toBe('npx gcx');
    expect(windows({ env: NPX, cwd: bin('elsewhere') })).toBe(
      'node ../project/node_modules/genesys-gcx/bin/gcx.js',
    );
  });
});
