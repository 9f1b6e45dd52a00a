import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { head, Project } from '../e2e/gcx.js';
import { drawnItems } from './stage/cases.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  crm: { processor: { handler: ./handlers/crm.ts } }
routes:
  ended: { events: [conversation.acd.end], queues: [{ glob: "*" }], targets: [inbox, crm] }
`;

/** Commands that look at a file, or build it. None of them runs code of the repository. */
const LOOKING = [
  'validate',
  'plan --sandbox',
  'plan --sandbox --json',
  'plan --sandbox --format markdown',
  'plan --sandbox --out plan.json',
  'drift --sandbox',
  'rule list --sandbox',
  'rule explain --sandbox',
  'queue list --sandbox',
  'export --sandbox',
  'processor build crm',
  'whoami --sandbox',
  'sandbox status',
];

describe('a repository that somebody else wrote', () => {
  test('runs no code: handlers, configuration of tools and packages', async () => {
    const project = new Project(file);
    const mark = join(project.folder, 'ran');
    const code = `require('node:fs').appendFileSync(${JSON.stringify(mark)}, 'x');`;
    for (const folder of [
      '.git',
      '.config',
      'handlers',
      'node_modules',
      'node_modules/evil',
      'node_modules/esbuild',
    ])
      mkdirSync(join(project.folder, folder));
    const esm = `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(mark)}, 'x');`;
    project.write('handlers/crm.ts', `${esm}\nimport 'evil';\nexport default async () => {};\n`);
    project.write(
      'node_modules/evil/package.json',
      '{"name":"evil","main":"index.js","scripts":{"install":"node ."}}',
    );
    project.write('node_modules/evil/index.js', code);
    project.write('node_modules/esbuild/package.json', '{"name":"esbuild","main":"index.js"}');
    project.write('node_modules/esbuild/index.js', code);
    project.write('.config/config.js', code);
    project.write('.config/genesysrc.js', code);
    project.write('.genesysrc.js', code);
    project.write('.genesysrc.cjs', code);
    project.write('genesys.config.js', code);
    project.write('esbuild.config.js', code);
    project.write('.oclifrc.js', code);
    project.write(
      'tsconfig.json',
      '{"extends":"evil","compilerOptions":{"plugins":[{"transform":"./evil.js"}]}}',
    );
    project.write(
      'package.json',
      '{"cosmiconfig":{"searchPlaces":["evil.js"]},"genesys":{},"oclif":{"plugins":["evil"]}}',
    );
    project.write('evil.js', code);
    for (const command of drawnItems('commands that look', LOOKING)) {
      await project.gcx(command, { ownProcess: true });
      expect(readdirSync(project.folder), command).not.toContain('ran');
    }
  });

  test('sends credentials nowhere else: no place of the file is an address', async () => {
    const env = {
      GENESYSCLOUD_OAUTHCLIENT_ID: 'id',
      GENESYSCLOUD_OAUTHCLIENT_SECRET: 'canary-secret-0123456789',
    };
    for (const environment of drawnItems('places', [
      'evil.example.com',
      'mypurecloud.ie.evil.example.com',
      'evil.example.com/mypurecloud.ie',
      'evil.example.com#.mypurecloud.ie',
      'evil@mypurecloud.ie',
      '127.0.0.1:9',
      'mypurecloud.ie:9@evil.example.com',
      'localhost',
    ])) {
      const project = new Project(file.replace('mypurecloud.ie', JSON.stringify(environment)));
      const refused = await project.gcx('whoami', { env });
      expect(refused.code, environment).not.toBe(0);
      expect(refused.stdout + refused.stderr, environment).toContain('.genesysrc.yml:');
      expect(refused.stdout + refused.stderr).not.toContain(env.GENESYSCLOUD_OAUTHCLIENT_SECRET);
    }
  });

  test('reads no file outside, and no variable that was not given to it', async () => {
    const env = { STRIPE_KEY: 'sk_live_canary', JWT: 'jwt.canary.value' };
    const project = new Project(
      file.replace('routes:', 'tags: { a: "${STRIPE_KEY}", b: "${JWT:-none}" }\nroutes:'),
    );
    mkdirSync(join(project.folder, 'handlers'));
    for (const outside of drawnItems('outside', [
      '/etc/passwd',
      '/proc/self/environ',
      '../../../../etc/hostname',
      '~/.aws/credentials',
    ])) {
      writeFileSync(
        join(project.folder, 'handlers/crm.ts'),
        `import x from ${JSON.stringify(outside)} with { type: 'text' };\nexport default async () => x;\n`,
      );
      for (const command of [
        'validate',
        'plan --sandbox',
        'plan --sandbox --var STRIPE_KEY=x',
        'processor build crm',
      ]) {
        const { stdout, stderr } = await project.gcx(command, { env });
        expect(stdout + stderr, command).not.toMatch(/canary|root:x:0:0/);
      }
    }
    for (const handler of ['/etc/passwd', '../outside.ts', '/proc/self/environ']) {
      const other = new Project(file.replace('./handlers/crm.ts', handler));
      const { code, stdout, stderr } = await other.gcx('processor build crm', { env });
      expect(code, handler).not.toBe(0);
      expect(stdout + stderr).not.toMatch(/canary|root:x:0:0/);
    }
    expect(readFileSync(join(project.folder, '.genesysrc.yml'), 'utf8')).toContain('STRIPE_KEY');
  });
});
