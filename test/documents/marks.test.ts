import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { shellWords } from '../../src/lib/base/hints/shell-words.js';
import { blocksOf, type CodeBlock, documents, parseBlocks, ROOT } from './code-blocks.js';
import { commandOf, FLAGS } from './gcx-door.js';
import { howHeld, NOT_YET, placeOf } from './how-it-is-held.js';
import { shownCommands } from './shell-script.js';
import { differenceOf } from './shown-output.js';

const all = documents().flatMap(blocksOf);
const of = (...hows: readonly string[]) => all.filter((block) => hows.includes(howHeld(block) ?? ''));

test('every code block of the documents is run, or says why not', () => {
  const silent = all.filter((block) => howHeld(block) === undefined);
  expect(
    silent.map((block) => `${placeOf(block)} (${block.language || 'no language'})`),
    'Put a comment before it: see CONTRIBUTING.md, "Code blocks in documents".',
  ).toEqual([]);
});

test('what is not marked yet says why', () => {
  for (const [file, reason] of Object.entries(NOT_YET)) expect(reason.length, file).toBeGreaterThan(20);
});

test('every gcx command and flag that a block names is there, whether it is run or not', () => {
  const wrong = all.flatMap((block) =>
    calls(block).flatMap((words) => unknown(words).map((what) => `${placeOf(block)}: ${what}`)),
  );
  expect(wrong).toEqual([]);
  expect(all.flatMap(calls).length).toBeGreaterThan(40);
});

test('blocks of JSON and workflows parse, and npm scripts are those of package.json', () => {
  for (const block of of('json')) expect(() => JSON.parse(block.text), placeOf(block)).not.toThrow();
  for (const block of of('a workflow')) {
    expect(Object.keys(parse(block.text)), placeOf(block)).toEqual(expect.arrayContaining(['jobs']));
  }
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const block of of('npm scripts')) {
    const named = [...block.text.matchAll(/^npm (?:run )?([\w:]+)/gm)].map(([, name = '']) => name);
    for (const name of named.filter((each) => each !== 'ci'))
      expect(Object.keys(scripts), placeOf(block)).toContain(name);
    expect(named.length, placeOf(block)).toBeGreaterThan(0);
  }
});

test('a mark is read, and what is nearly one is refused', () => {
  const [block] = parseBlocks(
    'x.md',
    '<!-- first: gcx plan -->\n<!-- run: in examples/a, ends with 2, TEAM=x -->\n\n  ```sh\n  gcx drift\n  ```\n',
  );
  expect(block).toMatchObject({
    line: 4,
    language: 'sh',
    text: 'gcx drift',
    first: ['gcx plan'],
    mark: { kind: 'in', place: 'examples/a', codes: [2], env: { TEAM: 'x' } },
  });
  // What stands between a comment and a block takes the comment off it.
  expect(
    parseBlocks('x.md', '<!-- not run: because of this -->\ntext\n```\nx\n```')[0]?.mark,
  ).toBeUndefined();
  for (const comment of ['not run', 'not run: no', 'run: it', 'run: as a poem', 'run: in x, sometimes'])
    expect(() => parseBlocks('x.md', `<!-- ${comment} -->\n\`\`\`\nx\n\`\`\``), comment).toThrow(/x\.md:2/);
});

test('shell blocks are taken apart as they are typed', () => {
  expect(shownCommands('# first\ngcx plan \\\n  --env test\ncat > x <<EOF\na\nEOF\ngcx apply')).toEqual(
    ['gcx plan \\\n  --env test', 'cat > x <<EOF\na\nEOF', 'gcx apply'].map((command) => ({
      command,
      output: undefined,
    })),
  );
  expect(shownCommands('$ gcx plan\nFile x\n…\n$ gcx apply')).toEqual([
    { command: 'gcx plan', output: 'File x\n…' },
    { command: 'gcx apply', output: undefined },
  ]);
});

test('output that is shown is compared, but for what differs from run to run', () => {
  const printed =
    'File a\nid 6513270e-269e-4d37-b2a7-4de452e6b438\nPlan: 3 to create\nNext: gcx apply --sandbox\n';
  const same = (shown: string) => differenceOf(shown, printed);
  expect(
    same('File a\nid 77aa01bd-52c8-4f06-8b9a-0e3d7c164f25\nPlan: 3 to create\nNext: gcx apply'),
  ).toBeUndefined();
  expect(same('…\nPlan: … to create\n…')).toBeUndefined();
  expect(same('…\nPlan: 4 to create\n…')).toBe('Plan: 4 to create');
  expect(same('File a\nPlan: 3 to create\n…')).toBe('Plan: 3 to create');
  expect(same('File a\n…\nPlan: 3 to create')).toContain('Next: gcx apply');
  expect(same('…\nNext: gcx apply\nFile a')).toBe('File a');
});

/** The gcx commands of a block, as words; those that a workflow or a hint in YAML names, too. */
function calls({ text, language }: CodeBlock): readonly (readonly string[])[] {
  if (!/^(|sh|bash|shell|console|powershell|ya?ml|text)$/.test(language)) return [];
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .flatMap((line) => [
      ...line.matchAll(/(?:^|[|&;(]\s*|\$ |run: |npx |Next: |- )gcx ((?:[^|&;#>"`)]|"[^"]*")*)/g),
    ])
    .map(([, rest = '']) => shellWords(rest))
    .filter((words) => /^[a-z]/.test(words[0] ?? ''));
}

function unknown(words: readonly string[]): readonly string[] {
  if (['help', 'autocomplete', 'version'].includes(words[0] ?? '') || words.includes('…')) return [];
  const command = commandOf(words);
  if (command === undefined) return [`gcx ${words.join(' ')}: there is no such command`];
  const flags = words.flatMap((word) => /^--(?:no-)?([a-z][\w-]*)/.exec(word)?.[1] ?? []);
  const taken = FLAGS.get(command);
  return flags
    .filter(
      (flag) =>
        taken?.has(flag) !== true && taken?.has(`no-${flag}`) !== true && flag !== 'help' && flag !== 'json',
    )
    .map((flag) => `gcx ${command} has no --${flag}`);
}
