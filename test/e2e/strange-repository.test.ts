import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;

const elsewhere = mkdtempSync(join(tmpdir(), 'gcx-elsewhere-'));
writeFileSync(join(elsewhere, 'precious'), 'of value');
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

/** What is elsewhere is as it was. */
function expectUntouched(): void {
  expect(readdirSync(elsewhere)).toEqual(['precious']);
  expect(readFileSync(join(elsewhere, 'precious'), 'utf8')).toBe('of value');
}

describe('a sandbox that came with a repository', () => {
  const project = new Project(file);

  test('is not opened, even by commands that only look; removed as told, there is a new one', async () => {
    const theirs = new Project(file);
    await theirs.done('plan');
    cpSync(join(theirs.folder, '.gcx-sandbox'), join(project.folder, '.gcx-sandbox'), { recursive: true });
    const seen = readdirSync(join(project.folder, '.gcx-sandbox')).length;
    for (const command of ['plan', 'queue lookup Sales']) {
      const refused = await project.sandbox(command);
      expect(refused, refused.stderr).toMatchObject({ code: 5, stdout: '' });
      expect(refused.stderr).toContain('you did not make it in this folder');
      expect(refused.stderr).toContain(`rm -r ${join(project.folder, '.gcx-sandbox')}`);
    }
    expect(readdirSync(join(project.folder, '.gcx-sandbox'))).toHaveLength(seen);
    rmSync(join(project.folder, '.gcx-sandbox'), { recursive: true });
    await project.done('plan');
  });

  test('as a link is not followed: reset deletes nothing elsewhere', async () => {
    rmSync(join(project.folder, '.gcx-sandbox'), { recursive: true });
    symlinkSync(elsewhere, join(project.folder, '.gcx-sandbox'));
    for (const command of ['sandbox reset --forget-seed', 'plan --sandbox']) {
      const refused = await project.gcx(command);
      expect(refused, refused.stderr).toMatchObject({ code: 5, stdout: '' });
      expect(refused.stderr).toContain('symbolic link');
    }
    expectUntouched();
    rmSync(join(project.folder, '.gcx-sandbox'));
  });
});

describe('links of a repository', () => {
  const project = new Project(
    `${file.replace('[inbox]', '[inbox, sales]')}`.replace(
      'routes:',
      '  sales: { processor: { handler: ./handlers/sales.ts } }\nroutes:',
    ),
  );
  mkdirSync(join(project.folder, '.git'));
  mkdirSync(join(project.folder, 'handlers'));
  project.write('handlers/sales.ts', 'export default async () => {};\n');
  symlinkSync(elsewhere, join(project.folder, '.gcx'));
  symlinkSync(elsewhere, join(project.folder, 'out'));
  for (const name of ['plan.json', 'bus.yml', 'new.yml']) {
    symlinkSync(join(elsewhere, 'precious'), join(project.folder, name));
  }

  test.each([
    'plan --out plan.json --sandbox',
    'plan --out out/plan.json --sandbox',
    'processor build sales',
    'processor build sales --out out/precious',
    'export --bus default --out bus.yml --overwrite --sandbox',
    'init --config new.yml --overwrite --sandbox --project shop --genesys-environment mypurecloud.ie --account 111122223333 --region eu-west-1 --organization 6513270e-269e-4d37-b2a7-4de452e6b438 --event conversation.acd.end --all-queues --target sqs:shop-new --no-dead-letter',
  ])('%s writes nothing through them', async (command) => {
    const refused = await project.gcx(command);
    expect(refused.stderr).toContain('symbolic link');
    expect(refused.code).toBe(5);
    expectUntouched();
  });

  test('a plan is its owner’s only, even over one that was everybody’s', async () => {
    project.write('mine.json', '{}');
    await project.done('plan --out mine.json');
    expect(statSync(join(project.folder, 'mine.json')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(elsewhere, 'plan.json'))).toBe(false);
  });
});
