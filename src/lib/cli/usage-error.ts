import type { Errors } from '@oclif/core';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxLine } from '../base/hints/gcx-command.js';
import { meantCommands } from '../base/hints/meant-commands.js';
import { nearNames } from '../base/near-names.js';

/** The command that was called, for what to suggest. */
export interface CalledCommand {
  /** As people type it, e.g. `event-type list`; empty where no command was found. */
  readonly id: string;
  /** Names of its flags, without dashes. */
  readonly flags: readonly string[];
  /** All commands, where none was found. */
  readonly commands?: readonly string[];
}

/** Turns oclif's error about the command line into ours, with what was probably meant; exit code 64. */
export function usageError(error: Errors.CLIError, command?: CalledCommand): GcxError {
  const called = command === undefined || command.id === '' ? 'gcx' : `gcx ${command.id}`;
  const help = gcxLine(command === undefined || command.id === '' ? '--help' : `${command.id} --help`);
  const unknown = stringsOf(error, 'flags').filter((flag) => flag.startsWith('-'));
  const [flag] = unknown;
  if (flag !== undefined && error.message.startsWith('Nonexistent flag')) {
    const near = nearNames(flag.replace(/^-+/, ''), command?.flags ?? []).map((name) => `--${name}`);
    return new GcxError(
      {
        code: 'usage',
        what: `${called} has no flag ${unknown.join(', ')}.`,
        fix: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : help,
      },
      ExitCode.usage,
    );
  }
  const missing = /^Command (.+) not found\.?$/i.exec(error.message)?.[1]?.replaceAll(':', ' ');
  if (missing !== undefined) {
    return new GcxError(
      {
        code: 'usage',
        what: `gcx has no command "${missing}".`,
        fix: meantCommands(missing.split(' '), command?.commands ?? []),
      },
      ExitCode.usage,
    );
  }
  return new GcxError(
    { code: 'usage', what: usageSentence(error.message), fix: help },
    ExitCode.usage,
    error,
  );
}

/** oclif's message as one sentence: `Parsing --n`, `Expected an integer but received: x` become one. */
function usageSentence(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('See more help'));
  const [first = '', ...rest] = lines;
  const flag = /^Parsing (--\S+)$/.exec(first)?.[1];
  const head = flag !== undefined ? `${flag}:` : first;
  const sentence = [head, rest.join('; ')].filter((part) => part !== '').join(' ');
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

function stringsOf(error: object, key: string): readonly string[] {
  const value: unknown = Reflect.get(error, key);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
