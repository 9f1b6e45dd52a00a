import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMAND_FLAGS } from '../../src/lib/base/hints/commands.js';
import { shellWords } from '../../src/lib/base/hints/shell-words.js';
import { documentOf, environmentIn, head, type Outcome, Project, run } from './gcx.js';
import { wrongSuggestions } from './suggested-commands.js';

const file = `${head()}targets:
  inbox: { sqs: { create: "shop-\${TEAM}" }, deadLetter: dead }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox] }
environments:
  the test: {}
`.replace('the test', 'test');

/** Whatever a shell would take apart. */
const NAME = 'it\'s $HOME & "co".yml';
const TEAM = 'mails';

/** Commands that are nothing without what they are about. */
const ABOUT =
  /^(event-type show|event sample|queue lookup|redrive|rule (show|test)|processor \w+|sandbox emit)$/;
const VALUED = /^--(config|env|var|out|route|rule|from|search|topic|queue|cancel)$/;

/** The commands that a text suggests, each without the sentence that goes on behind it. */
function suggested(text: string): readonly string[] {
  const named = Object.keys(COMMAND_FLAGS).sort((one, other) => other.length - one.length);
  const found = text.matchAll(new RegExp(`gcx (${named.join('|')})(?![\\w-])([^\n]*)`, 'g'));
  return [...found].map(([, name = '', rest = '']) => {
    const words = shellWords(rest).map((word) => word.replace(/[,.;)]+$/, ''));
    const takesFile = name === 'apply' && words[0]?.endsWith('.json') === true;
    const own = ABOUT.test(name) || takesFile ? words.splice(0, 1) : [];
    const end = words.findIndex((word, at) => !word.startsWith('--') && !VALUED.test(words[at - 1] ?? ''));
    return ['gcx', name, ...own, ...(end === -1 ? words : words.slice(0, end))].join(' ');
  });
}

/**
 * Runs a line as a person who reads it does: a shell of the same folder takes it apart, and what it would call is run.
 * Where the shell does not come so far, with its code.
 */
async function inShell(
  project: Project,
  line: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const script = `gcx() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${line}\n`;
  const given = { ...environmentIn(project.folder), ...env };
  const shell = spawnSync('/bin/sh', ['-c', script], { cwd: project.folder, env: given, encoding: 'utf8' });
  if (shell.status !== 0) return { code: shell.status, stdout: shell.stdout, stderr: shell.stderr };
  return run(shell.stdout.split('\0').slice(0, -1), { cwd: project.folder, env });
}

test('every command that a flow suggests runs as printed, in the same place', async () => {
  const project = new Project();
  project.write(NAME, file);
  const place = ['--config', NAME, '--env', 'test', '--var', `TEAM=${TEAM}`, '--sandbox'];
  const quoted = place
    .map((word) => (/^[\w=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
  const gcx = (words: string) => inShell(project, `gcx ${words}`);

  const planned = await gcx(`plan ${quoted}`);
  const [next = ''] = suggested(planned.stdout.slice(planned.stdout.indexOf('Next: ')));
  expect(next, planned.stdout + planned.stderr).toBe(`gcx apply ${quoted}`);
  const applied = await inShell(project, `${next} --auto-approve`);
  expect(applied.code, applied.stderr).toBe(0);

  // Stale, refused, damaged and no plan at all.
  await gcx(`plan ${quoted} --out 'my plan.json'`);
  project.write(NAME, file.replace('shop-dead }', 'shop-other }'));
  const again = await gcx(`plan ${quoted} --out 'my plan.json'`);
  expect(again.stdout).toContain("Next: gcx apply 'my plan.json'\n");
  expect((await inShell(project, "gcx apply 'my plan.json' --auto-approve")).code).toBe(0);
  const stale = await inShell(project, "gcx apply 'my plan.json' --auto-approve");
  expect(stale.code).toBe(5);
  const [make = ''] = suggested(stale.stderr);
  expect(make).toContain('--sandbox');
  expect(make).not.toContain(TEAM);
  // The value of --var is not known any more: the shell has it, or says that it lacks it.
  const without = await inShell(project, make);
  expect({ code: without.code !== 0, stderr: without.stderr }).toEqual({
    code: true,
    stderr: expect.stringContaining('TEAM'),
  });
  const made = await inShell(project, make, { TEAM });
  expect(made.code, made.stderr).toBe(0);
  expect(made.stdout).toContain('No changes.');

  // Whatever else these suggest, each is a command with flags that it takes, and works on the same sandbox.
  const lines = [
    `apply ${quoted}`,
    `destroy ${quoted}`,
    `queue lookup Nobody ${quoted}`,
    `rule show nothing ${quoted}`,
    `rule list ${quoted}`,
    `rule test nothing --sample conversation.acd.end ${quoted}`,
    `event-type list --live ${quoted}`,
    `event-type show nothing`,
    `redrive inbox ${quoted}`,
    `replay --from '2h ago' ${quoted}`,
    `replay ${quoted}`,
    `adopt --rule nothing ${quoted}`,
    `processor build inbox ${quoted}`,
    `export ${quoted} --out exported.yml`,
    'plan --config nowhere.yml --sandbox',
    `apply nothing.json --auto-approve`,
  ];
  const commands = new Set<string>();
  for (const line of lines) {
    const { stdout, stderr } = await gcx(line);
    for (const command of suggested(stdout + stderr)) commands.add(command);
  }
  expect(commands.size).toBeGreaterThan(8);
  for (const command of commands) {
    // It asks nobody: there is no terminal. What is suggested is right where that is all that it lacks.
    const { code, stdout, stderr } = await inShell(project, command, { TEAM });
    const lacksTerminal = code === 64 && /no terminal|on a terminal|Give them/.test(stderr);
    expect.soft(code === 64 && !lacksTerminal, `${command}\n${stdout}${stderr}`).toBe(false);
    expect.soft(code, `${command}\n${stdout}${stderr}`).not.toBe(3);
    if (
      /^gcx (plan|apply|destroy|adopt|queue|redrive|replay|whoami)/.test(command) &&
      !/\.json|--help/.test(command)
    )
      expect
        .soft(command)
        .toMatch(
          /--config (?:'it.*'|exported\.yml) --env test --var "?TEAM=(mails|\$\{TEAM:\?\}") --sandbox/,
        );
  }
});

test('a flag that a command does not take is found in whatever a test has gcx print', () => {
  expect(wrongSuggestions('fix: Run "gcx plan --evn test", or not.')).toEqual([
    'gcx plan --evn test", or not.: no flag --evn',
  ]);
  expect(wrongSuggestions('Next: gcx queue list --env test --target x\n')).toHaveLength(1);
  expect(
    wrongSuggestions('gcx plan changes nothing. Run gcx apply plan.json --auto-approve -e test.'),
  ).toEqual([]);
});

test('each example of the help has flags that its command takes', () => {
  const { commands }: { commands: Record<string, { examples?: readonly (string | { command: string })[] }> } =
    JSON.parse(readFileSync('oclif.manifest.json', 'utf8'));
  const examples = Object.values(commands).flatMap(({ examples: each = [] }) =>
    each.map((example) =>
      (typeof example === 'string' ? example : example.command).replaceAll('<%= config.bin %>', 'gcx'),
    ),
  );
  expect(examples.length).toBeGreaterThan(60);
  expect(examples.flatMap(wrongSuggestions)).toEqual([]);
});

test('--json suggests the same, as data of its document', async () => {
  const project = new Project(file);
  mkdirSync(join(project.folder, 'below'));
  const { stdout } = await project.gcx('queue lookup Nobody --sandbox --env test --var TEAM=x --json');
  expect(documentOf({ code: 1, stdout, stderr: '' }).error.fix).toContain(
    'gcx queue list --env test --var TEAM=x --sandbox',
  );
});

test('a variable of a processor’s environment is suggested without its value', async () => {
  const project = new Project(
    file
      .replace(
        'routes:',
        '  crm: { processor: { handler: ./crm.mjs, environment: { URL_PART: "${TEAM}" } } }\nroutes:',
      )
      .replace('[inbox]', '[inbox, crm]'),
  );
  project.write('crm.mjs', 'export default async () => {};\n');
  const { code, stdout, stderr } = await project.sandbox('plan --env test --var TEAM=quite-hidden');
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('Next: gcx apply --env test --var "TEAM=${TEAM:?}" --sandbox\n');
  const next = suggested(stdout.slice(stdout.indexOf('Next: ')))[0] ?? '';
  const applied = await inShell(project, `${next} --auto-approve`, { TEAM: 'quite-hidden' });
  expect(applied.code, applied.stderr).toBe(0);
});
