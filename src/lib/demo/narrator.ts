import type { Style } from '../render/index.js';
import { wrapText } from '../render/index.js';

/** Tells the story: what is done, with which command, and whether it came out as told. */
export interface Narrator {
  /** A chapter's heading. */
  chapter(title: string): void;
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

/** A narrator that writes through `print`. */
export function createNarrator(print: (text: string) => void, style: Style): Narrator {
  const broken: string[] = [];
  let checked = 0;
  let chapters = 0;
  return {
    chapter: (title) => {
      chapters += 1;
      print(`\n${style.bold(`== ${chapters}. ${title}`)}\n`);
    },
    say: (text) => print(`${wrapText(text, 80).join('\n')}\n`),
    command: (line) => print(style.cyan(`$ ${line}`)),
    show: (lines) => print(`${lines.map((line) => `  ${line}`).join('\n')}\n`),
    check: (holds, claim) => {
      checked += 1;
      if (!holds) broken.push(claim);
      print(holds ? `${style.green('ok')}  ${claim}` : `${style.red('NOT SO')}  ${claim}`);
    },
    broken,
    get checked() {
      return checked;
    },
  };
}
