import { terminalText } from '../../../src/lib/base/terminal/printable.js';
import { createStyle } from '../../../src/lib/base/terminal/style.js';
import { UNPRINTABLE } from '../../../src/lib/base/unprintable.js';
import { toFailure } from '../../../src/lib/cli/failure.js';
import { errorReportText } from '../../../src/lib/cli/render/error-report.js';

/** Characters of one line that gcx prints of something that is wrong: a few lines of any terminal. */
const LINE = 2_000;

/** Lines that gcx prints of something that is wrong. */
const LINES = 1_000;

/** CPU time that an answer may take: a second, and what its size takes. It finds what hangs or explodes, no slow machine. */
const ANSWER_MS = 1_000;
const ANSWER_MS_PER_BYTE = 0.02;

/** What a person would have read: the answer, or the failure as gcx tells it. */
export async function answerOf(work: () => unknown): Promise<string> {
  try {
    return terminalText(String((await work()) ?? ''));
  } catch (error) {
    const { report } = toFailure(error);
    if (report === undefined) return '';
    if (report.code === 'bug') throw error;
    return terminalText(errorReportText(report, createStyle(false)));
  }
}

/** What is wrong with an answer, in words; nothing where it is right. */
export function faultsOf(text: string): readonly string[] {
  const lines = text.split('\n');
  const longest = Math.max(...lines.map((line) => line.length));
  const hidden = text.replaceAll(/[\n\t]/g, '').match(UNPRINTABLE);
  return [
    ...(/^\s+at .*[:(]\d+/m.test(text) ? ['a stack trace'] : []),
    ...(hidden === null ? [] : [`unprintable ${JSON.stringify(hidden.slice(0, 3))}`]),
    ...(longest > LINE ? [`a line of ${longest} characters: ${widest(lines).slice(0, 300)}`] : []),
    ...(lines.length > LINES ? [`${lines.length} lines`] : []),
  ];
}

function widest(lines: readonly string[]): string {
  return lines.toSorted((a, b) => b.length - a.length)[0] ?? '';
}

/** Runs one case. @returns what is wrong with it */
export async function faultsOfCase(work: () => unknown, bytes: number): Promise<readonly string[]> {
  const began = process.cpuUsage();
  let faults: readonly string[];
  try {
    faults = faultsOf(await answerOf(work));
  } catch (error) {
    faults = [
      `thrown: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 1_500) : String(error)}`,
    ];
  }
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1_000;
  const most = ANSWER_MS + bytes * ANSWER_MS_PER_BYTE;
  return took > most ? [...faults, `${Math.round(took)} ms of CPU for ${bytes} bytes`] : faults;
}
