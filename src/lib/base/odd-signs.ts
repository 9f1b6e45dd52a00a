/** A sign that looks like one of the keyboard, and is another. */
export interface OddSign {
  /** What it is called, with its article: `a no-break space`. */
  readonly name: string;
  /** What was meant; empty where the sign is not to be seen at all. */
  readonly plain: string;
}

const QUOTES: readonly (readonly [string, string])[] = [
  ['“”„‟«»″＂', '"'],
  ['‘’‚‛′＇', "'"],
];
const DASHES = '‐‑‒–—―−﹣－';
const SPACES =
  '\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000';
const UNSEEN = '\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff';
/** Letters of the Cyrillic and Greek alphabets that look like Latin ones, and the Latin ones in the same order. */
const CYRILLIC = 'аеорсухіјѕԁһАВЕКМНОРСТУХІЈЅԌ';
const CYRILLIC_LATIN = 'aeopcyxijsdhABEKMHOPCTYXIJSG';
const GREEK = 'οανρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const GREEK_LATIN = 'oavpABEZHIKMNOPTYX';

const SIGNS: ReadonlyMap<string, OddSign> = new Map([
  ...QUOTES.flatMap(([signs, plain]) =>
    [...signs].map((sign): [string, OddSign] => [sign, { name: `a typographic quote (${sign})`, plain }]),
  ),
  ...[...DASHES].map((sign): [string, OddSign] => [
    sign,
    { name: `a dash (${sign}), not a hyphen (-)`, plain: '-' },
  ]),
  ...[...SPACES].map((sign): [string, OddSign] => [
    sign,
    { name: sign === '\u00a0' || sign === '\u202f' ? 'a no-break space' : 'a special space', plain: ' ' },
  ]),
  ...[...UNSEEN].map((sign): [string, OddSign] => [
    sign,
    { name: `an invisible character (${codePoint(sign)})`, plain: '' },
  ]),
  ...lookAlikes('Cyrillic', CYRILLIC, CYRILLIC_LATIN),
  ...lookAlikes('Greek', GREEK, GREEK_LATIN),
  ['：', { name: 'a full-width colon', plain: ':' }],
  ['，', { name: 'a full-width comma', plain: ',' }],
  ['［', { name: 'a full-width bracket', plain: '[' }],
  ['］', { name: 'a full-width bracket', plain: ']' }],
  ['｛', { name: 'a full-width brace', plain: '{' }],
  ['｝', { name: 'a full-width brace', plain: '}' }],
]);

function lookAlikes(alphabet: string, signs: string, latin: string): readonly [string, OddSign][] {
  return [...signs].map((sign, index) => {
    const plain = latin[index] ?? '';
    return [sign, { name: `a ${alphabet} letter that looks like "${plain}"`, plain }];
  });
}

function codePoint(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The odd signs of a text with their places, in its order. */
export function oddSigns(text: string): readonly (OddSign & { readonly index: number })[] {
  const found: (OddSign & { readonly index: number })[] = [];
  for (let index = 0; index < text.length; index++) {
    const sign = SIGNS.get(text[index] ?? '');
    if (sign !== undefined) found.push({ ...sign, index });
  }
  return found;
}

/** A text with the keyboard's own signs in place of those that only look like them. */
export function plainSigns(text: string): string {
  return [...text].map((sign) => SIGNS.get(sign)?.plain ?? sign).join('');
}
