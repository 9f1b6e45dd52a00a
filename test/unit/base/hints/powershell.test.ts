import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import {
  continueRun,
  gcxCommand,
  plainCommands,
  startRun,
} from '../../../../src/lib/base/hints/gcx-command.js';

afterEach(() => startRun('gcx'));

/** The words that PowerShell makes of a line of quoted and plain words, by about_Quoting_Rules; no variables. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (/['‘’‚‛]/.test(char)) {
      word ??= '';
      for (at++; ; at++) {
        if (at >= line.length) throw new Error(`not closed: ${line}`);
        if (!/['‘’‚‛]/.test(line.charAt(at))) word += line.charAt(at);
        else if (/['‘’‚‛]/.test(line.charAt(at + 1))) word += line.charAt(at++);
        else break;
      }
    } else if (/["“”„]/.test(char)) {
      word ??= '';
      for (at++; !/["“”„]/.test(line.charAt(at)); at++) {
        if (at >= line.length || /[$`]/.test(line.charAt(at))) throw new Error(`expands: ${line}`);
        word += line.charAt(at);
      }
    } else if (char === ' ') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      if (/[$`;|&<>(){}#,@\s]/.test(char)) throw new Error(`has a meaning of its own: ${line}`);
      word = (word ?? '') + char;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

test('PowerShell makes the words that were meant of a suggested command, whatever is in them', () => {
  const anything = fc
    .string({ unit: fc.constantFrom(...` '"$\`\\!*?#&;|<>(){}[]~=%,@\n\tabé—€‘’“”`), minLength: 1 })
    .filter((text) => !text.startsWith('-'));
  fc.assert(
    fc.property(anything, anything, (name, config) => {
      startRun('npx gcx', 'powershell');
      continueRun({ command: 'plan', config, sandbox: true });
      expect(wordsOf(plainCommands(gcxCommand('redrive', name, '--dry-run')))).toEqual([
        'npx',
        'gcx',
        'redrive',
        name,
        '--dry-run',
        '--config',
        config,
        '--sandbox',
      ]);
    }),
  );
});

test('what only needs quotes for its blanks is quoted as cmd.exe takes it, too', () => {
  startRun('gcx', 'powershell');
  expect(plainCommands(gcxCommand('queue lookup', 'Sales Support'))).toBe('gcx queue lookup "Sales Support"');
  expect(plainCommands(gcxCommand('queue lookup', "Team 'A'"))).toBe("gcx queue lookup 'Team ''A'''");
});

test('a value that only the shell knows is one of its variables', () => {
  startRun('gcx', 'powershell');
  expect(plainCommands(gcxCommand('plan', '--var', { variable: 'TEAM' }))).toBe(
    'gcx plan --var "TEAM=$env:TEAM"',
  );
});
