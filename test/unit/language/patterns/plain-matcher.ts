import { isIPv4, isIPv6 } from 'node:net';

/** JSON as JSON.parse gives it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface PlainLeaf {
  readonly path: string;
  readonly value: string | number | boolean | null;
  /** The elements it stands in: `path of the array instance` to index. */
  readonly within: ReadonlyMap<string, number>;
}

type Branch = ReadonlyMap<string, readonly Json[]>;

/**
 * The definitions of event patterns followed word for word, for comparing: every combination of `$or` branches, and in
 * each every combination of values, one for a condition, in the order of the paths.
 */
export function plainMatches(pattern: Json, event: Json): boolean {
  const leaves = flatten(event, '', '', new Map());
  return branchesOf(pattern, '', [new Map()]).some((branch) =>
    holdsFrom(
      [...branch].sort(([one], [other]) => (one < other ? -1 : 1)),
      leaves,
      new Map(),
    ),
  );
}

function flatten(value: Json, path: string, place: string, within: ReadonlyMap<string, number>): PlainLeaf[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index: number) => {
      const nested = typeof item === 'object' && item !== null;
      return flatten(
        item,
        path,
        `${place}[${index}]`,
        nested ? new Map([...within, [place, index]]) : within,
      );
    });
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      flatten(inner, path === '' ? key : `${path}.${key}`, `${place}/${key}`, within),
    );
  }
  return [{ path, value: value as string | number | boolean | null, within }];
}

/** Adds the conditions of an object to every branch so far; a `$or` multiplies the branches. */
function branchesOf(pattern: Json, path: string, branches: readonly Branch[]): readonly Branch[] {
  let all = branches;
  for (const [key, inner] of Object.entries(pattern as Record<string, Json>)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (key === '$or') {
      const before = all;
      all = (inner as readonly Json[]).flatMap((alternative) => branchesOf(alternative, path, before));
    } else if (Array.isArray(inner)) {
      all = all.map((branch) => new Map<string, readonly Json[]>([...branch, [here, inner]]));
    } else {
      all = branchesOf(inner, here, all);
    }
  }
  return all;
}

function holdsFrom(
  conditions: readonly (readonly [string, readonly Json[]])[],
  leaves: readonly PlainLeaf[],
  chosen: ReadonlyMap<string, number>,
): boolean {
  const [first, ...rest] = conditions;
  if (first === undefined) return true;
  const [path, tests] = first;
  const there = leaves.filter((leaf) => leaf.path === path && agrees(leaf.within, chosen));
  const absent = tests.some((test) => isObject(test) && test['exists'] === false);
  if (absent && there.length === 0 && holdsFrom(rest, leaves, chosen)) return true;
  return there.some(
    (leaf) =>
      tests.some((test) => passes(test, leaf.value)) &&
      holdsFrom(rest, leaves, new Map([...chosen, ...leaf.within])),
  );
}

function agrees(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return [...one].every(([array, index]) => !other.has(array) || other.get(array) === index);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function passes(test: Json, value: PlainLeaf['value']): boolean {
  if (!isObject(test)) {
    return isAddress(test) && isAddress(value) ? addressBits(test) === addressBits(value) : test === value;
  }
  const [[operator, operand] = ['', null]] = Object.entries(test);
  switch (operator) {
    case 'exists':
      return operand === true;
    case 'anything-but':
      return !asList(
        isObject(operand)
          ? Object.entries(operand).flatMap(([name, inner]) =>
              asList(inner).map((text) => ({ [name]: text })),
            )
          : operand,
      ).some((excluded) => passesPlainly(excluded, value));
    case 'numeric':
      return typeof value === 'number' && inRange(operand as readonly Json[], value);
    case 'cidr': {
      const [network = '', bits = ''] = String(operand).split('/');
      return isAddress(value) && addressBits(value).startsWith(addressBits(network).slice(0, Number(bits)));
    }
    default:
      return passesPlainly(test, value);
  }
}

/** As `passes`, but texts that look like addresses are texts. */
function passesPlainly(test: Json, value: PlainLeaf['value']): boolean {
  if (!isObject(test)) return test === value;
  if (typeof value !== 'string') return false;
  const [[operator, operand] = ['', null]] = Object.entries(test);
  const ignoreCase = isObject(operand) || operator === 'equals-ignore-case';
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const text = fold(String(isObject(operand) ? operand['equals-ignore-case'] : operand));
  switch (operator) {
    case 'prefix':
      return fold(value).startsWith(text);
    case 'suffix':
      return fold(value).endsWith(text);
    case 'equals-ignore-case':
      return fold(value) === text;
    case 'wildcard':
      return fitsStars(text, value);
    default:
      throw new Error(`unknown operator ${operator}`);
  }
}

function fitsStars(pattern: string, value: string): boolean {
  if (pattern === '') return value === '';
  if (pattern.startsWith('*')) {
    return fitsStars(pattern.slice(1), value) || (value !== '' && fitsStars(pattern, value.slice(1)));
  }
  const escaped = pattern.startsWith('\\');
  const char = pattern.charAt(escaped ? 1 : 0);
  return value.startsWith(char) && fitsStars(pattern.slice(escaped ? 2 : 1), value.slice(1));
}

function inRange(range: readonly Json[], value: number): boolean {
  const [operator, bound, ...more] = range;
  const limit = Number(bound);
  const held =
    (operator === '=' && value === limit) ||
    (operator === '<' && value < limit) ||
    (operator === '<=' && value <= limit) ||
    (operator === '>' && value > limit) ||
    (operator === '>=' && value >= limit);
  return held && (more.length === 0 || inRange(more, value));
}

function asList(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

function isAddress(value: Json): value is string {
  return typeof value === 'string' && (isIPv4(value) || isIPv6(value));
}

/** The bits of an IPv4 address, or of an IPv6 address whose last groups are written out. */
function addressBits(address: string): string {
  const bits = (parts: readonly string[], base: number, width: number) =>
    parts.map((part) => Number.parseInt(part, base).toString(2).padStart(width, '0')).join('');
  if (isIPv4(address)) return bits(address.split('.'), 10, 8);
  const [head = '', tail = ''] = address.split('::');
  const one = head === '' ? [] : head.split(':');
  const two = tail === '' ? [] : tail.split(':');
  return bits([...one, ...new Array<string>(8 - one.length - two.length).fill('0'), ...two], 16, 16);
}
