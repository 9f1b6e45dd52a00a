import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import type { CommandName } from '../base/hints/commands.js';
import { gcxCommand } from '../base/hints/gcx-command.js';

/**
 * Answers that a command cannot do without.
 * @param answers by the flag; an argument by its name
 * @throws GcxError with exit code 64 that names all that are missing
 */
export function requiredAnswers<Name extends string>(
  command: CommandName,
  answers: Readonly<Record<Name, string | undefined>>,
): Readonly<Record<Name, string>> {
  const given = Object.entries<string | undefined>(answers);
  const missing = given.filter(([, answer]) => answer === undefined).map(([name]) => shown(name));
  if (missing.length > 0)
    throw new GcxError(
      {
        code: 'answers-missing',
        what: `There is no terminal to ask on, and ${missing.length === 1 ? 'this is' : 'these are'} missing: ${missing.join(', ')}.`,
        fix: `${gcxCommand(command, '--help')} explains each.`,
      },
      ExitCode.usage,
    );
  return answers as Readonly<Record<Name, string>>;
}

function shown(name: string): string {
  return name.startsWith('--') ? name : name.toUpperCase();
}
