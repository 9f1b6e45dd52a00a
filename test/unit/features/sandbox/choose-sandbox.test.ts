import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseSandbox } from '../../../../src/lib/features/sandbox/index.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

const file = `version: 1
project: shop
genesys: { environment: mypurecloud.de, organization: 11111111-269e-4d37-b2a7-4de452e6b438, integration: { suffix: prod } }
aws: { account: "444455556666", region: eu-central-1 }
targets: { inbox: { sqs: { create: shop-inbox } } }
routes: { ended: { events: [conversation.acd.end], targets: [inbox] } }
`;

test('the sandbox is the file’s, beside it; without a file that of the examples; a bad file is told', async () => {
  const cwd = temporaryFolder();
  const choose = (config?: string) =>
    chooseSandbox(
      () => loadConfig({ cwd, env: {}, ...(config === undefined ? {} : { configFile: config }) }),
      { cwd, config },
    );
  expect(await choose()).toMatchObject({
    options: { folder: cwd, account: '111122223333' },
  });
  expect((await choose()).config).toBeUndefined();
  // Where it was asked for, it must be there.
  await expect(choose('gone.yml')).rejects.toMatchObject({ report: { code: 'config-not-found' } });
  writeFileSync(join(cwd, '.genesysrc.yml'), file);
  expect(await choose()).toMatchObject({
    config: { project: 'shop' },
    options: { account: '444455556666', region: 'eu-central-1', genesysEnvironment: 'mypurecloud.de' },
  });
  mkdirSync(join(cwd, 'broken'));
  writeFileSync(join(cwd, 'broken', 'gcx.yml'), 'version: [');
  await expect(choose(join('broken', 'gcx.yml'))).rejects.toMatchObject({ exitCode: 1 });
});
