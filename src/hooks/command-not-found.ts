import type { Hook } from '@oclif/core';
import { ExitCode } from '../lib/base/exit-codes.js';
import { GcxError } from '../lib/base/gcx-error.js';
import { gcxLine } from '../lib/base/hints/gcx-command.js';
import { meantCommands } from '../lib/base/hints/meant-commands.js';

/** Answers a command that does not exist with the ones that were probably meant; exit code 64. */
const hook: Hook<'command_not_found'> = async ({ id, argv, config }) => {
  const words = [...id.split(':'), ...(argv ?? []).filter((arg) => !arg.startsWith('-'))];
  const known = config.commands
    .filter(({ hidden }) => !hidden)
    .map((command) => command.id.replaceAll(':', ' '));
  // oclif reads `plan x` as the command `plan:x` where `plan` takes no argument.
  const command = known.find((name) => words.join(' ').startsWith(`${name} `));
  if (command !== undefined) {
    const rest = words.slice(command.split(' ').length).join(' ');
    throw usage(`gcx ${command} takes no argument "${rest}".`, gcxLine(`${command} --help`));
  }
  const asked = words.join(' ');
  throw usage(`gcx has no command "${asked}".`, meantCommands(words, known));
};

function usage(what: string, fix: string): GcxError {
  return new GcxError({ code: 'usage', what, fix }, ExitCode.usage);
}

export default hook;
