import { appendFileSync, rmSync } from 'node:fs';
import { readFileIfThere } from '../base/atomic-file.js';
import type { JournalEntry, JournalFilter } from './model.js';

/** Adds one call to a journal file: a line of JSON. */
export function appendToJournal(path: string, entry: JournalEntry): void {
  appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}

/** Empties a journal. */
export function clearJournal(path: string): void {
  rmSync(path, { force: true });
}

/** The calls of a journal file, oldest first; none where there is not a file. A line cut short by a crash is left out. */
export function readJournal(path: string, filter: JournalFilter = {}): readonly JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const line of (readFileIfThere(path) ?? '').split('\n')) {
    const entry = parseLine(line);
    if (entry === undefined) continue;
    if (filter.writesOnly === true && !entry.write) continue;
    if (filter.since !== undefined && Date.parse(entry.time) < filter.since) continue;
    entries.push(entry);
  }
  return entries;
}

function parseLine(line: string): JournalEntry | undefined {
  if (line === '') return undefined;
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return undefined;
  }
}
