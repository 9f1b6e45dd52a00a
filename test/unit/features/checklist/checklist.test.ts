import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { displayWidth } from '../../../../src/lib/base/terminal/width.js';
import { checklistText } from '../../../../src/lib/cli/render/checklist-text.js';
import { type Beforehand, genesysSteps } from '../../../../src/lib/features/checklist/genesys-steps.js';
import { inspectChecklist } from '../../../../src/lib/features/checklist/index.js';
import { STEPS } from '../../../../src/lib/features/checklist/model.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

const FILE = `${head()}targets: { inbox: { sqs: { create: shop-inbox } } }
routes: { ended: { events: [conversation.acd.end], queues: [{ name: Support, division: Retail }], targets: [inbox] } }
`;

/** No profile, key or instance of this machine is found. */
const NOTHING = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nowhere/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
};

async function inFolder(text?: string) {
  const cwd = temporaryFolder();
  if (text === undefined) return { cwd };
  writeFileSync(join(cwd, '.genesysrc.yml'), text);
  const { config } = await loadConfig({ cwd, env: {} });
  return { cwd, config: { ...config, file: join(cwd, config.file) } };
}

describe('gcx whoami --checklist', () => {
  it('is, in the sandbox with a file, all done that can be known', async () => {
    const checklist = await inspectChecklist({ ...(await inFolder(FILE)), sandbox: true, env: {} });
    expect(checklist.steps.filter(({ state }) => state === 'missing')).toEqual([]);
    expect(checklist.exitCode).toBe(0);
    const states = Object.fromEntries(checklist.steps.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({
      'genesys-client': 'done',
      'genesys-organization': 'done',
      'aws-credentials': 'done',
      'aws-account': 'done',
      'aws-rights': 'done',
    });
  });

  it('names, without any credentials, what is missing on both sides at once', async () => {
    const before = { ...process.env };
    for (const name of Object.keys(process.env))
      if (/^(?:AWS_|GENESYSCLOUD_)/.test(name)) delete process.env[name];
    Object.assign(process.env, NOTHING);
    try {
      const checklist = await inspectChecklist({ ...(await inFolder()), sandbox: false, env: NOTHING });
      const missing = checklist.steps.filter(({ state }) => state === 'missing');
      expect(missing.map(({ id }) => id)).toEqual([
        'genesys-environment',
        'genesys-client',
        'aws-credentials',
        'aws-region',
      ]);
      for (const { next } of missing) expect(next).toBeTruthy();
      expect(checklist.exitCode).toBe(3);
      const text = checklistText(checklist, plainStyle);
      expect(text.replaceAll(/\s+/g, ' ')).toContain(
        'GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET are not set',
      );
      expect(text).toContain('0 done, 4 missing, 5 not known.');
      for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    } finally {
      for (const name of Object.keys(NOTHING)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  it('names a division that the file’s queues are in and the role is not', () => {
    const steps = (division: string) =>
      genesysSteps(
        {
          environment: 'mypurecloud.ie',
          organization: { id: 'a', name: 'Acme' },
          roles: [{ role: 'gcx', division }],
          missing: [],
          unchecked: [],
        },
        { env: {}, sandbox: false } satisfies Beforehand,
        ['Retail'],
      ).find(({ id }) => id === 'genesys-divisions');
    expect(steps('Home')).toMatchObject({ state: 'missing', found: 'Home; the file names Retail as well' });
    expect(steps('retail')?.state).toBe('done');
    expect(steps('*')?.state).toBe('done');
  });

  it('has each of its steps in docs/start.md', () => {
    const text = readFileSync('docs/start.md', 'utf8');
    for (const id of Object.keys(STEPS)) expect(text).toContain(`<a id="${id}"></a>`);
  });
});
