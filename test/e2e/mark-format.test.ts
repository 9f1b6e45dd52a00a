import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sealOf } from '../../src/lib/engine/plan/seal.js';
import { Project, withoutNotes } from './gcx.js';

/** What gcx 0.1.0 of November 2026 made in an empty sandbox of its file, before marks had a format. */
const OLDEST = 'applied-by-0.1.0';
/** What each gcx that landed since, and that wrote something otherwise, made so. */
const LATER = ['applied-before-digests'];

const fixture = (name: string, from = OLDEST): string =>
  readFileSync(fileURLToPath(new URL(`../fixtures/${from}/${name}`, import.meta.url)), 'utf8');

/** A project whose sandbox is as that gcx left it, with the given changes to the text of its state. */
async function appliedThen(
  change: (state: string) => string = (state) => state,
  from = OLDEST,
): Promise<Project> {
  const project = new Project(fixture('genesysrc.yml', from));
  await project.inside(async () => {});
  project.changeState(() => JSON.stringify(JSON.parse(change(fixture('state.json', from)))));
  return project;
}

const ENV = '--env production';

test.each([OLDEST, ...LATER])(
  'a pipe that an earlier gcx applied is planned without changes, and so applied: %s',
  async (from) => {
    const project = await appliedThen(undefined, from);
    const { code, stdout, stderr } = await project.sandbox(`plan ${ENV} --detailed-exitcode`);
    expect(stdout).toMatch(/No changes\. All \d{2} resources are as \.genesysrc\.yml says\./);
    expect(stdout + stderr).not.toContain('format');
    // Its subscribers have never confirmed: nothing else keeps the pipe from being whole.
    expect(code).toBe(0);
    let said = '';
    const apply = async () => {
      said = (await project.done(`apply ${ENV} --auto-approve`)).stdout;
    };
    // It carries no note of what was asked for: nothing is called drift, and an apply notes it, and that alone.
    const { code: drift, document } = await project.json(`drift ${ENV}`);
    expect(drift).toBe(0);
    expect(document).toMatchObject({ changed: [], unclear: [], unseen: [] });
    expect(document.unnoted).toBeGreaterThan(15);
    const before = project.holdings();
    const writes = await project.writesOf(apply);
    expect(writes.length).toBeGreaterThan(0);
    expect(writes.filter((call) => !/:Tag|TagResource|TagRole|tags/.test(call))).toEqual([]);
    expect(said).toContain(`Recorded what gcx applied to ${document.unnoted} unchanged things`);
    expect(await project.writesOf(apply)).toEqual([]);
    expect(said).not.toContain('Noted');
    expect(withoutNotes(project.holdings())).toEqual(withoutNotes(before));
    // The gcx that made it knows nothing of notes: it keeps its hands off from now on.
    expect(JSON.stringify(project.holdings())).toMatch(/"genesys-gcx:format":"2 gcx-\d/);
    const noted = await project.sandbox(`plan ${ENV} --detailed-exitcode`);
    expect([noted.code, noted.stdout]).toEqual([0, stdout]);
    expect((await project.done(`drift ${ENV}`)).stdout).toContain(
      'No drift: nothing that gcx created was changed',
    );
  },
);

describe('marks of a newer gcx', async () => {
  /** On everything with tags, as a gcx with another format of marks would leave it. */
  const project = await appliedThen((state) =>
    state.replaceAll(
      '"genesys-gcx:environment": "production"',
      '"genesys-gcx:environment": "production", "genesys-gcx:format": "3 gcx-0.4.0"',
    ),
  );
  const words = /Marks of format 3 are on .* written by gcx 0\.4\.0/;

  test('commands that read warn, and end as ever', async () => {
    for (const line of [
      `plan ${ENV}`,
      `rule list --live ${ENV}`,
      `export ${ENV}`,
      `redrive inbox ${ENV} --dry-run`,
      `replay ${ENV} --from 1h --dry-run`,
    ]) {
      const { code, stdout, stderr } = await project.sandbox(line);
      expect(code, `${line}\n${stderr}`).toBe(0);
      expect((stdout + stderr).replace(/\s+/g, ' '), line).toMatch(words);
    }
    expect((await project.json(`plan ${ENV}`)).document.warnings[0]).toMatchObject({ code: 'newer-format' });
  });

  test('commands that write end with 5, write nothing, and say which gcx wrote the marks', async () => {
    await project.done(`plan ${ENV} --out plan.json`);
    const writes = await project.writesOf(async () => {
      for (const line of [
        `apply ${ENV} --auto-approve --sandbox`,
        `destroy ${ENV} --auto-approve --force --sandbox`,
        `adopt ${ENV} --all --auto-approve --sandbox`,
        `replay ${ENV} --from 1h --auto-approve --sandbox`,
        `redrive inbox ${ENV} --auto-approve --sandbox`,
        'apply plan.json --auto-approve',
      ]) {
        const { code, stdout, stderr } = await project.gcx(line);
        expect(code, `${line}\n${stdout}${stderr}`).toBe(5);
        const told = (stdout + stderr).replace(/\s+/g, ' ');
        expect(told, line).toMatch(words);
        expect(told, line).toContain('Upgrade gcx to 0.4.0 or later');
      }
    });
    expect(writes).toEqual([]);
  });
});

test('a saved plan of a newer gcx: exit 5, which gcx, and a file of a newer version', async () => {
  const project = await appliedThen();
  await project.done(`plan ${ENV} --out plan.json`);
  const { seal: _, ...plan } = JSON.parse(project.read('plan.json'));
  expect(plan).toMatchObject({ schemaVersion: 2, gcx: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  const newer = { ...plan, schemaVersion: 3, gcx: '0.4.0' };
  project.write('newer.json', JSON.stringify({ ...newer, seal: sealOf(newer) }));
  const { code, stderr } = await project.gcx('apply newer.json --auto-approve');
  expect(code, stderr).toBe(5);
  expect(stderr).toContain('A newer gcx 0.4.0 wrote the saved plan newer.json');
  expect(stderr).toContain('Upgrade gcx to 0.4.0 or later');

  // Also what it says by rules that this gcx does not know is no mistake of the file's.
  const file = fixture('genesysrc.yml').replace('version: 1', 'version: 2').replace('targets:', 'sinks:');
  project.write('.genesysrc.yml', file);
  for (const line of ['validate', `plan ${ENV} --sandbox`]) {
    const { code: ended, stdout, stderr: told } = await project.gcx(line);
    expect(ended, told).toBe(1);
    expect(stdout + told).toContain('version 2, which a newer gcx reads; this one reads version 1.');
    expect(stdout + told).toContain('Upgrade gcx; "gcx --version" tells which one this is.');
    expect(stdout + told).not.toContain('"sinks"');
  }
});
