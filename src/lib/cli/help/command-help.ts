import { type Command, CommandHelp } from '@oclif/core';
import { shellWords } from '../../base/hints/shell-words.js';
import { displayWidth } from '../../base/terminal/width.js';

/** An example of a command, as commands give them. */
type Example = Command.Example;

/** Further lines of a command begin so far to the right of its first. */
const CONTINUED = 4;

/** The help of one command: oclif's, with a short usage, and examples that fit the terminal and still run when pasted. */
export class GcxCommandHelp extends CommandHelp {
  protected override defaultUsage(): string {
    const { id, args = {}, flags = {}, strict } = this.command;
    const words = Object.values(args)
      .filter(({ hidden }) => hidden !== true)
      .map((arg) => this.arg(arg) + (strict === false ? '...' : ''));
    const required = Object.values(flags)
      .filter((flag) => flag.required === true && flag.hidden !== true)
      .map((flag) => `--${flag.name}${flag.type === 'option' ? ` ${flag.helpValue ?? 'VALUE'}` : ''}`);
    return [id, ...words, ...required, '[FLAGS]'].join(' ');
  }

  /** oclif shows an empty list as a default, too. */
  protected override flags(flags: Command.Flag.Any[]): [string, string | undefined][] | undefined {
    return super.flags(
      flags.map((flag) =>
        flag.type === 'option' && Array.isArray(flag.default) && flag.default.length === 0
          ? { ...flag, default: undefined }
          : flag,
      ),
    );
  }

  /** What {@link Command.description} adds to the summary, which stands above. */
  protected override description(): string | undefined {
    const { description } = this.command;
    return description === undefined || description === '' ? undefined : this.wrap(description);
  }

  protected override examples(examples: readonly Example[] | string | undefined): string | undefined {
    if (examples === undefined || examples.length === 0) return undefined;
    const list = typeof examples === 'string' ? [examples] : examples;
    return list.map((example) => this.exampleText(example)).join('\n\n');
  }

  private exampleText(example: Example): string {
    if (typeof example === 'string') return this.commandText(this.render(example), this.indentSpacing);
    const command = this.commandText(this.render(example.command), this.indentSpacing * 2);
    return `${this.wrap(example.description)}\n${this.indent(command)}`;
  }

  /** A command in lines that a shell joins again: broken between words, with its sign at the end of each line but the last. */
  private commandText(command: string, indent: number): string {
    const columns = this.opts.maxWidth - indent - 2;
    const lines: string[] = [];
    let line = '$';
    for (const word of withValues(shellWords(command))) {
      if (line !== '$' && displayWidth(`${line} ${word}`) > columns) {
        lines.push(line);
        line = ' '.repeat(CONTINUED) + word;
      } else line += ` ${word}`;
    }
    return [...lines, line].join(` ${this.continuation}\n`);
  }

  private get continuation(): string {
    if (this.config.platform !== 'win32') return '\\';
    return this.config.shell.includes('powershell') ? '`' : '^';
  }
}

/** The words of a command, each flag together with its value. */
function withValues(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const [at, word] of words.entries()) {
    const isValue = words[at - 1]?.startsWith('--') === true && !/^[-|>]/.test(word);
    if (isValue) joined.push(`${joined.pop()} ${word}`);
    else joined.push(word);
  }
  return joined;
}
