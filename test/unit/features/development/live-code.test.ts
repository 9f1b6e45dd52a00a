import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type ErrorReport, GcxError } from '../../../../src/lib/base/gcx-error.js';
import { LiveCode, type LiveCodeWait } from '../../../../src/lib/features/development/live-code.js';
import type { Reload } from '../../../../src/lib/features/development/model.js';
import { afterThisTest } from '../../../clean-up.js';

const signal = new AbortController().signal;
/** Waits as long as it takes. */
const LONG = { signal, until: Number.POSITIVE_INFINITY };
/** Does not wait: the time is over. */
const OVER = { signal, until: 0 };
/** Was broken off. */
const BROKEN_OFF = { ...LONG, signal: AbortSignal.abort() };

/**
 * A file, and code that is made of it: it answers with the text that it was built of. The text `broken` cannot be built, `stuck`
 * cannot be started; what follows a `#` makes no other code.
 */
class World {
  private readonly folder = mkdtempSync(join(tmpdir(), 'gcx-live-code-'));
  private readonly file = join(this.folder, 'handler.ts');
  readonly loaded: Reload[] = [];
  readonly broken: ErrorReport[] = [];
  /** What was started, in order. */
  readonly started: string[] = [];
  /** What runs. */
  readonly running = new Set<{ readonly text: string }>();
  /** What was read to be built, in order. */
  readonly built: string[] = [];
  /** What a build waits for after it read the file. */
  hold: Promise<unknown> = Promise.resolve();

  readonly code = new LiveCode({
    folder: this.folder,
    build: async (seen) => {
      seen.files.add(this.file);
      const written = await readFile(this.file, 'utf8');
      this.built.push(written);
      const [text = ''] = written.split('#');
      await this.hold;
      if (text === 'broken') throw failure('cannot be built');
      return {
        processor: 'sales',
        zip: new Uint8Array(),
        codeSha256: text,
        handler: 'index.handler',
        modules: [],
      };
    },
    start: async ({ codeSha256: text }) => {
      if (text === 'stuck') throw failure('cannot start');
      const running = { text };
      this.started.push(text);
      this.running.add(running);
      const { running: all } = this;
      return {
        get alive() {
          return all.has(running);
        },
        run: async () => ({ kind: 'answered', payload: text }),
        end: async () => void all.delete(running),
      };
    },
    observer: { loaded: (reload) => this.loaded.push(reload), broken: (report) => this.broken.push(report) },
  });

  constructor(text: string) {
    afterThisTest(async () => {
      await this.code.close();
      rmSync(this.folder, { recursive: true, force: true });
    });
    this.save(text);
  }

  save(text: string): void {
    writeFileSync(this.file, text);
  }

  /** What an event is handled by; undefined where its waiting was ended. */
  async handle(wait: LiveCodeWait = LONG): Promise<string | undefined> {
    const execution = await this.code.work(wait, (code) => code.run('{}'));
    return execution?.kind === 'answered' ? execution.payload : undefined;
  }
}

function failure(what: string): GcxError {
  return new GcxError({ code: 'test', what: `It ${what}.`, fix: 'Correct it.' });
}

it('whatever is saved between events, each is handled by what was saved last, or by nothing while that is broken', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('one', 'two', 'broken', 'stuck', 'one#comment'), { maxLength: 6 }),
      async (texts) => {
        const world = new World('one');
        await world.code.open();
        for (const saved of texts) {
          world.save(saved);
          const isBroken = saved === 'broken' || saved === 'stuck';
          const [text] = saved.split('#');
          expect(await world.handle(OVER)).toBe(isBroken ? undefined : text);
          expect(world.code.isBroken).toBe(isBroken);
          expect([...world.running]).toEqual(isBroken ? [] : [{ text }]);
        }
        await world.code.close();
        expect(world.running.size).toBe(0);
      },
    ),
    { numRuns: 12 },
  ));

it('while code is broken, an event waits until it is corrected; what is wrong is told once', async () => {
  const world = new World('one');
  await world.code.open();
  world.save('broken');
  const handled = world.handle();
  await vi.waitFor(() => expect(world.broken).toHaveLength(1));
  world.save('broken#still');
  await vi.waitFor(() => expect(world.built).toContain('broken#still'));
  world.save('two');
  expect(await handled).toBe('two');
  expect(world.broken).toMatchObject([{ what: 'It cannot be built.' }]);
  expect(world.loaded).toMatchObject([{ files: ['handler.ts'] }]);
});

it('what makes no other code is not started again, and not told', async () => {
  const world = new World('one');
  await world.code.open();
  world.save('one#comment');
  expect(await world.handle()).toBe('one');
  expect(world.built).toContain('one#comment');
  expect([world.started, world.loaded]).toEqual([['one'], []]);
});

it('code that ended is started again for the next event', async () => {
  const world = new World('one');
  await world.code.open();
  world.running.clear();
  expect(await world.handle()).toBe('one');
  expect([world.started, world.loaded]).toEqual([['one', 'one'], []]);
});

it('what is saved during a build is built for the next event', async () => {
  const world = new World('one');
  let go = () => {};
  world.hold = new Promise<void>((resolve) => {
    go = resolve;
  });
  const opened = world.code.open();
  await vi.waitFor(() => expect(world.built).toEqual(['one']));
  world.save('two');
  go();
  await opened;
  expect(await world.handle()).toBe('two');
});

it('code that was being loaded when it ended does not run on', async () => {
  const world = new World('one');
  await world.code.open();
  let go = () => {};
  world.hold = new Promise<void>((resolve) => {
    go = resolve;
  });
  world.save('two');
  await vi.waitFor(() => expect(world.built).toContain('two'));
  const closed = world.code.close();
  go();
  await closed;
  // Whatever was under way is over then.
  await world.handle(BROKEN_OFF);
  expect([...world.running]).toEqual([]);
});

it('a build that ends with Ctrl-C, which reaches its process too, is no failure; any other is one', async () => {
  const world = new World('one');
  await world.code.open();
  let stop = () => {};
  world.hold = new Promise<void>((_resolve, reject) => {
    stop = () => reject(new Error('The service was stopped'));
  });
  world.hold.catch(() => {});
  world.save('two');
  const interrupted = new AbortController();
  const handled = world.handle({ ...LONG, signal: interrupted.signal });
  await vi.waitFor(() => expect(world.built).toContain('two'));
  stop();
  // Seen before the signal.
  setImmediate(() => interrupted.abort());
  expect(await handled).toBeUndefined();
  await expect(world.handle()).rejects.toThrow('The service was stopped');
});

it('what was broken off is not handled', async () => {
  const world = new World('one');
  await world.code.open();
  expect(await world.handle(BROKEN_OFF)).toBeUndefined();
});

it.each(['broken', 'stuck'])('what is %s at the beginning is an error, and nothing runs', async (text) => {
  const world = new World(text);
  await expect(world.code.open()).rejects.toThrow(GcxError);
  expect([world.running.size, world.broken]).toEqual([0, []]);
});
