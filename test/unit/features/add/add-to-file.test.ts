import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addEvents, editFile, readEditable, writeEdit } from '../../../../src/lib/features/add/index.js';
import { EXAMPLE, expectFilesKept, folderOfTest, PROPOSALS, place } from './files-kept.js';

describe('gcx add', () => {
  test('in any layout: the file says what it said and the addition, is valid, and takes nothing twice', async () => {
    await expectFilesKept({ numRuns: 6 });
  });

  test.each(Object.keys(PROPOSALS))('%s: in the example file all other lines are the same', async (name) => {
    const example = EXAMPLE.replace('handler: ./config/handlers/sales.ts', 'handler: ./sales.ts');
    writeFileSync(join(folderOfTest(), 'sales.ts'), 'export default async () => {};\n');
    const file = await place(example);
    const { after } = await editFile(file, (await PROPOSALS[name]?.(file)) ?? (await Promise.reject(name)));
    const lines = after.split('\n');
    // Every old line is there, in its order, but for those of a list in brackets that grew.
    let at = 0;
    const lost = example.split('\n').filter((line) => {
      const found = lines.indexOf(line, at);
      if (found !== -1) at = found + 1;
      return found === -1;
    });
    expect(lost.filter((line) => !/^ {4}(targets|events): \[/.test(line))).toEqual([]);
    expect(lost.length).toBeLessThanOrEqual(1);
  });

  test('what is overlaid in an environment does not get it, and that is said', async () => {
    const file = await place(
      EXAMPLE.replace(
        '  production: {}',
        '  production: { routes: { agent-finished: { events: [conversation.acw] } } }\n  none: { routes: { agent-finished: null } }',
      ),
    );
    expect(addEvents(file, 'agent-finished', ['acd.end']).notes).toEqual([
      'Environment production has events of its own for route agent-finished: what is added does not apply there.',
      'Environment none leaves route agent-finished out: nothing changes there.',
    ]);
  });

  test('a file that changed while somebody was asked is left as it is', async () => {
    const file = await place(EXAMPLE);
    const edit = { before: EXAMPLE, after: 'all else', warnings: [] };
    writeFileSync(join(folderOfTest(), '.genesysrc.yml'), `${EXAMPLE}# of somebody else\n`);
    expect(() => writeEdit(file, edit)).toThrow('was changed meanwhile');
    expect(readFileSync(join(folderOfTest(), '.genesysrc.yml'), 'utf8')).toBe(
      `${EXAMPLE}# of somebody else\n`,
    );
  });

  test('a symbolic link of a repository is not written through', async () => {
    const repository = join(folderOfTest(), 'repository');
    const elsewhere = join(folderOfTest(), 'elsewhere.yml');
    mkdirSync(join(repository, '.git'), { recursive: true });
    writeFileSync(elsewhere, EXAMPLE);
    symlinkSync(elsewhere, join(repository, 'link.yml'));
    const file = await readEditable({ cwd: repository, configFile: 'link.yml', env: {} });
    expect(() => writeEdit(file, { before: EXAMPLE, after: 'x', warnings: [] })).toThrow('symbolic link');
    expect(readFileSync(elsewhere, 'utf8')).toBe(EXAMPLE);
  });
});
