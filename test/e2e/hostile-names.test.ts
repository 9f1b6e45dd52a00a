import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { UNPRINTABLE } from '../../src/lib/base/unprintable.js';
import { head, type Outcome, Project } from './gcx.js';

/** Clears the screen, sets a title, colors by C1, reverses, breaks lines. */
const EVIL = 'Sales\u001b[2J\u001b]0;x\u0007\u009b31m\u202eevas\u2028\r${HOME}';
const project = new Project(`${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  sales:
    events: [conversation.acd.end]
    queues: [{ glob: "Sales*" }]
    targets: [inbox]
`);
project.write(
  'seed.yml',
  JSON.stringify({
    organization: EVIL,
    queues: [{ name: EVIL, division: EVIL }],
    aws: { buses: [{ name: 'shared' }] },
  }),
);

function expectClean({ stdout, stderr }: Outcome, command: string): void {
  expect((stdout + stderr).replaceAll('\n', '').match(UNPRINTABLE) ?? [], command).toEqual([]);
}

test('names of others move no cursor and hide nothing, whatever prints or writes them', async () => {
  const server = await project.serve({ seedFile: join(project.folder, 'seed.yml') });
  const place = '--genesys-environment eu-west-1 --region eu-west-1';
  for (const command of [
    'plan',
    'plan --json',
    'plan --format markdown',
    'apply --auto-approve',
    'queue list',
    'queue list --json',
    'queue lookup Sales',
    'queue lookup Sales --json',
    'whoami',
    'whoami --json',
    'rule list',
    'rule explain sales',
    'rule explain sales --json',
    'rule test sales --sample acd.end',
    'sandbox emit acd.end',
    'sandbox emit acd.end --json',
    'sandbox journal',
    'export',
    'destroy --auto-approve --json',
    `init --config new.yml --project shop ${place} --event acd.end --queue Sales --target sqs:crm`,
  ]) {
    expectClean(await project.sandbox(command), command);
  }
  await server.stop();

  const made = await project.sandbox(
    `init --config new.yml --project shop ${place} --event acd.end --queue '${EVIL}' --target sqs:crm`,
  );
  expect(made.code, made.stderr).toBe(0);
  const text = project.read('new.yml');
  expect(text.replaceAll('\n', '').match(UNPRINTABLE)).toBeNull();
  // The name is the same all the same, and no variable.
  expect(JSON.stringify(parse(text).routes)).toContain(
    JSON.stringify(EVIL.replace('${', () => '$${')).slice(1, -1),
  );
  expectClean(await project.gcx('validate --config new.yml'), 'validate');
  expect(readdirSync(project.folder).join('').match(UNPRINTABLE)).toBeNull();
});
