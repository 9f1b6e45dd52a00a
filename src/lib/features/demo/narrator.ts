import { callOfGcx } from '../../base/hints/gcx-command.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapText } from '../../base/terminal/wrap-text.js';

/** Tells the story: what is done, with which command, and whether it came out as told. */
export interface Narrator {
  /** A chapter's heading; resolves when it is time to go on with it. */
  chapter(title: string): Promise<void>;
  /** A paragraph. */
  say(text: string): void;
  /** A command as a person would type it. */
  command(line: string): void;
  /** Lines as they are, e.g. a part of a file. */
  show(lines: readonly string[]): void;
  /** Something that must hold; false is remembered. */
  check(holds: boolean, claim: string): void;
  /** Claims that did not hold. */
  readonly broken: readonly string[];
  readonly checked: number;
}

const columns = 80;

/**
 * A narrator that writes through `print`.
 * @param beforeChapter waited for before each chapter but the first; it gets the next one's title
 */
export function createNarrator(
  print: (text: string) => void,
  style: Style,
  beforeChapter?: (title: string) => Promise<void>,
): Narrator {
  const broken: string[] = [];
  let checked = 0;
  let chapters = 0;
  /** Whether a paragraph of the chapter stands already. */
  let begun = false;
  return {
    chapter: async (title) => {
      chapters += 1;
      if (chapters > 1 && beforeChapter !== undefined) await beforeChapter(`${chapters}. ${title}`);
      begun = false;
      print(`\n${style.bold(`== ${chapters}. ${title}`)}\n`);
    },
    say: (text) => {
      const gap = begun ? '\n' : '';
      begun = true;
      print(`${gap}${wrapText(text, columns).join('\n')}\n`);
    },
    command: (line) => print(style.cyan(commandLines(line.replace(/^gcx\b/, callOfGcx())).join(' \\\n'))),
    show: (lines) => print(`${lines.map((line) => `  ${line}`).join('\n')}\n`),
    check: (holds, claim) => {
      checked += 1;
      if (!holds) broken.push(claim);
      const [word, label] = holds ? [style.green('ok'), 'ok  '] : [style.red('NOT SO'), 'NOT SO  '];
      const [first = '', ...more] = wrapText(claim, columns - label.length);
      print([`${word}  ${first}`, ...more.map((line) => ' '.repeat(label.length) + line)].join('\n'));
    },
    broken,
    get checked() {
      return checked;
    },
  };
}

/** A command as a shell takes it in several lines: broken before flags and `>`, where it is long. */
function commandLines(command: string): readonly string[] {
  const lines: string[] = [];
  for (const part of `$ ${command}`.split(/ (?=--|>)/)) {
    const last = lines.at(-1);
    // Two more for the backslash.
    if (last !== undefined && last.length + part.length + 3 <= columns)
      lines.splice(-1, 1, `${last} ${part}`);
    else lines.push(last === undefined ? part : `    ${part}`);
  }
  return lines;
}
