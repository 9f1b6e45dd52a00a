import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readSeedFile } from '../../../src/lib/sandbox/seed-file.js';
import { run } from '../../e2e/gcx.js';
import { blocksOf, type CodeBlock, documents } from '../code-blocks.js';
import { howHeld, placeOf } from '../how-it-is-held.js';
import { shownCommands } from '../shell-script.js';
import { differenceOf } from '../shown-output.js';
import { Stage } from '../stage.js';
import { typeErrors } from '../type-errors.js';
import { completed, withinFile, writeProject } from '../yaml-block.js';

const folder = mkdtempSync(join(tmpdir(), 'gcx-documents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// DOCUMENT=docs/why.md runs the blocks of one document.
const chosen = documents().filter(
  (file) => process.env['DOCUMENT'] === undefined || file === process.env['DOCUMENT'],
);

const held = chosen.filter((file) =>
  blocksOf(file).some(
    (block) =>
      !['not run', 'not yet', 'types', 'json', 'npm scripts', 'a workflow'].includes(
        howHeld(block) ?? 'not yet',
      ),
  ),
);

describe.each(held)('%s', (file) => {
  const blocks = blocksOf(file);
  const shell = blocks.filter((block) => howHeld(block) === 'shell');
  const stages = new Map<string, Stage>();
  afterAll(async () => {
    for (const stage of stages.values()) await stage.close();
  });

  for (const block of shell) {
    test(`line ${block.line}: ${block.text.split('\n')[0]}`, async () => {
      if (block.mark?.kind !== 'in') throw new Error('It is not marked.');
      const { place, env, codes } = block.mark;
      const stage = stages.get(place) ?? new Stage(place);
      stages.set(place, stage);
      const shown = shownCommands(block.text);
      const wanted = codes.length > 1 ? codes : [...Array(shown.length - 1).fill(0), ...codes];
      expect(codes.length > 1 ? codes.length : shown.length, `${placeOf(block)}: its exit codes`).toBe(
        shown.length,
      );
      const ran = await stage.run([...block.first, ...shown.map(({ command }) => command)], env);
      for (const [at, { code: got, stdout, stderr }] of ran.entries()) {
        const command = shown[at - block.first.length];
        const said = `${placeOf(block)}\n$ ${command?.command ?? block.first[at]}\n${stdout}${stderr}`;
        expect(got, said).toBe(wanted[at - block.first.length] ?? 0);
        if (command?.output === undefined) continue;
        const alone = differenceOf(command.output, stdout);
        expect(
          alone === undefined ? undefined : differenceOf(command.output, stdout + stderr),
          said,
        ).toBeUndefined();
      }
    });
  }

  for (const block of blocks.filter((each) =>
    ['a file', 'a part of a file', 'part of a file'].includes(howHeld(each) ?? ''),
  )) {
    test(`line ${block.line}: a file with it is valid`, () => valid(block));
  }

  for (const block of blocks.filter((each) => howHeld(each) === 'a seed')) {
    test(`line ${block.line}: it is a seed file`, async () => {
      const path = join(folder, 'seed.yml');
      writeFileSync(path, block.text);
      await expect(readSeedFile(path)).resolves.toBeDefined();
    });
  }
});

test('blocks of TypeScript are of the right types', () => {
  const blocks = chosen.flatMap(blocksOf).filter((block) => howHeld(block) === 'types');
  expect(typeErrors(blocks)).toEqual([]);
});

async function valid(block: CodeBlock): Promise<void> {
  const text =
    block.mark?.kind === 'in'
      ? withinFile(block.text, block.mark.place)
      : howHeld(block) === 'a file'
        ? block.text
        : completed(block.text);
  const project = mkdtempSync(join(folder, 'file-'));
  writeProject(project, text);
  const { code, stdout, stderr } = await run(['validate'], { cwd: project });
  expect(code, `${placeOf(block)}\n${stdout}${stderr}\n${text}`).toBe(0);
}
