import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentOf, head, names, Project, run } from './gcx.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox] }
`;

describe('saved plans', () => {
  const project = new Project(file);

  test('apply FILE carries out what was saved, whatever the file says now', async () => {
    const planned = await project.sandbox('plan --detailed-exitcode --out plan.json');
    expect(planned.code).toBe(2);
    expect(planned.stdout).toContain('Next: gcx apply plan.json');
    project.write('.genesysrc.yml', file.replace('shop-inbox', 'shop-other'));
    const applied = await project.gcx('apply plan.json --auto-approve');
    expect(applied.code, applied.stderr).toBe(0);
    expect(names(project.holdings().queues)).toEqual(['shop-inbox']);
    project.write('.genesysrc.yml', file);
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  });

  test('stale: exit 5, nothing changed, with and without --json', async () => {
    // Applied already: what it read has changed since.
    const before = project.holdings();
    const text = await project.gcx('apply plan.json --auto-approve');
    expect(text).toMatchObject({ code: 5, stdout: '' });
    expect(text.stderr).toMatch(
      /plan\.json is stale[\s\S]*changed since: sqs-queue:[\s\S]*gcx plan --out plan\.json/,
    );
    const json = await project.gcx('apply plan.json --auto-approve --json');
    expect(json.code).toBe(5);
    expect(documentOf(json).error).toMatchObject({ code: 'stale-plan' });
    expect(project.holdings()).toEqual(before);

    // Somebody else changed a rule that the plan does not even touch.
    project.write(
      '.genesysrc.yml',
      file
        .replace('routes:', '  more: { sqs: { create: shop-more } }\nroutes:')
        .replace('[inbox]', '[inbox, more]'),
    );
    await project.done('plan --out plan.json');
    project.write('two.yml', file.replace('"Sales Support"', '"Sales Support", "911"'));
    await project.done('apply --auto-approve --config two.yml');
    const writes = await project.writesOf(async () => {
      expect((await project.gcx('apply plan.json --auto-approve')).code).toBe(5);
    });
    expect(writes).toEqual([]);
  });

  test('carried out in part: what is left needs a new plan, as the saved one is stale then', async () => {
    const other = new Project(file);
    const server = await other.serve({ faults: ['events:PutRule:deny:1'] });
    await other.done('plan --out plan.json');
    const partly = await other.gcx('apply plan.json --auto-approve');
    expect(partly.code, partly.stderr).toBe(4);
    expect(partly.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'then make a new plan for the rest: gcx plan --out plan.json --sandbox',
    );
    expect((await other.gcx('apply plan.json --auto-approve')).code).toBe(5);
    await other.done('plan --out plan.json');
    expect((await other.gcx('apply plan.json --auto-approve')).code).toBe(0);
    await server.stop();
  });

  test('made in one folder, applied in another', async () => {
    const elsewhere = new Project(file);
    // The file is looked for up to the repository's root.
    mkdirSync(join(elsewhere.folder, '.git'));
    mkdirSync(join(elsewhere.folder, 'plans'));
    const below = { cwd: join(elsewhere.folder, 'plans') };
    const planned = await run(['plan', '--sandbox', '--out', 'plan.json'], below);
    expect(planned).toMatchObject({ code: 0, stderr: expect.stringContaining('../.genesysrc.yml') });
    expect((await elsewhere.gcx('apply plans/plan.json --auto-approve')).code).toBe(0);
    expect(names(elsewhere.holdings().rules)).toEqual(['shop-ended-1']);
    const stale = await run(['apply', 'plan.json', '--auto-approve'], below);
    expect(stale.code).toBe(5);
    const lost = await run(['plan', '--sandbox', '--out', 'nowhere/plan.json'], below);
    expect(lost).toMatchObject({ code: 1, stderr: expect.stringContaining('nowhere/plan.json') });
  });

  test('edited or cut off, it is damaged; refused, it stays so whatever is written into it', async () => {
    const guarded = new Project(file);
    await guarded.done('apply --auto-approve');
    guarded.write('.genesysrc.yml', file.replace('shop-inbox', 'shop-other'));
    await guarded.done('plan --force --allow-event-loss --out plan.json');
    const text = guarded.read('plan.json');
    for (const each of [text.replace('"force": true', '"force": false'), text.slice(0, 900)]) {
      guarded.write('edited.json', each);
      const outcome = await guarded.gcx('apply edited.json --auto-approve');
      expect(outcome).toMatchObject({ code: 1, stdout: '' });
      expect(outcome.stderr).toContain('edited.json is damaged');
    }
    await guarded.emit({ eventType: 'acd.end', queue: 'Sales Support' });
    expect((await guarded.sandbox('plan --out refused.json')).code).toBe(5);
    const writes = await guarded.writesOf(async () => {
      const again = await guarded.gcx('apply refused.json --auto-approve');
      expect(again).toMatchObject({ code: 5, stdout: '' });
      expect(again.stderr).toContain('was refused when it was made');
      const allowed = { ...JSON.parse(guarded.read('refused.json')), allow: { force: true } };
      guarded.write('refused.json', JSON.stringify(allowed));
      expect((await guarded.gcx('apply refused.json --auto-approve')).code).toBe(1);
    });
    expect(writes).toEqual([]);
  });

  test('something that is not a saved plan; a changed choice; nobody to ask', async () => {
    project.write('other.json', '{"kind":"something"}');
    project.write('empty.json', '{"kind":"genesys-gcx-plan","schemaVersion":1}');
    for (const name of ['nothing.json', 'other.json', 'empty.json', '.genesysrc.yml']) {
      const outcome = await project.gcx(`apply ${name} --auto-approve`);
      expect(outcome).toMatchObject({ code: 1, stdout: '' });
      expect(outcome.stderr).toContain(`${name} is not a saved plan`);
    }
    expect((await project.gcx('apply plan.json')).code).toBe(64);
    expect((await project.gcx('apply plan.json --auto-approve --force')).code).toBe(64);
  });
});

describe('--json and --format', () => {
  const project = new Project(file);

  test('every command prints exactly one document with its schemaVersion, and ends with the same exit code', async () => {
    const lines: readonly (readonly [string, number])[] = [
      ['validate', 0],
      ['schema', 0],
      ['plan --sandbox --detailed-exitcode', 2],
      ['apply --sandbox --auto-approve', 0],
      ['plan --sandbox --detailed-exitcode', 0],
      ['whoami --sandbox', 0],
      ["queue lookup 'Sales Support' --sandbox", 0],
      ['queue lookup Support --sandbox', 1],
      ['queue list --search nosuchqueue --sandbox', 1],
      ['event-type list --live --sandbox', 0],
      ['event-type show conversation.ended', 1],
      ["sandbox emit acd.end --queue 'Sales Support'", 0],
      ['sandbox emit conversation.wrapup', 1],
      ['sandbox journal --writes', 0],
      ['sandbox status', 0],
      ['sandbox stop', 0],
      ['destroy --sandbox --auto-approve', 5],
      ['destroy --sandbox --auto-approve --force', 0],
      ['sandbox reset', 0],
      ['plan --sandbox --env nowhere', 64],
      ['init --sandbox', 64],
    ];
    for (const [line, code] of lines) {
      const json = await project.gcx(`${line} --json`);
      expect(json.code, `${line} --json\n${json.stdout}${json.stderr}`).toBe(code);
      if (line === 'schema') expect(JSON.parse(json.stdout)).toBeDefined();
      else documentOf(json);
      if (code === 0) continue;
      const text = await project.gcx(line);
      expect(text.code, `${line}\n${text.stdout}${text.stderr}`).toBe(code);
    }
  });

  test('--format markdown: a comment with its marker, the sum, and the diff', async () => {
    const fresh = new Project(file);
    const { code, stdout } = await fresh.sandbox('plan --format markdown --detailed-exitcode');
    expect(code).toBe(2);
    expect(stdout).toMatch(/^<!-- gcx-plan shop\/default -->\n/);
    expect(stdout).toContain('to create');
    expect(stdout).toMatch(/```diff[\s\S]*^\+.*rule shop-ended-1/m);
    expect(stdout.match(/```/g)).toHaveLength(4);
  });
});

test('the sandbox in the background: start, apply, emit, status, stop', async () => {
  const project = new Project(file);
  const started = await project.gcx('sandbox start');
  try {
    expect(started.code, started.stderr).toBe(0);
    expect(started.stdout).toContain('AWS_ENDPOINT_URL=http://127.0.0.1:');
    expect(documentOf(await project.gcx('sandbox start --json'))).toMatchObject({
      already: true,
      running: true,
    });
    await project.done('apply --auto-approve');
    const emitted = documentOf(
      await project.gcx("sandbox emit acd.end --queue 'Sales Support' --count 3 --json"),
    );
    expect(emitted.events).toHaveLength(3);
    const journal = documentOf(await project.gcx('sandbox journal --writes --json'));
    expect(journal.calls.map(({ action }: { action: string }) => action)).toContain('PutTargets');
  } finally {
    expect(documentOf(await project.gcx('sandbox stop --json'))).toMatchObject({ stopped: true });
  }
  expect(documentOf(await project.gcx('sandbox status --json'))).toMatchObject({ running: false });
  expect(project.holdings().queues[0].messages).toHaveLength(3);
});
