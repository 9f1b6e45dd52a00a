/** Characters of the longest text that near names are looked for; names of Genesys Cloud and AWS have up to 512. */
const LONGEST = 512;

/**
 * The names that a misspelled one was probably meant to be, best first.
 * @param wanted What the person wrote.
 * @param known The names that exist.
 * @param limit How many to give at most.
 */
export function nearNames(wanted: string, known: Iterable<string>, limit = 3): readonly string[] {
  // What is longer than any name is near to none; comparing it takes the square of its length.
  if (wanted.length > LONGEST) return [];
  const needle = wanted.toLowerCase();
  const scored: { name: string; score: number }[] = [];
  for (const name of new Set(known)) {
    const score = distanceScore(needle, name.toLowerCase());
    if (score !== undefined) scored.push({ name, score });
  }
  return scored
    .sort((a, b) => a.score - b.score || a.name.localeCompare(b.name))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Lower is nearer; undefined is too far to be what was meant. */
function distanceScore(needle: string, name: string): number | undefined {
  const distance = editDistance(needle, name);
  const tolerated = Math.max(1, Math.floor(Math.max(needle.length, name.length) / 3));
  if (distance <= tolerated) return distance;
  // A word that was left out or added is far by edits, yet plainly what was meant.
  if (Math.min(needle.length, name.length) >= 3 && (name.includes(needle) || needle.includes(name)))
    return tolerated + distance;
  return undefined;
}

/** Edits (insert, delete, replace, swap of neighbors) that turn one text into the other. */
export function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let best = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        best = Math.min(best, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}
