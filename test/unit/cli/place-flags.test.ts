import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const manifest: {
  readonly commands: Readonly<
    Record<string, { readonly flags: Readonly<Record<string, { readonly char?: string }>> }>
  >;
} = JSON.parse(readFileSync('oclif.manifest.json', 'utf8'));
const OF_OCLIF = /^(?:help|autocomplete)\b/;
const commands = Object.entries(manifest.commands)
  .filter(([id]) => !OF_OCLIF.test(id))
  .map(([id, { flags }]) => ({ command: id.replaceAll(':', ' '), flags }));

/** Commands that no file matters to, and why. */
const WITHOUT_FILE: Readonly<Record<string, string>> = {
  demo: 'makes a file of its own',
  'event-type show': 'tells what Genesys publishes',
  schema: 'tells what every file may say',
  version: 'tells of gcx itself',
};

test('each command takes --sandbox', () => {
  expect(commands.length).toBeGreaterThan(35);
  expect(commands.filter(({ flags }) => flags['sandbox'] === undefined)).toEqual([]);
});

test('each command takes the file beside it, or another one by --config and -c', () => {
  const without = commands.filter(({ flags }) => flags['config'] === undefined).map(({ command }) => command);
  expect(without.sort()).toEqual(Object.keys(WITHOUT_FILE).sort());
  for (const { command, flags } of commands) {
    if (flags['config'] !== undefined) expect([command, flags['config'].char]).toEqual([command, 'c']);
    if (flags['env'] !== undefined) expect([command, flags['env'].char]).toEqual([command, 'e']);
  }
});
