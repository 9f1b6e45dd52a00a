import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../../../../src/lib/language/config/document/source-file.js';
import { mayStand } from '../../../../../src/lib/language/config/repair/may-stand.js';
import { nestingOf } from '../../../../../src/lib/language/config/repair/nesting.js';
import { TextLines } from '../../../../../src/lib/language/config/repair/text-lines.js';

const FILES = [
  '.genesysrc.example.yml',
  ...readdirSync('examples', { withFileTypes: true, recursive: true })
    .filter(({ name }) => /^\.genesysrc.*\.yml$/.test(name))
    .map(({ parentPath, name }) => join(parentPath, name)),
];

const lines = (text: string): TextLines => TextLines.of(new SourceFile('file', text));

describe('what is cheaply told about a move of a line', () => {
  test.each(FILES)('%s is right: none of its lines is refused', (name) => {
    const all = lines(readFileSync(name, 'utf8'));
    expect(nestingOf(all).faults).toBe(0);
    expect(all.all.filter((line) => !mayStand(all, line)).map(({ text }) => text)).toEqual([]);
  });

  test('items in the column of their key, texts of several lines and lines in brackets are right', () => {
    const all = lines(
      'routes:\n  a:\n    events:\n    - conversation.acd.end\n    -   acd.end\n    description: one\n      two three\n    where: {\n  mediaType: [VOICE]\n    }\n    queues:\n      - name: A\n        division: B\n      -\n        name: C\n',
    );
    expect(nestingOf(all).faults).toBe(0);
    expect(all.all.filter((line) => !mayStand(all, line))).toEqual([]);
  });

  test('a key that the schema does not know there, an item where a map belongs, a column that no level has', () => {
    const all = lines(
      'targets:\n  inbox:\n    events: []\nroutes:\n  - a\nenvironments:\n  test:\n    project: x\n    nonsense: 1\n',
    );
    expect(all.all.filter((line) => !mayStand(all, line)).map(({ text }) => text)).toEqual([
      'events: []',
      '- a',
      'nonsense: 1',
    ]);
    expect(nestingOf(lines('targets:\n    a: 1\n  b: 2\n')).faults).toBe(1);
    expect(nestingOf(lines('project: x\n  targets:\n')).faults).toBe(1);
  });
});
