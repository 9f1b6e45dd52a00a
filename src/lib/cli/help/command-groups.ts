/** A group of commands in the help of `gcx` alone. */
export interface CommandGroup {
  readonly title: string;
  /** Commands, or the first words of several (`queue` for `queue list`, `queue lookup`, …), in the order in which they are shown. */
  readonly commands: readonly string[];
}

/** What people want to do, and the commands that do it. A test holds that each command is in exactly one group. */
export const COMMAND_GROUPS: readonly CommandGroup[] = [
  {
    title: 'START',
    commands: [
      'demo',
      'whoami',
      'permissions',
      'init',
      'add',
      'validate',
      'schema',
      'autocomplete',
      'help',
      'version',
    ],
  },
  {
    title: 'LOOK',
    commands: ['status', 'graph', 'tail', 'queue', 'rule', 'event-type', 'event', 'pattern'],
  },
  {
    title: 'CHANGE',
    commands: ['plan', 'apply', 'drift', 'processor', 'export', 'adopt', 'release', 'destroy'],
  },
  { title: 'WHEN SOMETHING IS WRONG', commands: ['doctor', 'why', 'redrive', 'replay', 'unlock'] },
  { title: 'SANDBOX', commands: ['sandbox'] },
];

/** Where commands are shown that no group names. */
export const OTHER_COMMANDS = 'MORE';
