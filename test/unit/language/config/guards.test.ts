import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith } from './marked-file.js';

describe('guards and protect', () => {
  test('are taken as they are, for each environment', async () => {
    const file = `${fileWith({
      top: 'guards: { deletions: { count: 5, percent: 0 } }',
      route: 'protect: true',
    }).replace('{ create: inbox } }', '{ create: inbox }, protect: true }')}environments:
  production: {}
  test: { guards: { deletions: { percent: 100 } }, routes: { sales: { protect: false } } }
`;
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, '.genesysrc.yml'), file);
    const [production, testing] = await Promise.all([
      loadConfig({ cwd, env: {}, environment: 'production' }),
      loadConfig({ cwd, env: {}, environment: 'test' }),
    ]);
    expect([...production.warnings, ...testing.warnings]).toEqual([]);
    expect(production.config).toMatchObject({
      guards: { deletions: { count: 5, percent: 0 } },
      targets: { inbox: { protect: true } },
      routes: { sales: { protect: true } },
    });
    expect(testing.config.guards).toEqual({ deletions: { count: 5, percent: 100 } });
    expect(testing.config.routes['sales']).not.toHaveProperty('protect');
  });

  expectBadFiles([
    {
      what: 'more than a hundred in a hundred',
      file: fileWith({ top: 'guards: { deletions: { percent: «101 } }' }),
      code: 'out-of-range',
      words: ['101', '0 to 100'],
    },
    {
      what: 'a part of a thing',
      file: fileWith({ top: 'guards: { deletions: { count: «1.5 } }' }),
      code: 'out-of-range',
      words: ['whole number'],
    },
    {
      what: 'a guard that there is not',
      file: fileWith({ top: 'guards: { «deletion: { count: 1 } }' }),
      code: 'unknown-key',
      words: ['"deletions"'],
    },
    {
      what: 'the protection of what gcx does not make',
      file: fileWith({ targets: 'it: { sqs: { existing: theirs }, «protect: true }' }).replace(
        'targets: [inbox]',
        'targets: [inbox, it]',
      ),
      code: 'protect-not-made',
      words: ['never deletes it', 'routes that send there'],
    },
  ]);
});

describe('quotas', () => {
  const aws = (rest: string) => `{ account: "111122223333", region: eu-west-1, ${rest} }`;

  test('that AWS raised are taken as the file says', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, '.genesysrc.yml'), fileWith({ aws: aws('quotas: { rulesPerBus: 500 }') }));
    expect((await loadConfig({ cwd, env: {} })).config.aws.rulesPerBus).toBe(500);
  });

  expectBadFiles([
    {
      what: 'a bus without rules',
      file: fileWith({ aws: aws('quotas: { rulesPerBus: «0 }') }),
      code: 'out-of-range',
      words: ['1 to 100000'],
    },
    {
      what: 'a quota that AWS does not raise',
      file: fileWith({ aws: aws('quotas: { «wildcardRulesPerBus: 50 }') }),
      code: 'unknown-key',
      words: ['rulesPerBus'],
    },
  ]);
});
