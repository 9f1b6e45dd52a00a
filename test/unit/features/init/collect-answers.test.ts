import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import {
  checkedFileText,
  collectAnswers,
  flagsOf,
  type InitGround,
} from '../../../../src/lib/features/init/index.js';
import { sandboxOptionsWithoutFile } from '../../../../src/lib/features/sandbox/sandbox-options.js';
import { openSandbox } from '../../../../src/lib/sandbox/index.js';
import { answered, key } from '../../cli/answered.js';

const folder = mkdtempSync(join(tmpdir(), 'gcx-wizard-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noFlags = flagsOf(
  { event: [], queue: [], target: [], 'all-queues': false, 'no-dead-letter': false, log: false },
  {},
);
const ground: InitGround = {
  genesys: {
    environment: 'mypurecloud.ie',
    organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
    organizationName: 'Acme',
    suffix: 'prod',
  },
  aws: { account: '111122223333', region: 'eu-west-1' },
  folder: 'Contact Center',
};

/** The wizard with the real inquirer against the sandbox; `typed` is what the person types, one question after another. */
async function wizard(...typed: readonly string[]) {
  const sandbox = await openSandbox(sandboxOptionsWithoutFile(folder));
  try {
    const genesys = createGenesys(sandbox.genesys);
    return await answered((asker) => collectAnswers(noFlags, ground, genesys, asker), ...typed);
  } finally {
    await sandbox.close();
  }
}

describe('the wizard', () => {
  it('asks for everything, with searches, and its file is valid', async () => {
    const answers = await wizard(
      key.enter,
      'acd.end',
      key.enter,
      key.enter,
      'sales supp',
      key.enter,
      'support retail',
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      'y',
      key.enter,
      key.down,
      key.enter,
      'sales-ended',
      key.enter,
      key.enter,
      key.enter,
      'y',
      key.enter,
    );
    expect(answers).toMatchObject({
      project: 'contact-center',
      route: 'conversation-acd-end',
      queues: [{ name: 'Sales Support' }, { name: 'Support', division: 'Retail' }],
      targets: [
        { name: 'contact-center-inbox', inFile: { sqs: { create: 'contact-center-inbox' } } },
        { name: 'sales-ended', inFile: { sns: { create: 'sales-ended' } } },
      ],
      deadLetter: 'contact-center-dead-letters',
    });
    expect(answers.events.map(({ name }) => name)).toEqual(['conversation.acd.end']);
    const { text, warnings } = await checkedFileText(answers);
    expect(warnings).toEqual([]);
    expect(text).toContain('{ name: "Support", division: "Retail" }');
    expect(text).toContain('\nlogging: { level: error, detail: none, retention: 7d }\n');
  });

  it('asks for no queues where an event type carries none', async () => {
    const answers = await wizard(
      'sales',
      key.enter,
      'customer.end',
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      key.enter,
      'n',
      key.enter,
      key.enter,
    );
    expect(answers).toMatchObject({ project: 'sales', queues: [], log: false });
    expect(answers).not.toHaveProperty('deadLetter');
  });
});
