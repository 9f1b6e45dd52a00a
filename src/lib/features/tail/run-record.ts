import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * Which tails run on this machine, as files beside gcx's caches. After a crash the record of a process that is no more
 * lets the next run sweep at once; without records, what is left goes when it has expired.
 */
export interface RunRecords {
  /** Says that this process runs a tail. */
  begin(id: string): void;
  /** Forgets a tail: nothing of it is left. */
  end(id: string): void;
  /** Ids of tails whose process on this machine has ended without forgetting them. */
  abandoned(): ReadonlySet<string>;
}

/** The records in a folder; one that cannot be read or written is as good as none. */
export function runRecords(folder: string, machine: string = thisMachine()): RunRecords {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  return {
    begin(id) {
      leniently(() => {
        mkdirSync(folder, { recursive: true });
        writeFileSync(fileOf(id), JSON.stringify({ machine, pid: process.pid }));
      });
    },
    end(id) {
      leniently(() => rmSync(fileOf(id), { force: true }));
    },
    abandoned() {
      const files = leniently(() => readdirSync(folder)) ?? [];
      return new Set(
        files
          .map((file) => file.replace(/\.json$/, ''))
          .filter((id) => {
            const record = leniently(() => JSON.parse(readFileSync(fileOf(id), 'utf8')));
            return record?.machine === machine && !isRunning(Number(record?.pid));
          }),
      );
    },
  };
}

/** This machine, and on Linux the container within it: process ids mean nothing elsewhere. */
function thisMachine(): string {
  return `${hostname()} ${leniently(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`.trim();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signaled, but is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function leniently<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
