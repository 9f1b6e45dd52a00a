import { printable } from './printable.js';

/** One thing to choose. */
export interface Choice<Value> {
  readonly value: Value;
  readonly name: string;
  /** Shown below the list while it is pointed at. */
  readonly description?: string;
}

/** Questions on a terminal. Each throws inquirer's ExitPromptError on Ctrl-C. */
export interface Asker {
  text(message: string, options?: TextOptions): Promise<string>;
  confirm(message: string, standard: boolean): Promise<boolean>;
  choose<Value>(message: string, choices: readonly Choice<Value>[], standard?: Value): Promise<Value>;
  /** `source` gives what fits the words typed so far; undefined before any. */
  search<Value>(
    message: string,
    source: (term: string | undefined) => readonly Choice<Value>[],
  ): Promise<Value>;
}

/** What a text may be. */
export interface TextOptions {
  readonly standard?: string;
  /** What is wrong with the text; undefined where nothing is. */
  readonly problem?: (text: string) => string | undefined;
}

/** Where questions are asked; stderr by default, so that stdout stays the result's. */
export interface AskerStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Whether there is someone to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Opens the questions; inquirer is loaded only here. */
export async function createAsker(
  streams: AskerStreams = { input: process.stdin, output: process.stderr },
): Promise<Asker> {
  const { createPromptModule } = await import('inquirer');
  const prompt = createPromptModule({ ...streams, skipTTYChecks: true });
  return {
    async text(message, { standard, problem } = {}) {
      const { answer } = await prompt([
        {
          type: 'input',
          name: 'answer',
          message: printable(message),
          ...(standard === undefined ? {} : { default: standard }),
          validate: (text: string) => problem?.(text.trim()) ?? true,
        },
      ]);
      return String(answer).trim();
    },
    async confirm(message, standard) {
      const { answer } = await prompt([
        { type: 'confirm', name: 'answer', message: printable(message), default: standard },
      ]);
      return answer === true;
    },
    async choose(message, choices, standard) {
      const start = choices.findIndex(({ value }) => value === standard);
      const { answer } = await prompt([
        {
          type: 'select',
          name: 'answer',
          message: printable(message),
          choices: numbered(choices),
          ...(start > 0 ? { default: start } : {}),
        },
      ]);
      return chosen(choices, answer);
    },
    async search(message, source) {
      let shown: readonly Choice<Awaited<ReturnType<typeof source>>[number]['value']>[] = [];
      const { answer } = await prompt([
        {
          type: 'search',
          name: 'answer',
          message: printable(message),
          source: (term: string | undefined) => {
            shown = source(term);
            return numbered(shown);
          },
        },
      ]);
      return chosen(shown, answer);
    },
  };
}

/** inquirer is given numbers instead of values, so that its answers need no cast. */
export function numbered<Value>(choices: readonly Choice<Value>[]) {
  return choices.map(({ name, description }, value) => ({
    value,
    name: printable(name),
    ...(description === undefined ? {} : { description: printable(description) }),
  }));
}

function chosen<Value>(choices: readonly Choice<Value>[], answer: unknown): Value {
  const choice = typeof answer === 'number' ? choices[answer] : undefined;
  if (choice === undefined) throw new Error('inquirer answered with something that was not offered.');
  return choice.value;
}
