import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plainCommands } from '../../../../src/lib/base/hints/gcx-command.js';
import { meantCommands } from '../../../../src/lib/base/hints/meant-commands.js';

const manifest: { commands: Record<string, unknown> } = JSON.parse(
  readFileSync('oclif.manifest.json', 'utf8'),
);
const known = Object.keys(manifest.commands).map((id) => id.replaceAll(':', ' '));
const answer = (words: string, commands = known) => plainCommands(meantCommands(words.split(' '), commands));

test('the words that people bring along answer with a command', () => {
  expect(answer('diff')).toBe('In gcx, that is gcx plan or gcx drift.');
  expect(answer('Deploy --now')).toBe('In gcx, that is gcx apply.');
  expect(answer('import')).toBe('In gcx, that is gcx adopt or gcx export.');
  const ours = [...known, 'status', 'doctor', 'why'];
  expect(answer('health', ours)).toBe('In gcx, that is gcx status or gcx doctor.');
  expect(answer('diagnose', ours)).toBe('In gcx, that is gcx doctor.');
  expect(answer('trace 36f675cc', ours)).toBe('In gcx, that is gcx why or gcx rule test.');
  expect(answer('logs', ours)).toBe('In gcx, that is gcx why, gcx processor logs or gcx tail.');
});

test("commands of Grafana's gcx are told from ours", () => {
  for (const word of ['dashboards', 'Dashboards list', 'slo definitions list', 'datasources'])
    expect(answer(word)).toMatch(/^You may want Grafana's gcx \(https:\/\/github\.com\/grafana\/gcx\)/);
  // What people mean here as well stays ours.
  expect(answer('logs')).toMatch(/^In gcx, that is gcx why/);
  expect(answer('completion')).toBe('In gcx, that is gcx autocomplete.');
});

test('only commands that there are are named, and what is near or unknown is told as ever', () => {
  expect(answer('health', ['plan'])).toBe('gcx --help lists the commands.');
  expect(answer('plna')).toBe('Did you mean gcx plan?');
  expect(answer('Plan')).toBe('Did you mean gcx plan? It differs only in upper and lower case.');
  expect(answer('p\u200blan')).toMatch(/^Did you mean gcx plan\? It differs only in .*U\+200B/);
  expect(answer('queue_list')).toMatch(/^Did you mean gcx queue list\? It differs only in a space where/);
  expect(answer('constructor')).toBe('gcx --help lists the commands.');
});
