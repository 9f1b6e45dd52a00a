import { type Choice, numbered } from './asker.js';
import { printable } from './printable.js';

/** Asks for any number of things of a list, on stderr; throws inquirer's ExitPromptError on Ctrl-C. */
export async function askSeveral<Value>(
  message: string,
  choices: readonly Choice<Value>[],
): Promise<readonly Value[]> {
  const { createPromptModule } = await import('inquirer');
  const prompt = createPromptModule({ input: process.stdin, output: process.stderr, skipTTYChecks: true });
  const { answer } = await prompt([
    {
      type: 'checkbox',
      name: 'answer',
      message: printable(message),
      pageSize: 15,
      choices: numbered(choices, message),
    },
  ]);
  const numbers: readonly unknown[] = Array.isArray(answer) ? answer : [];
  return choices.filter((_, index) => numbers.includes(index)).map(({ value }) => value);
}
