import type { AskerStreams } from './asker-streams.js';
import { choiceText, descriptionText, narrowOutput, questionText, takenText } from './question-text.js';
import { WentBack } from './went-back.js';

export { WentBack };

/** One thing to choose. */
export interface Choice<Value> {
  readonly value: Value;
  readonly name: string;
  /** Shown below the list while it is pointed at. */
  readonly description?: string;
}

/**
 * Questions on a terminal. Each throws inquirer's ExitPromptError on Ctrl-C, and {@link WentBack} on Esc where the asker was
 * opened with `back`.
 */
export interface Asker {
  text(message: string, options?: TextOptions): Promise<string>;
  /** A text that is not shown while it is typed, and that nothing keeps. */
  secret(message: string, options?: Pick<TextOptions, 'problem'>): Promise<string>;
  /**
   * Lines that are typed or pasted; an empty one ends them.
   * @param standard what an empty first line keeps; absent or empty: no lines
   */
  lines(message: string, standard?: readonly string[]): Promise<readonly string[]>;
  confirm(message: string, standard: boolean): Promise<boolean>;
  choose<Value>(message: string, choices: readonly Choice<Value>[], standard?: Value): Promise<Value>;
  /** Any number of a list: the space bar takes one, Enter ends. */
  several<Value>(
    message: string,
    choices: readonly Choice<Value>[],
    options?: SeveralOptions<Value>,
  ): Promise<readonly Value[]>;
  /**
   * `source` gives what fits the words typed so far; undefined before any.
   * @param standard the choice of the whole list that is pointed at first
   */
  search<Value>(
    message: string,
    source: (term: string | undefined) => readonly Choice<Value>[],
    standard?: (choice: Choice<Value>) => boolean,
  ): Promise<Value>;
}

/** What a text may be. */
export interface TextOptions {
  readonly standard?: string;
  /** What is wrong with the text; undefined where nothing is. Asked again then, with the text still there to correct. */
  readonly problem?: (text: string) => string | undefined;
}

/** How several of a list are chosen. */
export interface SeveralOptions<Value> {
  /** Those that are taken at first. */
  readonly standard?: readonly Value[];
  /** True: at least one has to be taken. */
  readonly atLeastOne?: boolean;
}

/** Whether an error says that the person ended the questions with Ctrl-C, or that the terminal is gone. */
export function endedByPerson(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}

/** Whether there is someone to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Lines of a list that are shown at once: with the question and what explains a choice they fit 24. */
const PAGE = 12;

/**
 * Opens the questions; inquirer is loaded only here.
 * @param options.back Esc throws {@link WentBack}; without it, Esc does nothing
 */
export async function createAsker(
  streams: AskerStreams = { input: process.stdin, output: process.stderr },
  options: { readonly back?: boolean } = {},
): Promise<Asker> {
  const { createPromptModule } = await import('inquirer');
  const theme = options.back === true ? { style: { keysHelpTip: withBack } } : {};
  const output = narrowOutput(streams.output);
  const open = (signal: AbortSignal) =>
    createPromptModule({ input: streams.input, output, skipTTYChecks: true, signal });
  type Prompt = ReturnType<typeof open>;
  /** Asks one question, which Esc ends where the asker was opened so. */
  const ask = async (
    question: (prompt: Prompt) => Promise<{ readonly answer?: unknown }>,
  ): Promise<unknown> => {
    const controller = new AbortController();
    const onKey = (_: unknown, pressed: { readonly name?: string } | undefined): void => {
      if (pressed?.name === 'escape') controller.abort();
    };
    if (options.back === true) streams.input.on('keypress', onKey);
    try {
      return (await question(open(controller.signal))).answer;
    } catch (error) {
      if (controller.signal.aborted) throw new WentBack();
      throw error;
    } finally {
      streams.input.removeListener('keypress', onKey);
    }
  };
  return {
    async text(message, { standard, problem } = {}) {
      const answer = await ask((prompt) =>
        prompt([
          {
            name: 'answer',
            theme,
            type: 'input',
            message: questionText(message, standard),
            ...(standard === undefined ? {} : { default: standard }),
            validate: (text: string) => problem?.(text.trim()) ?? true,
          },
        ]),
      );
      return String(answer).trim();
    },
    async secret(message, { problem } = {}) {
      const answer = await ask((prompt) =>
        prompt([
          {
            name: 'answer',
            theme,
            type: 'password',
            message: questionText(message),
            mask: false,
            validate: (text: string) => problem?.(text.trim()) ?? true,
          },
        ]),
      );
      return String(answer).trim();
    },
    async lines(message, standard) {
      const { askLines } = await import('./ask-lines.js');
      return askLines(streams, message, { back: options.back === true, standard: standard ?? [] });
    },
    async confirm(message, standard) {
      return (
        (await ask((prompt) =>
          prompt([
            {
              name: 'answer',
              theme,
              type: 'confirm',
              message: questionText(message, 'Y/n'),
              default: standard,
            },
          ]),
        )) === true
      );
    },
    async choose(message, choices, standard) {
      const start = choices.findIndex(({ value }) => value === standard);
      const answer = await ask((prompt) =>
        prompt([
          {
            name: 'answer',
            theme,
            type: 'select',
            message: questionText(message),
            pageSize: PAGE,
            loop: false,
            choices: numbered(choices, message),
            ...(start > 0 ? { default: start } : {}),
          },
        ]),
      );
      return chosen(choices, answer);
    },
    async several(message, choices, { standard = [], atLeastOne = false } = {}) {
      const answer = await ask((prompt) =>
        prompt([
          {
            name: 'answer',
            theme,
            type: 'checkbox',
            message: questionText(message),
            pageSize: PAGE,
            loop: false,
            required: atLeastOne,
            choices: numbered(choices, message).map((choice, index) => ({
              ...choice,
              checked: choices.some(({ value }, at) => at === index && standard.includes(value)),
            })),
          },
        ]),
      );
      const numbers: readonly unknown[] = Array.isArray(answer) ? answer : [];
      return choices.filter((_, index) => numbers.includes(index)).map(({ value }) => value);
    },
    async search(message, source, standard) {
      let shown: readonly Choice<Awaited<ReturnType<typeof source>>[number]['value']>[] = [];
      const first = standard === undefined ? -1 : source(undefined).findIndex(standard);
      const answer = await ask((prompt) =>
        prompt([
          {
            name: 'answer',
            theme,
            type: 'search',
            message: questionText(message),
            pageSize: PAGE,
            ...(first > 0 ? { default: first } : {}),
            source: (term: string | undefined) => {
              shown = source(term);
              return numbered(shown, message);
            },
          },
        ]),
      );
      return chosen(shown, answer);
    },
  };
}

/** The keys of a list, as inquirer shows them below it, and Esc. */
function withBack(keys: readonly (readonly [string, string])[]): string {
  return [...keys, ['esc', 'back'] as const].map(([pressed, does]) => `${pressed} ${does}`).join(' • ');
}

/**
 * inquirer is given numbers instead of values, so that its answers need no cast.
 * @param message the question, which the choice that is taken stands behind
 */
export function numbered<Value>(choices: readonly Choice<Value>[], message: string) {
  return choices.map(({ name, description }, value) => ({
    value,
    name: choiceText(name),
    short: takenText(message, name),
    ...(description === undefined ? {} : { description: descriptionText(description) }),
  }));
}

function chosen<Value>(choices: readonly Choice<Value>[], answer: unknown): Value {
  const choice = typeof answer === 'number' ? choices[answer] : undefined;
  if (choice === undefined) throw new Error('inquirer answered with something that was not offered.');
  return choice.value;
}
