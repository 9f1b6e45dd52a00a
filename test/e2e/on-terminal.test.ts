import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { displayWidth } from '../../src/lib/base/terminal/width.js';
import { environmentIn, head, Project } from './gcx.js';

const bin = resolve('bin/gcx.js');

/** What gcx shows on a terminal of so many columns, by `script` of util-linux: each call's lines. */
function onTerminal(columns: number, calls: readonly string[], cwd: string): readonly string[][] {
  const { NO_COLOR: _, ...env } = environmentIn(cwd);
  const lines = calls.map((call) => `"${process.execPath}" "${bin}" ${call}; echo "=== $?"`);
  const command = [`stty cols ${columns}`, ...lines].join('; ');
  const shown = execFileSync('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' },
    encoding: 'utf8',
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colors.
  const plain = shown.replaceAll('\r', '').replace(/\u001b\[[\d;]*m/g, '');
  return plain
    .split(/^=== \d+\n/m)
    .slice(0, -1)
    .map((text) => text.split('\n'));
}

test('on a terminal of 60 columns help, errors and notices are broken into lines that fit', () => {
  const project = new Project(`${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  sales: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox] }
`);
  const calls = [
    '--help',
    'rule test --help',
    'dashboards',
    'queue lookup "Salse Support" --sandbox',
    'plan --sandbox',
    'status --sandbox',
    'event-type show conversation.acd.end',
  ];
  const shown = onTerminal(60, calls, project.folder);
  expect(shown).toHaveLength(calls.length);
  for (const [index, lines] of shown.entries()) {
    expect(lines.length, calls[index]).toBeGreaterThan(1);
    // A word that is longer than a line, and a command to copy, stay whole.
    const tooWide = lines.filter(
      (line) => displayWidth(line) > 60 && line.trim().includes(' ') && !/gcx |^\s*["{}[\]]/.test(line),
    );
    expect(tooWide, calls[index]).toEqual([]);
  }
});
