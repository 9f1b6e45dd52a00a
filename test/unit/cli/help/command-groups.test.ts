import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMAND_GROUPS } from '../../../../src/lib/cli/help/command-groups.js';

const manifest: { readonly commands: Readonly<Record<string, { readonly hidden?: boolean }>> } = JSON.parse(
  readFileSync('oclif.manifest.json', 'utf8'),
);
const commands = Object.entries(manifest.commands)
  .filter(([, { hidden }]) => hidden !== true)
  .map(([id]) => id.replaceAll(':', ' '));

test('each command is in exactly one group of the help', () => {
  expect(commands.length).toBeGreaterThan(30);
  const groupsOf = (command: string) =>
    COMMAND_GROUPS.flatMap(({ title, commands: named }) =>
      named.filter((name) => command === name || command.startsWith(`${name} `)).map(() => title),
    );
  expect(commands.map((command) => [command, groupsOf(command).length])).toEqual(
    commands.map((command) => [command, 1]),
  );
});
