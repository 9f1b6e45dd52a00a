import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../src/lib/base/json.js';
import { environmentIn, type Outcome, type Project, run } from '../e2e/gcx.js';
import { runHosted } from '../e2e/hosts.js';
import { COURSES, LOOKING, NOT_RUN } from './hostile/commands.js';
import { evil, harmOf, htmlHarmOf, markdownHarmOf } from './hostile/names.js';
import { onTerminal } from './hostile/on-terminal.js';
import { EVIL_QUEUE, hostileProject, spoil } from './hostile/world.js';
import { SHARE } from './stage/cases.js';
import { Chance } from './stage/chance.js';
import { SEEDS } from './stage/seeds.js';

interface Manifest {
  readonly commands: Readonly<
    Record<string, { readonly flags: Readonly<Record<string, { readonly options?: readonly string[] }>> }>
  >;
}

const manifest: Manifest = JSON.parse(
  readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'),
);
const commands = new Map(
  Object.entries(manifest.commands).map(([id, command]) => [id.replaceAll(':', ' '), command]),
);

test('every command is run on a hostile world, or it is said why not', () => {
  const run = new Set([...COURSES.map(({ id }) => id), ...Object.keys(NOT_RUN)]);
  expect([...commands.keys()].filter((id) => !run.has(id))).toEqual([]);
});

test('whatever is named evil forges no line, moves no cursor, hides nothing and is no Markdown', async () => {
  const project = await hostileProject();
  const server = await project.serve({ seedFile: join(project.folder, 'seed.yml') });
  const harms: string[] = [];
  for (const { id, line } of COURSES) {
    if (id === 'SPOIL') {
      await project.inside(spoil);
      continue;
    }
    if (id === 'TERMINAL') {
      const shown = await onTerminal(line, project.folder);
      const found = shown.includes('RED') ? harmOf(shown, true) : ['shows no name'];
      for (const harm of found) harms.push(`gcx ${line}, on a terminal\n    ${harm}`);
      continue;
    }
    for (const form of drawnFormsOf(id, line)) {
      const outcome = await outcomeOf(`${line}${form}`, project.folder);
      for (const harm of harmsOf(form, outcome)) harms.push(`gcx ${line}${form}\n    ${harm}`);
      if (process.env['TRUST_SHOW'])
        console.log(`\n$ gcx ${line}${form}  -> ${outcome.code}\n${outcome.stdout}${outcome.stderr}`);
    }
  }
  await server.stop();
  for (const [path, text] of written(project))
    for (const harm of path.endsWith('.html') ? htmlHarmOf(text) : harmOf(text))
      harms.push(`${path}\n    ${harm}`);
  expect(harms, harms.join('\n')).toEqual([]);
});

function formsOf(id: string): readonly string[] {
  const flags = commands.get(id)?.flags ?? {};
  const formats = (flags['format']?.options ?? []).filter((format) => !['text', 'tree'].includes(format));
  return ['', ...('json' in flags ? [' --json'] : []), ...formats.map((format) => ` --format ${format}`)];
}

/** By the last seed. */
const chance = new Chance(`${SEEDS.at(-1)}/hostile-names`);

/** All forms; in a sample one or, of commands that only look, perhaps none, drawn for each course. */
function drawnFormsOf(id: string, line: string): readonly string[] {
  const forms = formsOf(id);
  if (SHARE >= 1) return forms;
  if (LOOKING.has(id) && chance.at('left out', line) < 0.5) return [];
  const at = chance.below(forms.length, line);
  return forms.slice(at, at + 1);
}

/** How a problem of the file is told to GitHub Actions: where, and its code, which is gcx's own word. */
const GITHUB_COMMAND = /^::(?:error|warning|notice) (?:[a-zA-Z]+=[^:,\n]*,)*title=gcx%3A [a-z-]+::/gm;

function harmsOf(form: string, { code, stdout, stderr }: Outcome): readonly string[] {
  if (form.includes('markdown')) return [...markdownHarmOf(stdout), ...harmOf(stderr)];
  // Each line is gcx's own command, in its one form; what it says stands behind it, without an end of a line.
  if (form === ' --format github') return harmOf(stdout.replaceAll(GITHUB_COMMAND, '') + stderr);
  if (form.includes('mermaid'))
    return [
      ...harmOf(stdout + stderr),
      ...(/<img|<\/?script/.exec(stdout) ?? []).map((live) => `live in Mermaid: ${live}`),
    ];
  // An error of `--format json` is told as any other.
  if (form === ' --format json' && code !== 0) return harmOf(stdout + stderr);
  if (form.includes('json')) return [...jsonHarmOf(stdout), ...harmOf(stdout), ...harmOf(stderr)];
  return harmOf(stdout + stderr);
}

/** One document, or one on each line. */
function jsonHarmOf(stdout: string): readonly string[] {
  const documents = isJson(stdout) ? [stdout] : stdout.trim().split('\n');
  return documents.filter((text) => !isJson(text)).map((text) => `no JSON: ${text.slice(0, 200)}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text) as JsonValue;
    return true;
  } catch {
    return false;
  }
}

/** What gcx wrote as text into the folder and its caches; the sandbox's own state is no file for people. */
function* written(project: Project, folder = project.folder): Generator<readonly [string, string]> {
  const own = [
    '.gcx-sandbox',
    'seed.yml',
    'event.json',
    'pattern.json',
    'broken.json',
    'broken.yml',
    'evil.yml',
    'crm.ts',
  ];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    yield [path, name];
    if (own.includes(name) || name.endsWith('.zip')) continue;
    if (statSync(path).isDirectory()) yield* written(project, path);
    else yield [path, readFileSync(path, 'utf8')];
  }
}

/** In a host; by a process of its own what is to run on. */
async function outcomeOf(line: string, cwd: string): Promise<Outcome> {
  const args = words(line);
  if (/^(?:help|sandbox start)/.test(line)) return run(args, { cwd });
  const { code, stdout, stderr } = await runHosted({ args, cwd, env: environmentIn(cwd), input: '' });
  return { code, stdout, stderr };
}

function words(line: string): readonly string[] {
  return line.split(' ').map((word) =>
    word
      .replace('EVIL_ID', EVIL_QUEUE)
      .replace('EVIL_QUEUE', () => evil('Sales'))
      .replace('EVIL_DIVISION', () => evil('Division')),
  );
}
