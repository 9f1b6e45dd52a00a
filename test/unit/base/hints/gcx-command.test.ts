import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { ASKS_ONLY_WITH, COMMAND_FLAGS } from '../../../../src/lib/base/hints/commands.js';
import {
  continueRun,
  gcxCommand,
  gcxLine,
  plainCommands,
  startRun,
} from '../../../../src/lib/base/hints/gcx-command.js';
import { terminalText } from '../../../../src/lib/base/terminal/printable.js';
import { wrapLabelled } from '../../../../src/lib/base/terminal/wrap-text.js';
import { printable } from '../../../../src/lib/base/unprintable.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const manifest: {
  readonly commands: Readonly<Record<string, { readonly flags: Readonly<Record<string, unknown>> }>>;
} = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'));

afterEach(() => startRun('gcx'));

/** The words that a shell makes of a line; its first one is the program. */
function wordsOf(line: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  // The line's own first word, gcx, is a function that prints what it was given.
  const script = `gcx() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${line}\n`;
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env }).split('\0').slice(0, -1);
}

function isHidden(flag: unknown): boolean {
  return typeof flag === 'object' && flag !== null && Reflect.get(flag, 'hidden') === true;
}

test('the table has the flags of place that each command really takes', () => {
  const place = ['config', 'env', 'var', 'sandbox', 'like'];
  for (const [name, flags] of Object.entries(COMMAND_FLAGS)) {
    const command = manifest.commands[name.replaceAll(' ', ':')];
    expect(command, name).toBeDefined();
    // Hidden flags are taken and change nothing.
    const shown = Object.entries(command?.flags ?? {}).filter(([, flag]) => !isHidden(flag));
    const taken = place.filter((flag) => shown.some(([name]) => name === flag));
    expect({ name, flags: [...flags] }).toEqual({ name, flags: taken });
    const asks = Reflect.get(ASKS_ONLY_WITH, name);
    if (typeof asks === 'string') expect(Object.keys(command?.flags ?? {})).toContain(asks.slice(2));
  }
});

describe('what a shell makes of a suggested command', () => {
  const anything = fc
    .string({ unit: fc.constantFrom(...` '"$\`\\!*?#&;|<>(){}[]~=%\n\tabé—€`), minLength: 1 })
    // A word that begins with a dash is a flag, whatever quotes stand around it.
    .filter((text) => !text.startsWith('-'));

  test('is the words that were meant, whatever is in them', () => {
    fc.assert(
      fc.property(anything, anything, anything, (name, config, value) => {
        startRun('gcx');
        continueRun({ command: 'plan', config, variables: [{ name: 'A', value }], sandbox: true });
        const line = plainCommands(`${gcxCommand('redrive', name, '--dry-run')}`);
        expect(wordsOf(line)).toEqual([
          'redrive',
          name,
          '--dry-run',
          '--config',
          config,
          '--var',
          `A=${value}`,
          '--sandbox',
        ]);
      }),
      { numRuns: 60 },
    );
  });

  test('a value that no output shows is the shell’s own, and never an empty one', () => {
    continueRun({ variables: [{ name: 'KEY' }] });
    const line = plainCommands(gcxCommand('plan'));
    expect(line).toBe('gcx plan --var "KEY=${KEY:?}"');
    expect(wordsOf(line, { KEY: "it's $1" })).toEqual(['plan', '--var', "KEY=it's $1"]);
    expect(() => wordsOf(line)).toThrow(/KEY/);
  });
});

describe('the flags of the run', () => {
  const place = {
    command: 'apply',
    config: 'my file.yml',
    env: 'production',
    variables: [{ name: 'TEAM', value: 'sales' }],
    sandbox: true,
    allowed: ['force'],
  };
  const cases: readonly (readonly [string, string])[] = [
    [
      gcxCommand('apply'),
      "gcx apply --config 'my file.yml' --env production --var TEAM=sales --sandbox --force",
    ],
    [
      gcxCommand('plan', '--force', '--env', 'test'),
      "gcx plan --force --env test --config 'my file.yml' --var TEAM=sales --sandbox",
    ],
    [
      gcxCommand('queue list'),
      "gcx queue list --config 'my file.yml' --env production --var TEAM=sales --sandbox",
    ],
    [gcxCommand('init'), "gcx init --config 'my file.yml' --sandbox"],
    [gcxCommand('sandbox reset'), "gcx sandbox reset --config 'my file.yml'"],
    [gcxCommand('event-type show', 'acd.end'), 'gcx event-type show acd.end'],
    [gcxCommand('event-type list'), 'gcx event-type list'],
    [gcxCommand('apply', 'plan.json'), 'gcx apply plan.json'],
    [gcxCommand('pattern test', '--help'), 'gcx pattern test --help'],
    [gcxLine('plan --help'), 'gcx plan --help'],
  ];

  test.each(cases)('%#', (command, shown) => {
    continueRun(place);
    expect(plainCommands(`first ${command}, then`)).toBe(`first ${shown}, then`);
  });

  test('what was allowed for one plan is not repeated by what makes no plan', () => {
    continueRun({ ...place, command: 'adopt' });
    expect(plainCommands(gcxCommand('apply'))).not.toContain('--force');
  });

  test('how gcx is called here', () => {
    startRun('npx gcx');
    expect(plainCommands(gcxCommand('plan'))).toBe('npx gcx plan');
    expect(plainCommands(gcxLine('--help'))).toBe('npx gcx --help');
  });
});

describe('in what is shown', () => {
  test('a command is on one line, and nothing of its marks is left', () => {
    continueRun({ config: 'a rather long name.yml', sandbox: true });
    const text = `Words that go on for a while, so that lines are broken, then ${gcxCommand('rule list', '--live')} and more words.`;
    const lines = wrapLabelled('  ! ', printable(text), 60).map((line) => terminalText(line));
    expect(lines.length).toBeGreaterThan(2);
    expect(
      lines.filter((line) =>
        line.includes("gcx rule list --live --config 'a rather long name.yml' --sandbox"),
      ),
    ).toHaveLength(1);
    expect(lines.join('\n')).not.toMatch(/[\ufdd0-\ufdd4]/);
  });

  test('marks in a text from outside are shown as what they are', () => {
    for (const foreign of ['\ufdd0', 'a\ufdd1b', '\ufdd0gcx', '\ufdd0rm -r x\ufdd1', '\ufdd2']) {
      expect(terminalText(foreign)).toMatch(/\\u\{fdd[0-3]\}/);
      expect(terminalText(printable(foreign))).not.toMatch(/[\ufdd0-\ufdd4]/);
    }
  });
});

/** Texts that are read before any run, or in a file: the help, the schema, what is written into things, the demo. */
const STATIC = [
  /^src\/commands\//,
  /^src\/lib\/cli\/[a-z-]+-flags\.ts$/,
  /^src\/lib\/features\/demo\//,
  /^src\/lib\/language\/config\/schema\/schema(-archive|-processor)?\.ts$/,
  /^src\/lib\/features\/init\/config-file-text\.ts$/,
  // What a permission is for: in policies, templates and lists that administrators read elsewhere.
  /^src\/lib\/features\/(permissions\/|[a-z]+\/[a-z]+-rights\.ts$)/,
  /^src\/lib\/cli\/render\/permissions\/kit-words\.ts$/,
];

/** Words about commands that suggest none. */
const WORDS = [
  "'gcx tail'",
  'of gcx tail',
  '(gcx tail)',
  '`gcx tail: temporary',
  '`gcx replay ${descriptionMark',
  'see gcx event-type list.',
  // The title of a report in Markdown.
  'title: `gcx ',
];

test('every command that is suggested anywhere goes through gcxCommand', () => {
  const names = Object.keys(manifest.commands).map((id) => id.replaceAll(':', ' '));
  const suggested = new RegExp(`gcx (${names.join('|')}|--help)(?![\\w-])`);
  const found: string[] = [];
  for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    const path = `src/${file}`;
    if (!path.endsWith('.ts') || STATIC.some((each) => each.test(path))) continue;
    for (const [index, line] of readFileSync(join(root, path), 'utf8').split('\n').entries()) {
      if (/^\s*(\/\/|\*|\/\*\*)/.test(line) || !suggested.test(line)) continue;
      if (!WORDS.some((words) => line.includes(words))) found.push(`${path}:${index + 1}: ${line.trim()}`);
    }
  }
  expect(found).toEqual([]);
});
