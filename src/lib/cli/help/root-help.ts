import { textColumns } from '../../base/terminal/columns.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled, wrapText } from '../../base/terminal/wrap-text.js';
import { COMMAND_GROUPS, OTHER_COMMANDS } from './command-groups.js';

/** A command, or the first word of several, with what it does in one line. */
export interface HelpEntry {
  readonly name: string;
  readonly summary: string;
}

/** What the help of `gcx` alone is made of. */
export interface RootHelp {
  /** How gcx is called here. */
  readonly call: string;
  readonly version: string;
  readonly description: string;
  readonly entries: readonly HelpEntry[];
}

/** The help of `gcx` alone: its commands in groups, in the order in which somebody new needs them. */
export function rootHelpText({ call, version, description, entries }: RootHelp, style: Style): string {
  const named = new Map(entries.map((entry) => [entry.name, entry]));
  const groups = COMMAND_GROUPS.map(({ title, commands }) => ({
    title,
    entries: commands.flatMap((name) => named.get(name) ?? []),
  }));
  const grouped = new Set(COMMAND_GROUPS.flatMap(({ commands }) => commands));
  const others = entries.filter(({ name }) => !grouped.has(name));
  const columns = textColumns();
  const width = Math.max(...entries.map(({ name }) => name.length));
  return [
    ...wrapText(`gcx ${version}: ${description}`, columns),
    '',
    `${style.bold('USAGE')}\n  ${call} COMMAND [FLAGS]`,
    ...[...groups, { title: OTHER_COMMANDS, entries: others }]
      .filter((group) => group.entries.length > 0)
      .flatMap((group) => [
        '',
        style.bold(group.title),
        ...group.entries.flatMap(({ name, summary }) =>
          wrapLabelled(`  ${name.padEnd(width)}  `, summary, columns),
        ),
      ]),
    '',
    ...wrapLabelled(
      '',
      `${call} COMMAND --help (or -h) shows the flags of a command, with examples.`,
      columns,
    ),
    ...wrapText(
      'Most commands take -e, --env NAME (the environment), -c, --config FILE (the file), --sandbox and --json.',
      columns,
    ),
  ].join('\n');
}
