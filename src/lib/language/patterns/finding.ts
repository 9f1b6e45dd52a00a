import type { Reason, ReasonKind } from './explanation.js';
import { weightOf } from './reason-order.js';

/** A reason with the place that it is about: findings of the same kind and place are one reason. */
export interface Finding extends Reason {
  readonly at: string;
}

/** What follows from an event being of another type or source: it naturally lacks fields. */
const consequences: ReadonlySet<ReasonKind> = new Set<ReasonKind>([
  'missing',
  'never-carried',
  'wrong-place',
  'key-spelling',
  'anything-but-missing',
  'null-for-missing',
  'empty-array',
]);

/** The smallest set of findings that tells all, best first. */
export function smallest(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.kind} ${finding.at}`;
    const known = merged.get(key);
    const alsoPaths = known === undefined ? [] : [...known.alsoPaths, finding.path, ...finding.alsoPaths];
    merged.set(key, known === undefined ? finding : { ...known, alsoPaths });
  }
  const all = [...merged.values()];
  const foreign = all.some(({ kind }) => kind === 'other-event-type' || kind === 'other-source');
  return all
    .filter(({ kind }) => !(foreign && consequences.has(kind)))
    .sort((one, other) => weightOf(one.kind) - weightOf(other.kind));
}

/** Whether the findings of one branch of a `$or` come nearer to a match than those of another. */
export function isNearer(branch: readonly Finding[], other: readonly Finding[]): boolean {
  if (branch.length !== other.length) return branch.length < other.length;
  const [one] = branch;
  const [two] = other;
  return one !== undefined && two !== undefined && weightOf(one.kind) < weightOf(two.kind);
}

/** A finding as it is told. */
export function reasonOf({ at: _, ...reason }: Finding): Reason {
  return reason;
}
