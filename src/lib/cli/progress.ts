import { printable } from '../base/terminal/printable.js';
import type { ApplyProgress } from '../engine/apply/index.js';
import { changeTitle } from './render/index.js';

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows how an apply goes on; `stop` leaves the terminal as it was. */
export interface ProgressDisplay {
  readonly show: (progress: ApplyProgress) => void;
  /** A line that stays. */
  readonly say: (text: string) => void;
  readonly stop: () => void;
}

/** One rewritten line on a terminal, a plain line for each finished change elsewhere. */
export function createProgress(stream: ProgressStream): ProgressDisplay {
  return stream.isTTY === true && process.env['TERM'] !== 'dumb' ? rewritten(stream) : plain(stream);
}

function plain(stream: ProgressStream): ProgressDisplay {
  return {
    show: (progress) => {
      if (progress.kind === 'finished') stream.write(`${finishedText(progress)}\n`);
    },
    say: (text) => stream.write(`${text}\n`),
    stop: () => {},
  };
}

function rewritten(stream: ProgressStream): ProgressDisplay {
  const clear = '\r\u001b[K';
  const running = new Map<string, string>();
  let counter = '';
  const draw = (): void => {
    const text = `${counter} ${[...running.values()].join(', ')}`.trim();
    const columns = Math.max(20, (stream.columns || 80) - 1);
    stream.write(clear + (text.length > columns ? `${text.slice(0, columns - 1)}…` : text));
  };
  return {
    show: (progress) => {
      if (progress.kind === 'started') {
        running.set(progress.change.id, printable(changeTitle(progress.change)));
      } else {
        running.delete(progress.change.id);
        counter = `[${progress.finished}/${progress.total}]`;
        // A line that stays for each change, the rewritten one below it.
        stream.write(`${clear}${finishedText(progress)}\n`);
      }
      draw();
    },
    say: (text) => {
      stream.write(`${clear}${text}\n`);
      draw();
    },
    stop: () => {
      stream.write(clear);
    },
  };
}

function finishedText({
  change,
  outcome,
  finished,
  total,
}: Extract<ApplyProgress, { kind: 'finished' }>): string {
  const word = { done: 'done', failed: 'FAILED', 'not-attempted': 'not attempted' }[outcome.kind];
  const width = String(total).length;
  return `[${String(finished).padStart(width)}/${total}] ${printable(changeTitle(change))}: ${word}`;
}
