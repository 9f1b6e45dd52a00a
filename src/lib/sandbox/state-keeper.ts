import { existsSync } from 'node:fs';
import { readFileIfThere, writeFileAtomically } from '../base/atomic-file.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { JsonValue } from '../base/json.js';
import type { SandboxFiles } from '../base/sandbox-folder.js';
import { sealed, unsealed } from './seal.js';

/** How long changes may wait before they are written, in ms. */
const WRITE_AFTER_MS = 250;

/** Share of the time that writing may take: a large state is written less often. */
const WRITING_SHARE = 0.1;

/** Keeps a sandbox's state in a file: soon after a change, and when it ends. */
export class StateKeeper {
  private timer: NodeJS.Timeout | undefined;
  private written: string | undefined;
  private tookMs = 0;

  constructor(
    private readonly files: SandboxFiles,
    private readonly snapshot: () => unknown,
  ) {}

  /** Says that something may have changed. */
  touch(): void {
    if (this.timer !== undefined) return;
    const wait = Math.max(WRITE_AFTER_MS, this.tookMs / WRITING_SHARE);
    this.timer = setTimeout(() => this.saveWhereThere(), wait);
    this.timer.unref();
  }

  /** A project that was deleted meanwhile has no place for it, and nobody who asks for it. */
  private saveWhereThere(): void {
    if (existsSync(this.files.project)) this.save();
  }

  /** Writes the state now, unless it is written already. */
  save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const began = performance.now();
    const text = JSON.stringify(this.snapshot());
    const { state } = this.files;
    if (text !== this.written) writeFileAtomically(state, sealed(this.files, state, text));
    this.written = text;
    this.tookMs = performance.now() - began;
  }
}

/**
 * Reads a sandbox's state file and hands its content on.
 * @returns false where there is none
 * @throws GcxError where it cannot be used
 */
export function restoreState(files: SandboxFiles, restore: (state: JsonValue) => void): boolean {
  const text = readFileIfThere(files.state);
  if (text === undefined) return false;
  try {
    const json = unsealed(files, files.state, text);
    if (json === undefined) throw new Error('You did not write it.');
    restore(JSON.parse(json) as JsonValue);
    return true;
  } catch (error) {
    throw new GcxError(
      {
        code: 'sandbox-state-unreadable',
        what: "The sandbox's saved state cannot be read.",
        where: files.state,
        why: 'It was written by another version of gcx, was changed by hand, or came with the repository.',
        fix: `${gcxCommand('sandbox reset')} starts over; nothing real is lost.`,
      },
      undefined,
      error,
    );
  }
}
