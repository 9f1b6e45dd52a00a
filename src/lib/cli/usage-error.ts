import type { Errors } from '@oclif/core';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxLine } from '../base/hints/gcx-command.js';
import { meantCommands } from '../base/hints/meant-commands.js';
import { meantName } from '../base/name-difference.js';
import { usageSentence } from './usage-sentence.js';

/** The command that was called, for what to suggest. */
export interface CalledCommand {
  /** As people type it, e.g. `event-type list`; empty where no command was found. */
  readonly id: string;
  /** Names of its flags, without dashes. */
  readonly flags: readonly string[];
  /** All commands, where none was found. */
  readonly commands?: readonly string[];
  /** A call of it that works, without `gcx`: its first example. */
  readonly example?: string;
}

/** Turns oclif's error about the command line into ours, with what was probably meant; exit code 64. */
export function usageError(error: Errors.CLIError, command?: CalledCommand): GcxError {
  const called = command === undefined || command.id === '' ? 'gcx' : `gcx ${command.id}`;
  const help = gcxLine(command === undefined || command.id === '' ? '--help' : `${command.id} --help`);
  const unknown = stringsOf(error, 'flags').filter((flag) => flag.startsWith('-'));
  const [flag] = unknown;
  if (flag !== undefined && error.message.startsWith('Nonexistent flag')) {
    const fix = meantName(flag.replace(/^-+/, ''), command?.flags ?? [], help, (name) => `--${name}`);
    return usage(`${called} has no flag ${unknown.join(', ')}.`, fix);
  }
  if (error.message.startsWith('Missing ') && error.message.includes(' required arg')) {
    const example = command?.example === undefined ? [] : [`For example: ${gcxLine(command.example)}`];
    return usage(`${called} needs ${missingArguments(error)}.`, [...example, help].join('\n'));
  }
  const missing = /^Command (.+) not found\.?$/i.exec(error.message)?.[1]?.replaceAll(':', ' ');
  if (missing !== undefined)
    return usage(
      `gcx has no command "${missing}".`,
      meantCommands(missing.split(' '), command?.commands ?? []),
    );
  return new GcxError(
    { code: 'usage', what: usageSentence(error.message), fix: nearOption(error.message) || help },
    ExitCode.usage,
    error,
  );
}

function usage(what: string, fix: string): GcxError {
  return new GcxError({ code: 'usage', what, fix }, ExitCode.usage);
}

/** `NAME (name of a queue; several are allowed)`. */
function missingArguments(error: object): string {
  const args: unknown = Reflect.get(error, 'args');
  const words = (Array.isArray(args) ? args : []).map((arg: unknown) => {
    const of = (key: string) => (typeof arg === 'object' && arg !== null ? Reflect.get(arg, key) : undefined);
    const description = String(of('description') ?? '').replace(/\.$/, '');
    return `${String(of('name')).toUpperCase()}${description === '' ? '' : `: ${description}`}`;
  });
  return words.join(', and ');
}

/** The values that a flag takes which are near to the one that was given, as a question; empty where there are none. */
function nearOption(message: string): string {
  const [, flag, given = '', options = ''] =
    /^Expected (--[\w-]+)=(.*) to be one of: (.*)$/m.exec(message) ?? [];
  return flag === undefined ? '' : meantName(given, options.split(', '), '', (option) => `${flag} ${option}`);
}

function stringsOf(error: object, key: string): readonly string[] {
  const value: unknown = Reflect.get(error, key);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
