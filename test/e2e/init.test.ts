import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Project } from './gcx.js';

const place = '--project shop --genesys-environment eu-west-1 --region eu-west-1';
const route = "--event acd.end --queue 'Sales Support' --target sqs:crm-inbox";

test('without a terminal every flag that is missing is named', async () => {
  const { code, stderr } = await new Project().sandbox('init --project shop');
  expect(code).toBe(64);
  for (const flag of ['--genesys-environment', '--region', '--event', '--queue', '--target']) {
    expect(stderr).toContain(flag);
  }
});

test('writes a file that validates and plans, and overwrites only when told', async () => {
  const project = new Project();
  expect((await project.done(`init ${place} ${route}`)).stdout).toBe(
    'Wrote .genesysrc.yml.\nNext: gcx plan --sandbox\n',
  );
  expect((await project.gcx('validate')).code).toBe(0);
  expect((await project.done('plan')).stdout).toContain('Sales Support');
  const again = await project.sandbox(`init ${place} ${route} --event acw`);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('--overwrite');
  expect(project.read('.genesysrc.yml')).not.toContain('conversation.acw');
  await project.done(`init ${place} ${route} --event acw --overwrite`);
  expect(project.read('.genesysrc.yml')).toContain('conversation.acw');
});

test.each([
  [`${place} --event conversationEnded --all-queues --target sqs:crm-inbox`, 64, 'conversation.'],
  [`${place} --event acd.end --all-queues --target nowhere`, 64, 'sqs:NAME'],
  [`${place} --event acd.end --queue 'Salse Support' --target sqs:crm-inbox`, 1, '"Sales Support"'],
  [`${place} --event acd.end --queue Support --target sqs:crm-inbox`, 1, 'division Retail'],
  [`${place} --event customer.end --queue 'Sales Support' --target sqs:crm-inbox`, 1, 'queue'],
  [`--project shop --genesys-environment nowhere --region eu-west-1 ${route}`, 64, 'mypurecloud.ie'],
])('init %s: exit %i, nothing written', async (flags, code, says) => {
  const project = new Project();
  const outcome = await project.sandbox(`init ${flags}`);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toContain(says);
  expect(existsSync(join(project.folder, '.genesysrc.yml'))).toBe(false);
});

test('writes several routes, conditions, subscribers, a processor and environments from flags', async () => {
  const project = new Project();
  const { stdout } = await project.done(
    [
      `init ${place} --route sales --route bill --event sales=acd.end --event bill=conversation.acw`,
      "--queue 'sales=Sales Support' --queue-glob 'bill=Sales*' --where sales=mediaType=VOICE,MESSAGE",
      '--target sales=sns:sales --target bill=processor:handle --subscriber sales=email:team@example.com',
      '--environment production --environment test:suffix=test,account=444455556666',
    ].join(' '),
  );
  expect(stdout).toBe(
    'Wrote .genesysrc.yml.\nWrote ./handlers/handle.ts.\nWrote ./handlers/handle.test.ts.\nNext: gcx plan --env production --sandbox\n',
  );
  expect((await project.gcx('validate')).stderr).toBe('');
  expect((await project.done('plan --env production')).stdout).toContain(
    'subscription email team@example.com',
  );
});

test('flags that make no valid file are told as such, and nothing is written', async () => {
  const project = new Project();
  const { code, stderr } = await project.sandbox(
    `init ${place} --event acd.end --all-queues --where mediaType=PHONE --target sqs:inbox`,
  );
  expect(code).toBe(1);
  expect(stderr).toContain('nothing was written');
  expect(stderr).toContain('VOICE');
  expect(stderr).not.toContain('Mend');
  expect(existsSync(join(project.folder, '.genesysrc.yml'))).toBe(false);
});
