import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { GivenVariables } from '../../../../src/lib/language/config/document/given-variables.js';
import { type ConfigOptions, loadConfig, validateConfig } from '../../../../src/lib/language/config/index.js';
import { fileWith } from './marked-file.js';

/** Works on a folder with a file. */
async function withFile<T>(text: string, work: (cwd: string) => Promise<T>): Promise<T> {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-variables-'));
  try {
    writeFileSync(join(cwd, '.genesysrc.yml'), text);
    return await work(cwd);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

const load = (text: string, options: Omit<ConfigOptions, 'cwd'>) =>
  withFile(text, async (cwd) => (await loadConfig({ cwd, ...options })).config);

/** How loading fails. */
async function failureOf(text: string, options: Omit<ConfigOptions, 'cwd'>): Promise<GcxError> {
  const error: unknown = await load(text, options).catch((thrown: unknown) => thrown);
  if (error instanceof GcxError) return error;
  throw new Error('it did not fail as expected', { cause: error });
}

describe('the values of the variables', () => {
  const file = fileWith({ route: 'description: "for ${TEAM}, ${PLACE:-here}, ${KIND:-all} in ${env}"' });

  test('come from --var and GENESYS_GCX_VAR_NAME; which were taken, and from where, is known', async () => {
    const config = await load(file, {
      env: { GENESYS_GCX_VAR_TEAM: 'no', GENESYS_GCX_VAR_PLACE: 'Bern', GENESYS_GCX_VAR_UNUSED: 'x' },
      variables: ['TEAM=a=b, c'],
    });
    expect(config.routes['sales']).toMatchObject({ description: 'for a=b, c, Bern, all in default' });
    expect(config.variables).toEqual([
      { name: 'KIND', from: 'default' },
      { name: 'PLACE', from: 'GENESYS_GCX_VAR_PLACE' },
      { name: 'TEAM', from: '--var' },
    ]);
  });

  test('an empty one takes the default; a file without variables tells of none', async () => {
    const config = await load(file, { env: { PLACE: 'x' }, variables: ['TEAM=', 'PLACE='] });
    expect(config.routes['sales']).toMatchObject({ description: 'for , here, all in default' });
    expect(await load(fileWith({}), { env: {} })).not.toHaveProperty('variables');
  });

  test('of other environments do not count', async () => {
    const text = `${fileWith({ route: 'description: "${ONE:-1}"' })}environments: { a: {}, b: { routes: { sales: { description: "\${TWO}" } } } }\n`;
    const options = { env: {}, environment: 'a', variables: ['TWO=2'] };
    expect((await load(text, options)).variables).toEqual([{ name: 'ONE', from: 'default' }]);
  });

  test.each([
    [['TEAM'], 'no "="'],
    [['=x'], 'not a name of a variable'],
    [['env=x'], '--env chooses it'],
    [['aws.account=x'], 'not a name of a variable'],
    [['TEAM=a', 'TEAM=b'], 'two different values'],
    [['TEAM=a', 'TAEM=a'], 'Did you mean --var TEAM=VALUE?'],
    [['TEAM=a', 'PLAICE=secret-value'], 'Did you mean --var PLACE=VALUE?'],
  ])('--var %j is refused as usage', async (variables, words) => {
    const { report, exitCode } = await failureOf(file, { env: {}, variables });
    expect(exitCode).toBe(64);
    expect(`${report.what} ${report.fix}`).toContain(words);
    expect(`${report.what} ${report.fix}`).not.toContain('secret-value');
  });
});

test('whatever the file asks for, nothing of the environment but what was meant for it gets in or is told', async () => {
  const NAMES = [
    'STRIPE_KEY',
    'JWT',
    'DB_PASS',
    'HOME',
    'TEAM',
    '__proto__',
    'constructor',
    'GENESYS_GCX_ENVIRONMENT',
  ];
  const piece = fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom('', ':-', ':-other'), fc.boolean())
    .map(([name, rest, upper]) => `\${${upper ? name : name.toLowerCase()}${rest}}`);
  const places = ['route', 'tag', 'account', 'target'] as const;
  const asked = fc.array(fc.tuple(fc.constantFrom(...places), piece), { minLength: 1, maxLength: 4 });
  const given = fc.subarray(NAMES);
  await fc.assert(
    fc.asyncProperty(asked, given, fc.subarray(NAMES), async (texts, plain, meant) => {
      const at = (place: (typeof places)[number]): string =>
        texts
          .filter(([where]) => where === place)
          .map(([, text]) => text)
          .join(' ');
      const file = fileWith({
        route: `description: ${JSON.stringify(`d ${at('route')}`)}`,
        top: `tags: { team: ${JSON.stringify(`t ${at('tag')}`)} }`,
        aws: `{ account: ${JSON.stringify(at('account') || '111122223333')}, region: eu-west-1 }`,
        targets: `more: { sqs: { create: ${JSON.stringify(`m${at('target')}`)} } }`,
      });
      const env = Object.fromEntries([
        ...plain.flatMap((name) => [name, name.toLowerCase()].map((key) => [key, `leaked-${key}`])),
        ...meant.map((name) => [`GENESYS_GCX_VAR_${name}`, `meant-${name}`]),
      ]);
      const told = await withFile(file, async (cwd) => [
        await loadConfig({ cwd, env }).catch((error: unknown) =>
          error instanceof GcxError ? error.report : Promise.reject(error),
        ),
        await validateConfig({ cwd, env }),
      ]);
      expect(JSON.stringify(told)).not.toContain('leaked-');
    }),
    { numRuns: 60 },
  );
});

test('names of JavaScript itself have no value', () => {
  const variables = new GivenVariables([], {});
  for (const name of ['__proto__', 'constructor', 'toString']) {
    expect(variables.find(name)).toBeUndefined();
    expect(variables.isPlain(name)).toBe(false);
  }
});
