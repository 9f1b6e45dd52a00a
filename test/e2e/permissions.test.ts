import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentOf, head, Project } from './gcx.js';

const FILE = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes: { ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox] } }
`;

describe('gcx permissions', () => {
  const project = new Project(FILE);

  test('says both lists without any credentials, and the same as JSON', async () => {
    const text = await project.gcx('permissions --role read');
    expect([text.code, text.stderr]).toEqual([0, '']);
    expect(text.stdout).toContain('Required, in a role of the OAuth client\n  routing:queue:search\n');
    expect(text.stdout).toMatch(/\nBetter with\n[\s\S]*Without it: gcx status and gcx why show no [a-z]+\./);
    expect(text.stdout).not.toContain('CreateQueue');
    const { aws, policies } = documentOf(await project.gcx('permissions --json'));
    expect(aws.required.flatMap(({ actions }: { actions: string[] }) => actions)).toContain(
      'sqs:CreateQueue',
    );
    expect(policies.required.length).toBeGreaterThan(0);
  });

  test('writes a file for each policy into a folder, and none over another', async () => {
    const command = 'permissions --format json --out policies/';
    const first = await project.gcx(command);
    expect([first.code, first.stdout]).toEqual([0, '']);
    const names = readdirSync(join(project.folder, 'policies'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const document = JSON.parse(readFileSync(join(project.folder, 'policies', name), 'utf8'));
      expect(Object.keys(document)).toEqual(['Version', 'Statement']);
    }
    const second = await project.gcx(command);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('is there already');
  });

  test('refuses a repository that is none, and roles in a form that shows none', async () => {
    const none = await project.gcx('permissions --format mail --github contact-center');
    expect(none.code).toBe(64);
    expect(none.stderr).toContain('--github takes OWNER/NAME');
    const text = await project.gcx('permissions --github my/contact-center');
    expect(text.code).toBe(64);
    expect(text.stderr).toContain('permissions --format terraform --github my/contact-center');
  });

  test('a sandbox started with its policies allows what they say: plan works, apply is refused', async () => {
    const held = new Project(FILE);
    await held.gcx('permissions --role read --format json --out allowed/');
    const policies = readdirSync(join(held.folder, 'allowed')).map((name) => `--policy allowed/${name}`);
    const started = await held.gcx(`sandbox start ${policies.join(' ')}`);
    try {
      expect(started.code, started.stderr).toBe(0);
      await held.done('plan');
      const refused = await held.sandbox('apply --auto-approve');
      // What it does in Genesys Cloud, no policy of AWS judges.
      expect(refused.code, refused.stderr).toBe(4);
      const said = refused.stdout.replaceAll(/\s+/g, ' ');
      expect(said).toContain('not allowed sqs:CreateQueue on arn:aws:sqs:eu-west-1:111122223333:shop-inbox.');
      expect(said).toMatch(
        /why: No identity-based policy of arn:aws:iam::111122223333:user\/sandbox allows it\. fix: Allow sqs:CreateQueue [^:]*: gcx permissions/,
      );
    } finally {
      expect(documentOf(await held.gcx('sandbox stop --json'))).toMatchObject({ stopped: true });
    }
    expect(held.holdings().queues).toEqual([]);
  });
});
