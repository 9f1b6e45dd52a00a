import type { ConfigPath, LoadedConfig } from '../language/config/model.js';

/** Lines of one part that are shown; what is longer is cut. */
const LINES_AT_MOST = 40;

/**
 * What a file says of each of its routes and targets, by `routes.NAME` and `targets.NAME`, as its lines stand there. The values
 * of `environment` are left out: what a program needs to know may be a secret after all.
 * @param text of the file
 */
export function fileParts(
  { config, locate }: Pick<LoadedConfig, 'config' | 'locate'>,
  text: string,
): Readonly<Record<string, string>> {
  const lines = text.split(/\r?\n/);
  const paths: readonly ConfigPath[] = [
    ...Object.keys(config.routes).map((name) => ['routes', name]),
    ...Object.keys(config.targets).map((name) => ['targets', name]),
  ];
  return Object.fromEntries(
    paths.flatMap((path) => {
      const line = locate(path)?.line;
      const part = line === undefined ? undefined : partAt(lines, line - 1, String(path[1]));
      return part === undefined ? [] : [[path.join('.'), part]];
    }),
  );
}

function partAt(lines: readonly string[], found: number, name: string): string | undefined {
  const start = keyLine(lines, found, name);
  if (start === undefined) return undefined;
  const depth = depthOf(lines[start] ?? '');
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && depthOf(line) <= depth);
  const body = end === -1 ? rest : rest.slice(0, end);
  const part = [lines[start] ?? '', ...body].map((line) => line.slice(depth));
  while (part.length > 1 && /^\s*(#.*)?$/.test(part.at(-1) ?? '')) part.pop();
  const shown = withoutEnvironment(part);
  return shown.length > LINES_AT_MOST
    ? [...shown.slice(0, LINES_AT_MOST), `… ${shown.length - LINES_AT_MOST} more lines`].join('\n')
    : shown.join('\n');
}

/** A value may begin below its key. */
function keyLine(lines: readonly string[], found: number, name: string): number | undefined {
  for (let index = found; index >= 0 && index > found - 10; index--) {
    const key = /^\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s:#'"][^:]*?))\s*:(?:\s|$)/.exec(
      lines[index] ?? '',
    );
    if (key !== null && (key[1] ?? key[2] ?? key[3]) === name) return index;
  }
  return undefined;
}

function withoutEnvironment(lines: readonly string[]): readonly string[] {
  let within: number | undefined;
  return lines.map((line) => {
    const depth = depthOf(line);
    if (within !== undefined && (line.trim() === '' || depth > within)) return hidden(line);
    within = /^\s*environment\s*:\s*(#.*)?$/.test(line) ? depth : undefined;
    // In one line with others, all that follows may be a value of it.
    return line.replace(/(\benvironment["']?\s*:\s*)\{.*$/, '$1{ … }');
  });
}

function hidden(line: string): string {
  return line.replace(/^(\s*[^\s:#]+\s*:).*$/, '$1 …').replace(/^(\s*)[^:]*$/, '$1…');
}

function depthOf(line: string): number {
  return line.length - line.trimStart().length;
}
