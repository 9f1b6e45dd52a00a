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

/**
 * The names near to a written one. Where one looks the same, or differs only in spaces, hyphens, underscores and dots, it
 * is the only candidate.
 */
export function nearName(written: string, known: Iterable<string>, limit = 3): NearName {
  const all = [...new Set(known)].filter((name) => name !== written);
  const look = looks(written);
  const same = all.filter((name) => looks(name) === look);
  const [only] = same.toSorted((a, b) => distance(written, a) - distance(written, b));
  if (only !== undefined) return { names: [only], difference: difference(written, only) };
  const bare = withoutSeparators(look);
  const joined = bare === '' ? [] : all.filter((name) => withoutSeparators(looks(name)) === bare);
  const [one] = joined;
  if (one !== undefined && joined.length === 1) return { names: [one], difference: difference(written, one) };
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

/**
 * What to do about a name that was given and does not exist: the near ones, and how the one differs that looks the same.
 * @param otherwise what to say where no name is near
 * @param show how a name is written in the message; left out: in quotes where it has more than a plain word
 */
export function meantName(
  given: string,
  known: Iterable<string>,
  otherwise: string,
  show: (name: string) => string = quotedIfNeeded,
): string {
  return didYouMean(nearName(given, known), show) || otherwise;
}

function quotedIfNeeded(name: string): string {
  return /^[\w./:@$<>{}*+-]+$/.test(name) ? name : `"${name}"`;
}

/** A name as it looks at a glance. */
function looks(name: string): string {
  return plainSigns(name.normalize('NFC')).replaceAll(/\s+/g, ' ').trim().toLowerCase();
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
    ...separators(looks(written), looks(known)),
    ...(onlyLetters(written) === onlyLetters(known) ? [] : ['upper and lower case']),
  ];
  // Two forms of one letter with an accent are left: "é" as one character, or as "e" and the accent.
  return parts.length === 0
    ? 'only in how its accents are stored (Unicode composed or decomposed)'
    : `only in ${andList(parts)}`;
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

/** What stands between words of a name, with its article. */
const SEPARATORS: ReadonlyMap<string, string> = new Map([
  [' ', 'a space'],
  ['-', 'a hyphen (-)'],
  ['_', 'an underscore (_)'],
  ['.', 'a dot (.)'],
]);

/** In which signs between their words two names differ whose letters are the same. */
function separators(written: string, known: string): readonly string[] {
  const [given, wanted] = [runs(written), runs(known)];
  const parts = wanted.flatMap((run, at) => {
    const instead = given[at] ?? '';
    if (run === instead) return [];
    if (instead === '') return [`${inWords(run)} that the name has`];
    if (run === '') return [`${inWords(instead)} that the name does not have`];
    return [`${inWords(run)} where you wrote ${inWords(instead)}`];
  });
  return [...new Set(parts)];
}

/** What stands before each letter of a name, and after its last one. */
function runs(name: string): readonly string[] {
  const found = [''];
  for (const sign of name) {
    if (SEPARATORS.has(sign)) found.push(`${found.pop() ?? ''}${sign}`);
    else found.push('');
  }
  return found;
}

function inWords(run: string): string {
  return (run.length === 1 ? SEPARATORS.get(run) : undefined) ?? JSON.stringify(run);
}

function withoutSeparators(text: string): string {
  return text.replaceAll(/[ ._-]+/g, '');
}

function onlyLetters(text: string): string {
  return withoutSeparators(plainSigns(text.normalize('NFC')).replaceAll(/\s+/g, ''));
}
