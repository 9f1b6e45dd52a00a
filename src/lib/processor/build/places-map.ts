import type { OutputFile } from 'esbuild';
import { isJsonObject } from '../../base/json.js';

/** A digit of a mapping has five bits, and one that says whether more follow (ECMA-426, Base64 VLQ). */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const MORE = 32;

/**
 * The source map of a bundled file with the places of the project's own files only, as errors of handlers need them. With
 * those of gcx and of packages, and with the sources, it would double the zip. Undefined where no such file is in it.
 * @param pathOf the path under which a source of the map is known; undefined where its places are left out
 */
export function placesMap(
  map: OutputFile,
  pathOf: (source: string) => string | undefined,
): string | undefined {
  const document: unknown = JSON.parse(map.text);
  if (!isJsonObject(document)) return undefined;
  const { sources, mappings } = document;
  if (!Array.isArray(sources) || typeof mappings !== 'string') return undefined;
  const paths = sources.map((source) => pathOf(String(source)));
  const kept = paths.filter((path) => path !== undefined);
  if (kept.length === 0) return undefined;
  const indexes = paths.map((path) => (path === undefined ? undefined : kept.indexOf(path)));
  return `${JSON.stringify({ version: 3, sources: kept, names: [], mappings: filtered(mappings, indexes) })}\n`;
}

/** Mappings with new indexes of sources; what has none ends the place before it. */
function filtered(mappings: string, indexes: readonly (number | undefined)[]): string {
  const came = { source: 0, line: 0, column: 0 };
  const went = { source: 0, line: 0, column: 0 };
  // A place reaches over the ends of lines to the next.
  let inPlace = false;
  const lines = mappings.split(';').map((line) => {
    let [from, to] = [0, 0];
    const segments: string[] = [];
    for (const segment of line === '' ? [] : line.split(',')) {
      const [generated = 0, source, original = 0, column = 0] = numbersOf(segment);
      from += generated;
      if (source !== undefined) {
        came.source += source;
        came.line += original;
        came.column += column;
      }
      const index = source === undefined ? undefined : indexes[came.source];
      if (index === undefined && !inPlace) continue;
      const place =
        index === undefined ? [] : [index - went.source, came.line - went.line, came.column - went.column];
      if (index !== undefined) Object.assign(went, came, { source: index });
      segments.push([from - to, ...place].map(textOf).join(''));
      to = from;
      inPlace = index !== undefined;
    }
    return segments.join(',');
  });
  return lines.join(';').replace(/;+$/, '');
}

function numbersOf(segment: string): readonly number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 1];
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value += (digit % MORE) * shift;
    shift *= MORE;
    if (digit >= MORE) continue;
    numbers.push(value % 2 === 1 ? -(value - 1) / 2 : value / 2);
    [value, shift] = [0, 1];
  }
  return numbers;
}

function textOf(number: number): string {
  let rest = number < 0 ? -number * 2 + 1 : number * 2;
  let text = '';
  do {
    const digit = rest % MORE;
    rest = Math.floor(rest / MORE);
    text += DIGITS[rest > 0 ? digit + MORE : digit] ?? '';
  } while (rest > 0);
  return text;
}
