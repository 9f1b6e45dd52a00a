import { beforeEach, describe, expect, test } from 'vitest';
import { Limits } from '../../src/lib/base/limits.js';
import { head, Project } from '../e2e/gcx.js';
import { FakeGitHub } from './fake-github.js';
import { Job } from './step.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;

const head7 = '1111111111111111111111111111111111111111';
const plan = { mode: 'plan' };
let github: FakeGitHub;

beforeEach(async () => {
  github = await FakeGitHub.start();
  github.addIssue('ada', 'More queues', '', { number: 7, head: head7 });
});

describe('a plan of a pull request', () => {
  test('is a comment of its own, found again by its marker among pages of others', async () => {
    const job = new Job(new Project(file), github);
    const marker = '<!-- gcx-action plan .// -->';
    const foreign = [
      github.addComment(7, 'other-bot[bot]', `${marker}\nof another bot`),
      github.addComment(7, 'mallory', `${marker}\nof a person`),
      github.addComment(7, 'github-actions[bot]', 'of another workflow, with the same token'),
    ];
    for (let index = 0; index < 120; index += 1) github.addComment(7, 'ada', `No. ${index}`);
    const before = foreign.map(({ body }) => body);

    const first = await job.step({ event: 'pull_request', with: plan });
    expect(first, first.log).toMatchObject({
      code: 0,
      outputs: { trusted: 'true', outcome: 'changes', 'exit-code': '2' },
    });
    const comment = github.comments.at(-1);
    expect(comment?.body.startsWith(`${marker}\n`)).toBe(true);
    expect(comment?.body).toContain('### gcx plan: shop (default)');
    expect(comment?.body).toContain('+   + SQS queue shop-inbox');
    expect(comment?.body).toContain(
      '[Run 12](https://github.com/acme/contact-center/actions/runs/4711), commit 1111111',
    );
    expect(first.outputs['comment-url']).toContain(`#issuecomment-${comment?.id}`);
    expect(first.summary.trim()).toBe(comment?.body);
    // It is not kept for an apply: what is merged is planned anew.
    expect(first.outputs['save-plan']).toBe('false');
    expect(github.takeWrites()).toEqual(['POST /repos/acme/contact-center/issues/7/comments']);

    job.project.write('.genesysrc.yml', file.replace('shop-inbox', 'shop-in'));
    await job.step({ event: 'pull_request', with: plan });
    expect(github.takeWrites()).toEqual([`PATCH /repos/acme/contact-center/issues/comments/${comment?.id}`]);
    expect(comment?.body).toContain('SQS queue shop-in\n');
    expect(foreign.map(({ body }) => body)).toEqual(before);
  });

  test('refused: the comment says why and what to do, and the job fails with 5', async () => {
    const job = new Job(new Project(`${file}guards: { deletions: { count: 0 } }\n`), github);
    await job.project.done('apply --auto-approve');
    job.project.write(
      '.genesysrc.yml',
      `${file.replace('shop-inbox', 'shop-in')}guards: { deletions: { count: 0 } }\n`,
    );
    const { code, outputs, summary, log } = await job.step({ event: 'pull_request', with: plan });
    expect([code, outputs['outcome'], outputs['plan-file']]).toEqual([5, 'refused', undefined]);
    expect(log).toContain('::error title=gcx::gcx plan (default) ended with exit code 5');
    for (const told of [github.comments[0]?.body, summary]) {
      expect(told).toContain('**Refused: ');
      expect(told).toContain('This deletes or replaces');
      expect(told).toContain('--allow-deletions');
      expect(told).toContain('exit code 5');
    }
    const allowed = await job.step({ event: 'pull_request', with: { ...plan, allow: '--allow-deletions' } });
    expect([allowed.code, allowed.outputs['outcome']]).toEqual([0, 'changes']);
  });

  test('failed: the comment quotes what gcx said, each problem stands at its line, and the job fails with 1', async () => {
    const job = new Job(new Project(file.replace('events:', 'evnts:')), github);
    const { code, outputs, log } = await job.step({ event: 'pull_request', with: plan });
    expect([code, outputs['outcome']]).toEqual([1, 'failed']);
    const body = github.comments[0]?.body;
    expect(body).toContain('### gcx plan: failed (default)');
    expect(body).toContain('"evnts" is not known');
    expect(body).toContain('.genesysrc.yml:11:12');
    expect(log).toMatch(/^::error file=\.genesysrc\.yml,line=11,col=12,endColumn=17,/m);
  });

  test('without credentials: exit code 3, and the comment says what is missing', async () => {
    const job = new Job(new Project(file), github);
    const { code, outputs } = await job.step({ event: 'pull_request', with: { ...plan, sandbox: 'false' } });
    expect([code, outputs['outcome']]).toEqual([3, 'denied']);
    expect(github.comments[0]?.body).toContain('Credentials or permissions are missing or wrong.');
    expect(github.comments[0]?.body).toContain('GENESYSCLOUD_OAUTHCLIENT_ID');
  });

  test('of 70,000 characters: all that a comment takes, with what was cut and where the whole is', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `t${index}`);
    const targets = names
      .map((name) => `  ${name}: { sns: { create: 'shop-${name}-${'x'.repeat(180)}' } }\n`)
      .join('');
    const routes = names
      .map((name, index) => `  r${index}: { events: [conversation.acd.end], targets: [${name}] }\n`)
      .join('');
    const job = new Job(new Project(`${head()}targets:\n${targets}routes:\n${routes}`), github);
    const { code, log, summary } = await job.step({ event: 'pull_request', with: plan });
    expect(code, log.slice(-2_000)).toBe(0);
    const body = github.comments[0]?.body ?? '';
    expect(log.length).toBeGreaterThan(70_000);
    expect(body.length).toBeLessThanOrEqual(Limits.commentCharacters);
    expect(body.length).toBeGreaterThan(Limits.markdownCharacters - 1_000);
    expect(body).toMatch(
      /… [\d,]+ more lines not shown here: a comment takes 65,536 characters\. All of it: gcx plan --sandbox\n/,
    );
    expect(body.match(/^```/gm)).toHaveLength(6);
    expect(body).toContain('</details>');
    expect(summary.trim()).toBe(body);
  });

  test('two environments: a comment each', async () => {
    const two = file.replace('aws: {', 'environments: { staging: {}, production: {} }\naws: {');
    const job = new Job(new Project(two), github);
    for (const environment of ['staging', 'production', 'staging']) {
      const { code, log } = await job.step({ event: 'pull_request', with: { ...plan, environment } });
      expect(code, log).toBe(0);
    }
    expect(github.comments.map(({ body }) => body.split('\n')[0])).toEqual([
      '<!-- gcx-action plan .//staging -->',
      '<!-- gcx-action plan .//production -->',
    ]);
    expect(github.comments.map(({ body }) => /shop \(\w+\)/.exec(body)?.[0])).toEqual([
      'shop (staging)',
      'shop (production)',
    ]);
  });

  test('is not written over by an older commit, and says which permission is missing', async () => {
    const job = new Job(new Project(file), github);
    const pull = github.issues.find(({ number }) => number === 7);
    if (pull === undefined) throw new Error('no pull request');
    Object.assign(pull, { head: 'another commit' });
    const late = await job.step({ event: 'pull_request', with: plan });
    expect([late.code, github.takeWrites()]).toEqual([0, []]);
    expect(late.log).toContain('A newer commit was pushed');

    Object.assign(pull, { head: head7 });
    github.faults.push({
      on: /^POST .*comments/,
      status: 403,
      message: 'Resource not accessible by integration',
      times: 1,
    });
    const denied = await job.step({ event: 'pull_request', with: plan });
    expect(denied.code).toBe(1);
    expect(denied.log).toMatch(/::error .*GitHub answered 403 to POST .*pull-requests: write/);

    github.faults.push({ on: /^POST .*comments/, status: 403, headers: { 'retry-after': '0' }, times: 2 });
    github.faults.push({ on: /^GET .*comments/, status: 502, headers: { 'retry-after': '0' }, times: 1 });
    const limited = await job.step({ event: 'pull_request', with: plan });
    expect([limited.code, github.comments.length], limited.log).toEqual([0, 1]);
  });
});
