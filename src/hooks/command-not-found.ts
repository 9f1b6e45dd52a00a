import type { Hook } from '@oclif/core';
import { ExitCode } from '../lib/base/exit-codes.js';
import { GcxError } from '../lib/base/gcx-error.js';
import { gcxLine } from '../lib/base/hints/gcx-command.js';
import { meantCommands } from '../lib/base/hints/meant-commands.js';
import { shellWord } from '../lib/base/hints/shell-words.js';

/** Answers a command that does not exist with the ones that were probably meant; exit code 64. */
const hook: Hook<'command_not_found'> = async ({ id, argv, config }) => {
  const known = config.commands
    .filter(({ hidden }) => !hidden)
    .map((command) => command.id.replaceAll(':', ' '));
  if (id.startsWith('-')) throw flagFirst([id, ...(argv ?? [])], known);
  const words = [...id.split(':'), ...(argv ?? []).filter((arg) => !arg.startsWith('-'))];
  // oclif reads `plan x` as the command `plan:x` where `plan` takes no argument.
  const command = known.find((name) => words.join(' ').startsWith(`${name} `));
  if (command !== undefined) {
    const rest = words.slice(command.split(' ').length).join(' ');
    throw usage(`gcx ${command} takes no argument "${rest}".`, gcxLine(`${command} --help`));
  }
  const asked = words.join(' ');
  throw usage(`gcx has no command "${asked}".`, meantCommands(words, known));
};

/** A line such as `gcx --env test plan`: the same with the command first. */
function flagFirst(words: readonly string[], known: readonly string[]): GcxError {
  for (const [at, word] of words.entries()) {
    const name = [`${word} ${words[at + 1] ?? ''}`, word].find((each) => known.includes(each));
    if (name === undefined) continue;
    const flags = [...words.slice(0, at), ...words.slice(at + name.split(' ').length)].map(shellWord);
    const line = gcxLine([name, ...flags].join(' '));
    return usage(`The command comes first, before ${words[0]}.`, line);
  }
  return usage(`gcx has no flag ${words[0]}.`, `${gcxLine('--help')} lists the commands.`);
}

function usage(what: string, fix: string): GcxError {
  return new GcxError({ code: 'usage', what, fix }, ExitCode.usage);
}

export default hook;
