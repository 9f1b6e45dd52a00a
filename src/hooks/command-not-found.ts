import type { Hook } from '@oclif/core';
import { ExitCode } from '../lib/exit-codes.js';
import { GcxError } from '../lib/gcx-error.js';
import { nearNames } from '../lib/near-names.js';

/** Answers a command that does not exist with the ones that were probably meant; exit code 64. */
const hook: Hook<'command_not_found'> = async ({ id, argv, config }) => {
  const asked = [...id.split(':'), ...(argv ?? []).filter((arg) => !arg.startsWith('-'))].join(' ');
  const known = config.commands
    .filter(({ hidden }) => !hidden)
    .map((command) => command.id.replaceAll(':', ' '));
  const near = nearNames(id.replaceAll(':', ' '), known).map((name) => `gcx ${name}`);
  throw new GcxError(
    {
      code: 'usage',
      what: `gcx has no command "${asked}".`,
      fix: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'gcx --help lists the commands.',
    },
    ExitCode.usage,
  );
};

export default hook;
