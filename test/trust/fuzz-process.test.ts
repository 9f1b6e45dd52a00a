import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { environmentIn, Project } from '../e2e/gcx.js';
import { faultsOf } from './fuzz/answer.js';
import { eventText, patternText } from './fuzz/event-subject.js';
import { fileBytes } from './fuzz/file-subject.js';
import { planText } from './fuzz/plan-subject.js';
import { Random } from './fuzz/random.js';
import { runCases } from './stage/cases.js';
import { seed, withEachSeed } from './stage/seeds.js';

const bin = fileURLToPath(new URL('../../bin/gcx.js', import.meta.url));

/** Cases of a whole run, which go through the commands in turn. */
const CASES = 200;

/** Longest that a process may take, on a machine that does much else, before it is called a hang. */
const HANG_MS = 300_000;

/** What may come of input that is broken: done, an error, findings, no credentials where it can be read after all, refused, usage. */
const ENDS = [0, 1, 2, 3, 5, 64];

/** What is given to a process, and the command that takes it. */
const GIVEN: readonly ((folder: string, random: Random) => string)[] = [
  (folder, random) => given(folder, '.genesysrc.yml', fileBytes(random), 'validate'),
  (folder, random) => given(folder, '.genesysrc.yml', fileBytes(random), 'plan --sandbox --json'),
  (folder, random) => given(folder, 'event.json', eventText(random), 'event validate event.json'),
  (folder, random) => {
    writeFileSync(join(folder, 'event.json'), eventText(random));
    return given(
      folder,
      'pattern.json',
      patternText(random),
      'pattern test --pattern pattern.json --event event.json',
    );
  },
  (folder, random) => given(folder, 'plan.json', planText(random), 'apply plan.json --auto-approve --json'),
];

function given(folder: string, name: string, content: string | Buffer, command: string): string {
  writeFileSync(join(folder, name), content);
  return command;
}

test('broken input ends a process of its own soon, in a few lines, with an exit code that means something', async () => {
  const cases = Array.from({ length: CASES }, (_, number) => ({
    name: `process ${number}`,
    run: async () => {
      const { folder } = new Project();
      mkdirSync(join(folder, 'handlers'));
      writeFileSync(join(folder, 'handlers/it.ts'), 'export default () => {};\n');
      const give = GIVEN[number % GIVEN.length] ?? GIVEN[0];
      const command = give?.(folder, new Random(seed(), 'process', number)) ?? '';
      const { code, stdout, stderr } = await ended(folder, command);
      const faults = [
        ...faultsOf(stderr),
        ...(command.endsWith('--json')
          ? isJsonText(stdout)
            ? []
            : ['stdout is no JSON']
          : faultsOf(stdout)),
        ...(typeof code === 'number' && ENDS.includes(code) ? [] : [`ends with ${code}`]),
        ...(/bug in gcx/.test(stderr + stdout) ? ['a bug in gcx'] : []),
      ];
      expect(faults, `gcx ${command}`).toEqual([]);
    },
  }));
  await withEachSeed(async () => {
    await runCases('test/trust/fuzz-process.test.ts', 'broken input by processes', cases);
  });
});

/** How a process ends; `code` is no number where it was ended by a signal. */
function ended(
  cwd: string,
  command: string,
): Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }> {
  const options = { cwd, env: environmentIn(cwd), timeout: HANG_MS, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...command.split(' ')], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr });
    });
  });
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
