/** What a finger does to one line of the file; the same line back where it cannot. */
export interface MistakeKind {
  readonly name: string;
  readonly on: (line: string) => string;
}

/** Slips of the keyboard, each on one line. */
export const MISTAKE_KINDS: readonly MistakeKind[] = [
  { name: 'a space more', on: (line) => ` ${line}` },
  { name: 'a space fewer', on: (line) => line.replace(/^ /, '') },
  { name: 'a level right', on: (line) => `  ${line}` },
  { name: 'a level left', on: (line) => line.replace(/^ {2}/, '') },
  { name: 'a tab', on: (line) => line.replace(/^( {2})+/, (spaces) => '\t'.repeat(spaces.length / 2)) },
  { name: 'quotes removed', on: (line) => line.replace(/"([^"]*)"/, '$1') },
  { name: 'no opening quote', on: (line) => line.replace(/"([^"]*)"/, '$1"') },
  { name: 'no closing quote', on: (line) => line.replace(/"([^"]*)"/, '"$1') },
  { name: 'typographic quotes', on: (line) => line.replace(/"([^"]*)"/, '“$1”') },
  { name: 'German quotes', on: (line) => line.replace(/"([^"]*)"/, '„$1“') },
  { name: 'no space after the colon', on: (line) => line.replace(/: /, ':') },
  { name: 'no colon', on: (line) => line.replace(/:( |$)/, '$1') },
  { name: 'an equals sign', on: (line) => line.replace(/: /, ' = ') },
  { name: 'a semicolon for the colon', on: (line) => line.replace(/:/, ';') },
  { name: 'a full-width colon', on: (line) => line.replace(/: /, '：') },
  { name: 'a dash for the hyphen of an item', on: (line) => line.replace(/^(\s*)- /, '$1– ') },
  { name: 'no space after the hyphen', on: (line) => line.replace(/^(\s*)- /, '$1-') },
  { name: 'a dash within a word', on: (line) => line.replace(/(\w)-(\w)/, '$1–$2') },
  {
    name: 'a key with a capital',
    on: (line) =>
      line.replace(
        /^(\s*)([a-z])(?=\w*:)/,
        (_, indent: string, letter: string) => indent + letter.toUpperCase(),
      ),
  },
  {
    name: 'a value with a capital',
    on: (line) => line.replace(/: ([a-z])(?=[^:]*$)/, (_, letter: string) => `: ${letter.toUpperCase()}`),
  },
  { name: 'two letters swapped', on: (line) => line.replace(/^(\s*)([A-Za-z])([A-Za-z])/, '$1$3$2') },
  { name: 'no closing bracket', on: (line) => line.replace(/\]/, '') },
  { name: 'no opening bracket', on: (line) => line.replace(/\[/, '') },
  { name: 'no closing brace', on: (line) => line.replace(/ \}/, '') },
  { name: 'no opening brace', on: (line) => line.replace(/\{ /, '') },
  { name: 'no comma', on: (line) => line.replace(/, /, ' ') },
  { name: 'a semicolon for the comma', on: (line) => line.replace(/, /, '; ') },
  { name: 'a no-break space after the colon', on: (line) => line.replace(/: /, ':\u00a0') },
  { name: 'a no-break space at the beginning', on: (line) => line.replace(/^ /, '\u00a0') },
  { name: 'a zero-width space', on: (line) => line.replace(/([a-z])([a-z])/, '$1\u200b$2') },
  { name: 'a Cyrillic letter', on: (line) => line.replace(/e/, 'е') },
];
