import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { head, Project } from '../e2e/gcx.js';
import { FakeGitHub } from './fake-github.js';
import { Job } from './step.js';

const file = `${head()}environments: { staging: {}, production: {} }
targets:
  inbox: { sqs: { create: shop-inbox }, deadLetter: dead }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;

/** Somebody changes the SQS queue by hand. */
async function byHand(project: Project, seconds: string): Promise<void> {
  await project.inside(({ aws }) =>
    createAws(aws).sqs.setAttributes('shop-dead', { MessageRetentionPeriod: seconds }),
  );
}

test('the saved plan is applied; a stale one is refused, and nothing is written', async () => {
  const github = await FakeGitHub.start();
  const job = new Job(new Project(file), github);
  const place = { environment: 'production' };
  const planned = await job.step({ event: 'push', with: { mode: 'plan', ...place } });
  expect(planned.outputs, planned.log).toMatchObject({ outcome: 'changes', 'save-plan': 'true' });
  const saved = { mode: 'apply', ...place, 'plan-file': planned.outputs['plan-file'] ?? '' };
  const applied = await job.step({ event: 'push', with: saved });
  expect(applied, applied.log).toMatchObject({ code: 0, outputs: { outcome: 'applied' } });
  expect(applied.summary).toContain('### gcx apply: shop (production)');
  expect(applied.summary).toContain('Applied: ');

  const writes = await job.project.writesOf(async () => {
    const stale = await job.step({ event: 'push', with: saved });
    expect([stale.code, stale.outputs['outcome']]).toEqual([5, 'refused']);
    expect(stale.summary).toContain('### gcx apply: refused (production)');
    expect(stale.summary).toMatch(/stale|changed since/i);
    expect(stale.log).toContain('Run all jobs of this workflow again, for a new plan.');
  });
  expect(writes).toEqual([]);
  const again = await job.step({ event: 'workflow_dispatch', with: { mode: 'plan', ...place } });
  expect(again.outputs).toMatchObject({ outcome: 'no-changes', 'exit-code': '0' });
  const none = await job.step({ event: 'push', with: { mode: 'apply', ...place } });
  expect([none.code, none.log]).toEqual([1, expect.stringContaining('There is no saved plan at')]);
  // Only pull requests are commented on.
  expect(github.requests).toEqual([]);
});

test('drift opens one issue, keeps it up to date, and closes it when it is gone', async () => {
  const github = await FakeGitHub.start();
  const job = new Job(new Project(file), github);
  const marker = '<!-- gcx-action drift .//production -->';
  github.addIssue('other-bot[bot]', 'gcx: drift in production', `${marker}\nof another bot`);
  github.addIssue('github-actions[bot]', 'A pull request', `${marker}\n`, { head: 'x' });
  for (let index = 0; index < 110; index += 1)
    github.addIssue('github-actions[bot]', `No. ${index}`, 'of other workflows');
  const strangers = github.issues.length;
  const drift = () =>
    job.step({
      event: 'schedule',
      with: { mode: 'drift', environment: 'production', 'issue-labels': 'gcx, ops' },
    });
  await job.project.done('apply --auto-approve --env production');

  const clean = await drift();
  expect([clean.code, clean.outputs['outcome'], github.takeWrites()], clean.log).toEqual([0, 'no-drift', []]);

  await byHand(job.project, '3600');
  const found = await drift();
  expect([found.code, found.outputs['outcome'], found.outputs['exit-code']]).toEqual([0, 'drift', '2']);
  const issue = github.issues.at(-1);
  expect(github.issues).toHaveLength(strangers + 1);
  expect(issue).toMatchObject({ title: 'gcx: drift in production', state: 'open', labels: ['gcx', 'ops'] });
  expect(issue?.body.startsWith(`${marker}\n`)).toBe(true);
  expect(issue?.body).toContain('1 thing changed outside gcx');
  expect(found.outputs['issue-number']).toBe(String(issue?.number));
  expect(found.summary).toContain('gcx drift: shop (production)');
  github.takeWrites();

  await drift();
  expect(github.takeWrites()).toEqual([]);
  await byHand(job.project, '7200');
  await drift();
  expect(github.takeWrites()).toEqual([
    `PATCH /repos/acme/contact-center/issues/${issue?.number}`,
    `POST /repos/acme/contact-center/issues/${issue?.number}/comments`,
  ]);
  expect(issue?.body).toContain('retention   2h -> 14d');

  // What could not be looked at is not gone.
  const denied = await job.step({
    event: 'schedule',
    with: { mode: 'drift', environment: 'production', sandbox: 'false' },
  });
  expect([denied.code, denied.outputs['outcome'], issue?.state]).toEqual([3, 'denied', 'open']);
  expect(denied.log).toContain('An open issue stays as it is.');

  await job.project.done('apply --auto-approve --env production');
  const gone = await drift();
  expect([gone.code, gone.outputs['outcome'], issue?.state]).toEqual([0, 'no-drift', 'closed']);
  expect(github.comments.at(-1)).toMatchObject({
    issue: issue?.number,
    body: expect.stringContaining('The drift is gone'),
  });
  expect(github.issues.filter(({ state }) => state === 'open')).toHaveLength(strangers);
});
