import { isAlias, isMap, isNode, isScalar, LineCounter, type Pair, parseDocument, visit } from 'yaml';
import type { ConfigPath, LoadedConfig } from '../language/config/model.js';

/** Lines of one part that are shown; what is longer is cut. */
const LINES_AT_MOST = 40;

/** An `environment` of the text and what stands there instead. */
interface Hidden {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/**
 * What a file says of each of its routes and targets, by `routes.NAME` and `targets.NAME`, as it stands there. The values of
 * `environment` are left out, with the comments beside them: what a program needs to know may be a secret after all.
 * @param text of the file
 */
export function fileParts(
  { config, locate }: Pick<LoadedConfig, 'config' | 'locate'>,
  text: string,
): Readonly<Record<string, string>> {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'silent' });
  const pairs = new Map<string, Pair>();
  const hidden: Hidden[] = [];
  visit(document, {
    Pair(_, pair) {
      const range = rangeOf(pair);
      if (range === undefined) return undefined;
      const { line, col } = lineCounter.linePos(range.start);
      pairs.set(`${line}:${col}`, pair);
      if (!isScalar(pair.key) || pair.key.value !== 'environment') return undefined;
      const value = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
      const names = isMap(value) ? value.items.map(({ key }) => `${key}: …`) : ['…'];
      const [start, end] = [range.keyEnd, range.end];
      // What follows on a line of its own stays there.
      const rest = /(?:\r?\n)?[ \t]*$/.exec(text.slice(start, end))?.[0] ?? '';
      hidden.push({ start, end, shown: `: { ${names.join(', ')} }${rest}` });
      return visit.SKIP;
    },
  });
  const partAt = (path: ConfigPath): string | undefined => {
    const place = locate(path);
    const pair = place && pairs.get(`${place.line}:${place.column}`);
    const range = pair && rangeOf(pair);
    if (place === undefined || range === undefined) return undefined;
    let part = text.slice(range.start, range.end);
    for (const { start, end, shown } of hidden.toReversed())
      if (start > range.start && end <= range.end)
        part = part.slice(0, start - range.start) + shown + part.slice(end - range.start);
    return shortened(part, place.column - 1);
  };
  const paths: readonly ConfigPath[] = [
    ...Object.keys(config.routes).map((name) => ['routes', name]),
    ...Object.keys(config.targets).map((name) => ['targets', name]),
  ];
  return Object.fromEntries(
    paths.flatMap((path) => {
      const part = partAt(path);
      return part === undefined ? [] : [[path.join('.'), part]];
    }),
  );
}

/** Where a key with its value stands; the end is that of what belongs to the value, comments included. */
function rangeOf({ key, value }: Pair<unknown, unknown>) {
  if (!isNode(key) || !key.range || !isNode(value) || !value.range) return undefined;
  const [start, keyEnd] = key.range;
  return { start, keyEnd, end: value.range[2] };
}

/** From the left edge on, without the comments of what comes next, and not too long. */
function shortened(part: string, depth: number): string {
  const [first = '', ...rest] = part.split(/\r?\n/);
  const indentation = new RegExp(`^ {0,${depth}}`);
  const lines = [first, ...rest.map((line) => line.replace(indentation, ''))].map((line) => line.trimEnd());
  while (lines.length > 1 && /^\s*(#.*)?$/.test(lines.at(-1) ?? '')) lines.pop();
  if (lines.length <= LINES_AT_MOST) return lines.join('\n');
  return [...lines.slice(0, LINES_AT_MOST), `… ${lines.length - LINES_AT_MOST} more lines`].join('\n');
}
