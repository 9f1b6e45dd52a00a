/** A line that stands for any number of lines. */
const ANY_LINES = /^\s*(…|\.\.\.)\s*$/;

/**
 * What a run printed, as against what the document shows: undefined where they agree, else the first line that the document
 * shows and the run did not print. `…` or `...` on a line of its own stands for any lines, within a line for any text.
 * Ids, times and counts of seconds, which differ from run to run, agree by their form; spaces at the ends of lines do not count.
 * What follows the last line shown is free where the document ends with `…`.
 */
export function differenceOf(shown: string, printed: string): string | undefined {
  const wanted = linesOf(shown);
  const got = linesOf(printed);
  const ends = wanted.findLastIndex((line) => ANY_LINES.test(line)) === wanted.length - 1;
  let at = 0;
  let free = false;
  for (const line of wanted) {
    if (ANY_LINES.test(line)) {
      free = true;
      continue;
    }
    const matches = lineMatcher(line);
    const found = free
      ? got.findIndex((each, index) => index >= at && matches(each))
      : matches(got[at] ?? '')
        ? at
        : -1;
    if (found === -1) return line;
    at = found + 1;
    free = false;
  }
  return ends || at >= got.length ? undefined : `(the end; printed is also: ${got[at]})`;
}

function linesOf(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => withoutVarying(line.trimEnd().replaceAll(' --sandbox', '')));
}

function lineMatcher(line: string): (printed: string) => boolean {
  const parts = line.split(/…|\.\.\./).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`);
  return (printed) => pattern.test(printed);
}

/** The same for all values that differ from run to run. */
function withoutVarying(line: string): string {
  return line
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<id>')
    .replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?/g, '<time>')
    .replace(
      /\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)( \d{4})?( \d{2}:\d{2}( [A-Z]{3,4})?)?\b/g,
      '<time>',
    )
    .replace(/\b\d{2}:\d{2}:\d{2}(\.\d+)?\b/g, '<time>')
    .replace(/\b\d+(\.\d+)? (ms|s|min)\b/g, '<while>')
    .replace(/\s{2,}/g, '  ');
}
