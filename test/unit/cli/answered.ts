import { PassThrough } from 'node:stream';
import { type Asker, createAsker } from '../../../src/lib/base/terminal/asker.js';

/** Keys as a terminal sends them. */
export const key = { enter: '\r', down: '\u001b[B' } as const;

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
  const input = new PassThrough();
  const output = new Screen();
  const pending = [...typed];
  let idle: NodeJS.Timeout | undefined;
  output.on('data', (chunk: Buffer) => {
    clearTimeout(idle);
    // The cursor comes back when a question is done: the next one has not been drawn yet.
    if (chunk.includes('\u001b[?25h')) return;
    idle = setTimeout(() => {
      const next = pending.shift();
      if (next !== undefined) input.write(next);
    }, 20);
  });
  const asker = await createAsker({ input, output });
  return ask(asker);
}
