import { nearNames } from './near-names.js';
import { oddSigns, plainSigns } from './odd-signs.js';
import { andList, orList } from './words.js';

/** The names that were probably meant, and how the one differs that looks the same. */
export interface NearName {
  /** Best first; one alone where only what is easily overlooked tells it from what was written. */
  readonly names: readonly string[];
  /** Such as `only in upper and lower case`; absent where the names differ in their letters. */
  readonly difference?: string;
}

/** The names near to a written one. Where one looks the same, it is the only candidate. */
export function nearName(written: string, known: Iterable<string>, limit = 3): NearName {
  const all = [...known];
  const look = looks(written);
  const same = all.filter((name) => name !== written && looks(name) === look);
  const [only] = same.toSorted((a, b) => distance(written, a) - distance(written, b));
  if (only !== undefined) return { names: [only], difference: difference(written, only) };
  return { names: nearNames(written, all, limit) };
}

/**
 * `Did you mean "Sales Support"? It differs only in a no-break space.` Empty where no name is near.
 * @param show how a name is written in the message
 */
export function didYouMean(
  { names, difference: how }: NearName,
  show: (name: string) => string = (name) => `"${name}"`,
): string {
  if (names.length === 0) return '';
  return `Did you mean ${orList(names.map(show))}?${how === undefined ? '' : ` It differs ${how}.`}`;
}

/** A name as it looks at a glance. */
function looks(name: string): string {
  return plainSigns(name).replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

function distance(a: string, b: string): number {
  let count = Math.abs(a.length - b.length);
  for (let index = 0; index < Math.min(a.length, b.length); index++) if (a[index] !== b[index]) count++;
  return count;
}

/** In what a written name differs from a known one that looks the same. */
function difference(written: string, known: string): string {
  const parts = [
    ...signsOnlyIn(written, known),
    ...signsOnlyIn(known, written).map((name) => `${name} that the name has`),
    ...spaces(plainSigns(written), plainSigns(known)),
    ...(withoutSpaces(written) === withoutSpaces(known) ? [] : ['upper and lower case']),
  ];
  return `only in ${andList(parts)}`;
}

function signsOnlyIn(text: string, other: string): readonly string[] {
  const there = new Set(oddSigns(other).map(({ name }) => name));
  return [...new Set(oddSigns(text).map(({ name }) => name))].filter((name) => !there.has(name));
}

function spaces(written: string, known: string): readonly string[] {
  const forms: readonly (readonly [RegExp, string])[] = [
    [/\S\s{2,}\S/, 'two spaces in a row'],
    [/^\s/, 'a space at the beginning'],
    [/\s$/, 'a space at the end'],
  ];
  return forms.flatMap(([form, name]) => {
    if (form.test(written) === form.test(known)) return [];
    return [form.test(written) ? name : `${name} that the name has`];
  });
}

function withoutSpaces(text: string): string {
  return plainSigns(text).replaceAll(/\s+/g, '');
}
