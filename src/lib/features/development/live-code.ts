import { relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { GcxError } from '../../base/gcx-error.js';
import type { ProcessorBundle, SourcesSeen } from '../../processor/build/index.js';
import type { KeptFunction } from '../sandbox/index.js';
import type { DevelopmentObserver } from './model.js';
import { changedMarks, marksOf, type SourceMarks } from './source-marks.js';

/** How often the sources are looked at, in ms. They are also looked at before each event. */
const LOOK_MS = 250;

/** What code is built and started with. */
export interface LiveCodeOptions {
  /** Paths are shown from here. */
  readonly folder: string;
  /** Builds the code, and notes its sources; throws GcxError. */
  readonly build: (seen: SourcesSeen) => Promise<ProcessorBundle>;
  /** Starts what was built of some sources; throws GcxError. */
  readonly start: (bundle: ProcessorBundle, sources: readonly string[]) => Promise<KeptFunction>;
  readonly observer: Pick<DevelopmentObserver, 'loaded' | 'broken'>;
}

/** How long to wait for code that is not broken. */
export interface LiveCodeWait {
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Epoch ms: ends the waiting, too. */
  readonly until: number;
}

interface Running {
  readonly bundle: ProcessorBundle;
  readonly sources: readonly string[];
  readonly code: KeptFunction;
}

/**
 * Code that is built and started again whenever one of its sources changed. No event is ever handled by code that is older
 * than its sources: not by the last version that could be built either.
 */
export class LiveCode {
  private running: Running | undefined;
  private failure: GcxError | undefined;
  private marks: SourceMarks = new Map();
  /** One thing at a time: looking at the sources, or handling an event. */
  private turn: Promise<unknown> = Promise.resolve();
  private isBusy = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: LiveCodeOptions) {}

  /** Source files that are watched. */
  get files(): number {
    return this.marks.size;
  }

  /** Builds and starts it for the first time. @throws GcxError where that fails */
  async open(): Promise<void> {
    await this.load();
    if (this.failure !== undefined) throw this.failure;
    this.timer = setInterval(() => {
      // What fails here for a reason that nobody foresaw fails again before the next event, and is told there.
      if (!this.isBusy) this.inTurn(() => this.look()).catch(() => undefined);
    }, LOOK_MS);
    this.timer.unref();
  }

  /**
   * Works with the code as its sources are now; waits while it is broken.
   * @returns undefined where the waiting ended before
   */
  work<T>({ signal, until }: LiveCodeWait, work: (code: KeptFunction) => Promise<T>): Promise<T | undefined> {
    return this.inTurn(async () => {
      const code = await unlessAborted(signal, () => this.whole({ signal, until }));
      return code === undefined ? undefined : work(code);
    });
  }

  /** The code as its sources are now, once it is not broken; undefined where the waiting ended before. */
  private async whole({ signal, until }: LiveCodeWait): Promise<KeptFunction | undefined> {
    await this.look();
    while (!signal.aborted) {
      if (this.running?.code.alive === true) return this.running.code;
      if (this.running !== undefined) {
        await this.startAgain(this.running);
      } else if (Date.now() >= until) {
        return undefined;
      } else {
        await wait(LOOK_MS);
        await this.look();
      }
    }
    return undefined;
  }

  /** Whether events wait for corrected code. */
  get isBroken(): boolean {
    return this.failure !== undefined;
  }

  /** Ends it, and what is being loaded. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.inTurn(async () => this.running?.code.end());
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(async () => {
      this.isBusy = true;
      try {
        return await work();
      } finally {
        this.isBusy = false;
      }
    });
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async look(): Promise<void> {
    const changed = changedMarks(this.marks, await marksOf(this.marks.keys()));
    if (changed.length === 0) return;
    const [began, before, told] = [performance.now(), this.running?.bundle.codeSha256, this.failure?.report];
    await this.load();
    const { observer, folder } = this.options;
    if (this.failure !== undefined) {
      if (JSON.stringify(this.failure.report) !== JSON.stringify(told)) observer.broken(this.failure.report);
    } else if (this.running?.bundle.codeSha256 !== before) {
      const files = changed.map((path) => relative(folder, path));
      observer.loaded({ files, milliseconds: performance.now() - began });
    }
  }

  /** Builds it, and starts it where that makes other code. */
  private async load(): Promise<void> {
    const seen: SourcesSeen = { files: new Set(), folders: new Set() };
    const known = [...this.marks.keys()];
    const { build, start } = this.options;
    // What changes from here on may not be in what is built: as it was before, it is seen to differ.
    const began = Date.now();
    const before = await marksOf(known);
    try {
      const bundle = await build(seen);
      if (bundle.codeSha256 !== this.running?.bundle.codeSha256) {
        const sources = [...seen.files];
        const code = await start(bundle, sources);
        await this.running?.code.end();
        this.running = { bundle, sources, code };
      }
      this.failure = undefined;
    } catch (error) {
      if (!(error instanceof GcxError)) throw error;
      await this.running?.code.end();
      this.running = undefined;
      this.failure = error;
    }
    const paths =
      this.failure === undefined ? seen.files : new Set([...seen.files, ...seen.folders, ...known]);
    const fresh = [...paths].filter((path) => !before.has(path));
    const after = new Map([...before, ...(await marksOf(fresh, began))]);
    this.marks = new Map([...after].filter(([path]) => paths.has(path)));
  }

  /** After the code exited, or was ended. */
  private async startAgain(ended: Running): Promise<void> {
    await ended.code.end();
    try {
      this.running = { ...ended, code: await this.options.start(ended.bundle, ended.sources) };
    } catch (error) {
      if (!(error instanceof GcxError)) throw error;
      this.running = undefined;
      this.failure = error;
      this.options.observer.broken(error.report);
    }
  }
}

/**
 * Ctrl-C reaches the process that builds, too: what fails because that ended is no failure, also where it is seen before the
 * signal.
 */
async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
    throw error;
  }
}
