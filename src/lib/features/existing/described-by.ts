import { Limits } from '../../base/limits.js';

/** The route's description in a live rule's: without what gcx adds, and without what a cut left of it. */
export function describedBy(description: string | undefined): string | undefined {
  if (description === undefined || description === '') return undefined;
  if (/^gcx: route \S+ of \S+ \(\S+\)$/.test(description)) return undefined;
  const whole = description.replace(/ \[gcx: route \S+ of \S+ \(\S+\)\]$/, '');
  const cut = whole.length === Limits.ruleDescriptionCharacters && whole.endsWith('…');
  return cut ? whole.slice(0, -1) : whole;
}
