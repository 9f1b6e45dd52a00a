import { terminalText } from '../../../src/lib/base/terminal/printable.js';
import { createStyle } from '../../../src/lib/base/terminal/style.js';
import { UNPRINTABLE } from '../../../src/lib/base/unprintable.js';
import { toFailure } from '../../../src/lib/cli/failure.js';
import { errorReportText } from '../../../src/lib/cli/render/error-report.js';

/** Characters of one line that gcx prints of something that is wrong: a few lines of any terminal. */
const LINE = 2_000;

/** Lines that gcx prints of something that is wrong. */
const LINES = 1_000;

/** CPU time below which no answer is looked at, in ms. */
const SOON_MS = 500;

/**
 * Work that an answer may take, in yardsticks (see {@link yardstickMs}), and for each byte of what is answered. It finds what
 * hangs or explodes on any machine: the yardstick is taken beside the answer.
 */
const YARDSTICKS = 1_500;
const YARDSTICKS_PER_BYTE = 0.03;

/**
 * Times that a slow answer is measured before it is one: a virtual machine that its host holds back counts the pause as CPU time of
 * whoever has its turn.
 */
const TRIES = 5;

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

/** CPU time of this process in ms. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const LIST = JSON.stringify(
  Array.from({ length: 2_000 }, (_, number) => ({ number, text: `text ${number}` })),
);

/** CPU time in ms of a piece of work that is always the same, now: texts read, sorted and written, most of a ms of a quiet core. */
function yardstickMs(): number {
  // Compiled at first use.
  measure(5);
  const began = cpuMs();
  let times = 0;
  for (; cpuMs() - began < SOON_MS; times += 10) measure(10);
  return (cpuMs() - began) / times;
}

function measure(times: number): void {
  for (let time = 0; time < times; time++) {
    const list: { readonly text: string }[] = JSON.parse(LIST);
    JSON.stringify(list.sort((a, b) => (a.text < b.text ? 1 : -1)));
  }
}

/** Runs one case. @returns what is wrong with it */
export async function faultsOfCase(work: () => unknown, bytes: number): Promise<readonly string[]> {
  const most = YARDSTICKS + bytes * YARDSTICKS_PER_BYTE;
  let least: { readonly ms: number; readonly yardsticks: number } | undefined;
  for (let again = 0; again < TRIES; again++) {
    const began = cpuMs();
    const faults = await faultsOfAnswer(work);
    const ms = cpuMs() - began;
    if (faults.length > 0 || ms < SOON_MS) return faults;
    const yardsticks = ms / yardstickMs();
    if (yardsticks <= most) return [];
    if (least === undefined || yardsticks < least.yardsticks) least = { ms, yardsticks };
  }
  if (least === undefined) return [];
  const { ms, yardsticks } = least;
  return [`${Math.round(ms)} ms of CPU for ${bytes} bytes: ${Math.round(yardsticks)} yardsticks`];
}

async function faultsOfAnswer(work: () => unknown): Promise<readonly string[]> {
  try {
    return faultsOf(await answerOf(work));
  } catch (error) {
    return [
      `thrown: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 1_500) : String(error)}`,
    ];
  }
}
