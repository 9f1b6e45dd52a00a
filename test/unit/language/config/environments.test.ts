import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { ConfigInvalid, loadConfig, validateConfig } from '../../../../src/lib/language/config/index.js';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'gcx-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(text: string): void {
  writeFileSync(join(cwd, '.genesysrc.yml'), text);
}

async function failure(promise: Promise<unknown>): Promise<GcxError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GcxError)) throw new Error(`expected a GcxError, got ${String(error)}`);
  return error;
}

const twoEnvironments = `${fileWith({ route: 'queues: [Sales, Support]\nwhere: { mediaType: VOICE }\ndescription: all' })}environments:
  production: {}
  test:
    genesys: { integration: { suffix: test } }
    aws: { account: "444455556666" }
    routes: { sales: { queues: [Test], description: null, where: { direction: INBOUND } } }
`;

describe('choosing an environment', () => {
  test('none is the silent default', async () => {
    write(twoEnvironments);
    const { report, exitCode } = await failure(loadConfig({ cwd, env: {} }));
    expect(report.code).toBe('environment-missing');
    expect(report.fix).toContain('--env production');
    expect(report.fix).toContain('--env test');
    expect(exitCode).toBe(64);
  });

  test('an unknown one suggests near ones', async () => {
    write(twoEnvironments);
    const { report, exitCode } = await failure(loadConfig({ cwd, env: {}, environment: 'prodction' }));
    expect(report.code).toBe('environment-unknown');
    expect(report.fix).toContain('--env production');
    expect(exitCode).toBe(1);
  });

  test('--env is an error for a file without environments', async () => {
    write(fileWith({}));
    const byFlag = await failure(loadConfig({ cwd, env: {}, environment: 'test' }));
    const byVariable = await failure(loadConfig({ cwd, env: { GENESYS_GCX_ENV: 'test' } }));
    expect(byFlag.report.fix).toContain('Leave --env out');
    expect(byVariable.report.fix).toContain('Unset GENESYS_GCX_ENV');
  });

  test('GENESYS_GCX_ENV chooses, --env beats it, an empty one says nothing', async () => {
    write(twoEnvironments);
    const variable = { GENESYS_GCX_ENV: 'test' };
    expect((await loadConfig({ cwd, env: variable })).config.environment).toBe('test');
    expect((await loadConfig({ cwd, env: variable, environment: 'production' })).config.environment).toBe(
      'production',
    );
    expect((await failure(loadConfig({ cwd, env: { GENESYS_GCX_ENV: '' } }))).report.code).toBe(
      'environment-missing',
    );
  });

  test('a file without environments has the environment "default"', async () => {
    write(fileWith({}));
    expect((await loadConfig({ cwd, env: {} })).config.environment).toBe('default');
  });
});

describe('what an environment lays over', () => {
  test('maps merge, lists replace, null removes', async () => {
    write(twoEnvironments);
    const { config } = await loadConfig({ cwd, env: {}, environment: 'test' });
    expect(config.aws).toEqual({ account: '444455556666', region: 'eu-west-1' });
    expect(config.genesys.integration).toEqual({ suffix: 'test' });
    expect(config.routes['sales']).toEqual({
      name: 'sales',
      events: ['v2.detail.events.conversation.{id}.acd.end'],
      queues: [{ kind: 'name', name: 'Test' }],
      where: { mediaType: ['VOICE'], direction: ['INBOUND'] },
      targets: ['inbox'],
      enabled: true,
    });
  });

  test('the other environment stays as the file says', async () => {
    write(twoEnvironments);
    const { config } = await loadConfig({ cwd, env: {}, environment: 'production' });
    expect(config.routes['sales']?.description).toBe('all');
    expect(config.aws.account).toBe('111122223333');
  });

  test('places point into the environment where it says so, else into the file', async () => {
    write(twoEnvironments);
    const { locate } = await loadConfig({ cwd, env: {}, environment: 'test' });
    const lines = twoEnvironments.split('\n');
    expect(locate(['routes', 'sales', 'queues', 0])).toMatchObject({
      line: lines.findIndex((line) => line.includes('[Test]')) + 1,
    });
    expect(locate(['routes', 'sales', 'events', 0])).toMatchObject({
      line: lines.findIndex((line) => line.includes('events:')) + 1,
      column: 14,
    });
    // What is not there: the nearest above it.
    expect(locate(['routes', 'sales', 'enabled'])).toMatchObject({
      line: lines.findIndex((line) => line.includes('  sales:')) + 1,
    });
  });

  test('rule names must tell environments on one bus apart', async () => {
    const shared = fileWith({});
    write(
      `${shared}environments: { a: {}, b: { project: null }, c: {} }\n`.replace(' b: { project: null },', ''),
    );
    expect((await loadConfig({ cwd, env: {}, environment: 'a' })).config.sharesBus).toBe(true);
    write(twoEnvironments);
    expect((await loadConfig({ cwd, env: {}, environment: 'test' })).config.sharesBus).toBe(false);
    write(`${shared}environments: { a: {}, b: { genesys: { integration: { suffix: "\${env}" } } } }\n`);
    expect((await loadConfig({ cwd, env: {}, environment: 'a' })).config.sharesBus).toBe(false);
    write(`${shared}environments: { a: { aws: { bus: x } }, b: { aws: { bus: x } } }\n`);
    expect((await loadConfig({ cwd, env: {}, environment: 'b' })).config.sharesBus).toBe(true);
  });
});

describe('validate checks every environment', () => {
  test('and says whose problem it is', async () => {
    const text = `${fileWith({})}environments:\n  a: {}\n  b: { routes: { sales: { events: [nope] } } }\n`;
    const { diagnostics, environments } = await validateText(text);
    expect(environments.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(diagnostics.map(({ message }) => message)).toEqual(['In b: There is no event type "nope".']);
  });

  test('a problem of all is told once', async () => {
    const text = `${fileWith({ events: '[nope]' })}environments:\n  a: {}\n  b: {}\n`;
    expect((await validateText(text)).diagnostics.map(({ message }) => message)).toEqual([
      'There is no event type "nope".',
    ]);
  });

  test('but only the one that was asked for', async () => {
    write(`${fileWith({})}environments:\n  a: {}\n  b: { routes: { sales: { events: [nope] } } }\n`);
    expect((await validateConfig({ cwd, env: {}, environment: 'a' })).valid).toBe(true);
    expect((await validateConfig({ cwd, env: {}, environment: 'b' })).valid).toBe(false);
  });

  test('loading one does not look into the others', async () => {
    write(`${fileWith({})}environments:\n  a: {}\n  b: { routes: { sales: { events: [nope] } } }\n`);
    expect((await loadConfig({ cwd, env: {}, environment: 'a' })).warnings).toEqual([]);
    const error = await failure(loadConfig({ cwd, env: {}, environment: 'b' }));
    expect(error).toBeInstanceOf(ConfigInvalid);
  });
});

describe('environments that are wrong themselves', () => {
  const file = (environments: string): string => `${fileWith({})}${environments}\n`;
  expectBadFiles([
    { what: 'none', file: file('«environments: {}'), code: 'empty', words: ['names no environment'] },
    {
      what: 'a text',
      file: file('environments: { a: «production }'),
      code: 'wrong-type',
      words: ['map of what differs'],
    },
    {
      what: 'a key that belongs to the file',
      file: file('environments: { a: { «project: other } }'),
      code: 'misplaced-key',
      words: ['file as a whole'],
    },
    {
      what: 'a null that removes nothing',
      file: file('environments: { a: { genesys: { «integraton: null } } }'),
      code: 'nothing-to-remove',
      severity: 'warning',
      words: ['"integration"'],
    },
    {
      what: 'a misspelt key',
      file: file('environments: { a: { genesys: { «regoin: eu-west-1 } } }'),
      code: 'unknown-key',
      words: ['"region"'],
    },
    {
      what: 'a name with a space',
      file: file('environments: { «"a b": {} }'),
      code: 'name-invalid',
      words: ['a space'],
    },
  ]);
});
