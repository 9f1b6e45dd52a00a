import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readSeedFile } from '../../src/lib/sandbox/seed-file.js';
import { run } from '../e2e/gcx.js';
import { blocksOf, type CodeBlock, documents } from './code-blocks.js';
import { howHeld, placeOf } from './how-it-is-held.js';
import type { Mark } from './marks.js';
import { shownCommands } from './shell-script.js';
import { differenceOf } from './shown-output.js';
import { Stage } from './stage.js';
import { typeErrors } from './type-errors.js';
import { completed, withinFile, writeProject } from './yaml-block.js';

/** Registers a test for each block of every `of`-th document, from index `first`: so several test files share the documents. */
export function testBlocks(first: number, of: number): void {
  // DOCUMENT=docs/why.md,README.md runs the blocks of these documents.
  const asked = process.env['DOCUMENT']?.split(',');
  const chosen = documents()
    .filter((file) => asked?.includes(file) ?? true)
    .filter((_, at) => at % of === first);
  const folder = mkdtempSync(join(tmpdir(), 'gcx-documents-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of chosen) testDocument(file, folder);

  const typed = chosen.flatMap(blocksOf).filter((block) => howHeld(block) === 'types');
  test.skipIf(typed.length === 0)('blocks of TypeScript are of the right types', () => {
    expect(typeErrors(typed)).toEqual([]);
  });
}

function testDocument(file: string, folder: string): void {
  const blocks = blocksOf(file);
  const staged = blocks.filter(({ mark }) => mark?.kind === 'in');
  const of = (how: string) => blocks.filter((block) => howHeld(block) === how);
  const whole = of('a file');
  const parts = of('a part of a file');
  const seeds = of('a seed');
  if (staged.length + whole.length + parts.length + seeds.length === 0) return;

  describe(file, () => {
    const stages = new Map<string, Stage>();
    const stageOf = (place: string): Stage => {
      const stage = stages.get(place) ?? new Stage(place);
      stages.set(place, stage);
      return stage;
    };
    afterAll(async () => {
      for (const stage of stages.values()) await stage.close();
    });

    // In the order of the document: what one block writes or does is there for the next.
    test.each(staged.map((block) => [titleOf(block), block] as const))('%s', async (_, block) => {
      const { mark } = block;
      if (mark?.kind !== 'in') throw new Error('It is not marked.');
      const stage = stageOf(mark.place);
      const how = howHeld(block);
      if (how === 'shell') return carriedOut(block, mark, stage);
      if (how === 'part of a file') {
        stage.write('.genesysrc.yml', withinFile(block.text, stage.read('.genesysrc.yml')));
        return valid(folder, block, stage.read('.genesysrc.yml'));
      }
      const [, name] = /^(?:\/\/|#) (\S+)\n/.exec(block.text) ?? [];
      if (name === undefined) throw new Error(`${placeOf(block)}: its first line does not name its file.`);
      stage.write(name, block.text);
    });

    for (const block of whole) test(titleOf(block), () => valid(folder, block, block.text));
    for (const block of parts) test(titleOf(block), () => valid(folder, block, completed(block.text)));
    for (const block of seeds) {
      test(titleOf(block), async () => {
        const path = join(folder, 'seed.yml');
        writeFileSync(path, block.text);
        await expect(readSeedFile(path)).resolves.toBeDefined();
      });
    }
  });
}

function titleOf(block: CodeBlock): string {
  return `line ${block.line}: ${block.text.split('\n')[0]}`;
}

async function carriedOut(
  block: CodeBlock,
  { env, codes }: Extract<Mark, { kind: 'in' }>,
  stage: Stage,
): Promise<void> {
  const shown = shownCommands(block.text);
  const wanted = codes.length > 1 ? codes : [...Array(shown.length - 1).fill(0), ...codes];
  if (codes.length > 1) expect(codes, `${placeOf(block)}: its exit codes`).toHaveLength(shown.length);
  const ran = await stage.run([...block.first, ...shown.map(({ command }) => command)], env);
  for (const [at, { code, stdout, stderr }] of ran.entries()) {
    const command = shown[at - block.first.length];
    const said = `${placeOf(block)}\n$ ${command?.command ?? block.first[at]}\n${stdout}${stderr}`;
    expect(code, said).toBe(wanted[at - block.first.length] ?? 0);
    if (command?.output === undefined) continue;
    const alone = differenceOf(command.output, stdout);
    const together = alone === undefined ? undefined : differenceOf(command.output, stdout + stderr);
    expect(together, said).toBeUndefined();
  }
}

async function valid(folder: string, block: CodeBlock, text: string): Promise<void> {
  const project = mkdtempSync(join(folder, 'file-'));
  writeProject(project, text);
  const { code, stdout, stderr } = await run(['validate'], { cwd: project });
  expect(code, `${placeOf(block)}\n${stdout}${stderr}\n${text}`).toBe(0);
}
