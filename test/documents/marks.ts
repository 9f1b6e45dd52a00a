/** How a block is run. */
export type Mark =
  /** Nobody runs it, for a reason that is said. */
  | { readonly kind: 'not run'; readonly reason: string }
  /** Shell: in a copy of this folder or with a copy of this file. YAML: as a part of this file. */
  | {
      readonly kind: 'in';
      /** Relative to the clone. */
      readonly place: string;
      readonly env: Readonly<Record<string, string>>;
      /** Exit codes: of its last command, where there is one; else of each. Empty: all are 0. */
      readonly codes: readonly number[];
    }
  /** Held as something that has a schema of its own. */
  | { readonly kind: 'as'; readonly what: Held };

/** What a block can be held as. */
export const HELD = ['a file', 'a part of a file', 'a seed', 'a workflow', 'npm scripts'] as const;
export type Held = (typeof HELD)[number];

/**
 * Reads a comment before a block: `not run: REASON`; `run: in PLACE`, `run: in PLACE, ends with 2, NAME=VALUE`;
 * `run: as a part of a file`. Undefined where the comment is no mark.
 * @throws Error where it begins as one and is none
 */
export function parseMark(comment: string, where: string): Mark | undefined {
  const [, verb, rest = ''] = /^(not run|run)\b:?\s*(.*)$/.exec(comment) ?? [];
  if (verb === undefined) return undefined;
  if (verb === 'not run') {
    if (rest.length < 10) throw new Error(`${where}: say why it is not run: <!-- not run: REASON -->`);
    return { kind: 'not run', reason: rest };
  }
  const [head = '', ...options] = rest.split(/,\s*/);
  const [, how, what = ''] = /^(in|as) (.+)$/.exec(head) ?? [];
  if (how === 'in') return { kind: 'in', place: what.replace(/\/$/, ''), ...parseOptions(options, where) };
  const held = HELD.find((each) => each === what);
  if (how === 'as' && held !== undefined && options.length === 0) return { kind: 'as', what: held };
  throw new Error(
    `${where}: “${comment}” is no mark. There are <!-- not run: REASON -->, <!-- run: in PLACE --> and <!-- run: as WHAT -->, WHAT being ${HELD.join(', ')}.`,
  );
}

function parseOptions(
  options: readonly string[],
  where: string,
): { readonly env: Readonly<Record<string, string>>; readonly codes: readonly number[] } {
  const env: Record<string, string> = {};
  let codes: readonly number[] = [];
  for (const option of options) {
    const [, ends] = /^ends with (\d+(?: \d+)*)$/.exec(option) ?? [];
    const [, name, value = ''] = /^([A-Z_]+)=(.*)$/.exec(option) ?? [];
    if (ends !== undefined) codes = ends.split(' ').map(Number);
    else if (name !== undefined) env[name] = value;
    else throw new Error(`${where}: “${option}” is neither “ends with CODES” nor NAME=VALUE.`);
  }
  return { env, codes };
}
