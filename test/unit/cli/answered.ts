import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';
import { type Asker, createAsker } from '../../../src/lib/base/terminal/asker.js';

import { linesTooLong } from '../../harness/terminal/lines-too-long.js';

/** Keys as a terminal sends them. */
export const key = {
  enter: '\r',
  down: '\u001b[B',
  up: '\u001b[A',
  space: ' ',
  escape: '\u001b',
  interrupt: '\u0003',
} as const;

/** Like a terminal, it outlives each question, though inquirer ends what it writes to. */
class Screen extends PassThrough {
  override end(): this {
    return this;
  }
}

/** The real inquirer on streams; `typed` is sent once the question has been drawn. */
export async function answered<T>(
  ask: (asker: Asker) => Promise<T>,
  ...typed: readonly string[]
): Promise<T> {
  return (await onScreen(ask, ...typed)).answer;
}

/** {@link answered}, with all that was written to the screen, without colors. */
export async function onScreen<T>(
  ask: (asker: Asker, say: (text: string) => void) => Promise<T>,
  ...typed: readonly string[]
): Promise<{ readonly answer: T; readonly screen: string }> {
  const input = new PassThrough();
  const output = new Screen();
  const pending = [...typed];
  let idle: NodeJS.Timeout | undefined;
  let screen = '';
  let raw = '';
  output.on('data', (chunk: Buffer) => {
    raw += String(chunk);
    screen += stripVTControlCharacters(String(chunk));
    clearTimeout(idle);
    // The cursor comes back when a question is done: the next one has not been drawn yet.
    if (chunk.includes('\u001b[?25h')) return;
    idle = setTimeout(() => {
      const next = pending.shift();
      // A terminal's Esc is known as such only after half a second: here it comes as what is made of it then.
      if (next === key.escape) input.emit('keypress', undefined, { name: 'escape' });
      else if (next !== undefined) input.write(next);
    }, 20);
  });
  const asker = await createAsker({ input, output }, { back: true });
  const answer = await ask(asker, (text) => {
    screen += `${text}\n`;
  });
  expect(linesTooLong(raw)).toEqual([]);
  return { answer, screen };
}
