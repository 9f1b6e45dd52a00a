import { randomBytes } from 'node:crypto';
import { linkSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFileIfThere } from '../base/atomic-file.js';

/** A lock whose holder has not touched it for so long is taken over, even if a process of that id runs. */
const STALE_MS = 60_000;
const HEARTBEAT_MS = 5_000;
/** A takeover takes no time: one that is older was cut short. */
const TAKEOVER_MS = 5_000;

interface Holder {
  readonly pid: number;
  readonly nonce: string;
}

/** A lock that this process holds. */
export interface FolderLock {
  release(): void;
}

/** Takes a lock file, or answers the id of the process that has it. A lock left by a dead process is taken over. */
export function takeLock(path: string): FolderLock | { readonly heldBy: number } {
  const mine: Holder = { pid: process.pid, nonce: randomBytes(8).toString('hex') };
  const own = `${path}.${mine.nonce}`;
  writeFileSync(own, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      if (linkIfFree(own, path)) return held(path, mine);
      const holder = readHolder(path);
      if (holder === undefined) continue;
      if (!isStale(path, holder)) return { heldBy: holder.pid };
      takeAway(path, holder, own);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Link fails where the name is taken: exactly one of several processes gets it, with its content already in place. */
function linkIfFree(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a stale lock. Only one process at a time may, and it looks again first: else a second one that saw the same
 * stale lock would remove the fresh lock of the first.
 */
function takeAway(path: string, stale: Holder, own: string): void {
  const permit = `${path}.takeover`;
  if (!linkIfFree(own, permit)) {
    if (ageOf(permit) > TAKEOVER_MS) rmSync(permit, { force: true });
    return;
  }
  try {
    if (readHolder(path)?.nonce === stale.nonce) rmSync(path, { force: true });
  } finally {
    rmSync(permit, { force: true });
  }
}

/** Milliseconds since a file was last touched; 0 where it is gone. */
function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function readHolder(path: string): Holder | undefined {
  const text = readFileIfThere(path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return { pid: 0, nonce: '' };
  }
}

function isStale(path: string, holder: Holder): boolean {
  return !isAlive(holder.pid) || ageOf(path) > STALE_MS;
}

/** Whether a process of that id runs. */
export function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function held(path: string, mine: Holder): FolderLock {
  const heartbeat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // The folder was removed under us: there is nothing left to protect.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      if (readHolder(path)?.nonce === mine.nonce) rmSync(path, { force: true });
    },
  };
}
