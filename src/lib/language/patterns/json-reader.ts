/** What {@link JsonReader.next} has just read; `end` is the end of the text, and what follows the first value is not read. */
export type JsonToken =
  | '{'
  | '}'
  | '['
  | ']'
  | 'name'
  | 'string'
  | 'number'
  | 'true'
  | 'false'
  | 'null'
  | 'end';

/** How deep objects and arrays may nest. EventBridge's own parser (Jackson) stops at the same depth. */
export const maxNestingDepth = 1_000;

/** A text is not JSON. */
export class InvalidJson extends Error {
  override readonly name = 'InvalidJson';
  /** Where in the text, in UTF-16 units from 0. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const numberForm = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** What may come next inside the innermost object or array. */
type Expectation = 'value' | 'first-value' | 'first-name' | 'comma' | 'name' | 'done';

/**
 * Reads strict JSON token by token. Unlike `JSON.parse` it keeps the spelling of numbers, every one of several equal
 * keys, and positions, and it does not look beyond the first value: EventBridge works the same way.
 */
export class JsonReader {
  /** The token last read. */
  token: JsonToken = 'end';
  /** The name or string, decoded, or the number as it is spelled. */
  value = '';
  /** Where the token last read starts and ends. */
  start = 0;
  end = 0;
  readonly text: string;
  private readonly open: ('{' | '[')[] = [];
  private expectation: Expectation = 'value';

  constructor(text: string) {
    this.text = text;
  }

  /** Reads one token. Throws {@link InvalidJson}. */
  next(): JsonToken {
    if (this.expectation === 'done') return this.take('end', 0);
    let char = this.skipBlank();
    if (this.expectation === 'comma') {
      if (char === ',') {
        this.end++;
        this.expectation = this.open.at(-1) === '{' ? 'name' : 'value';
        char = this.skipBlank();
      } else if (char !== (this.open.at(-1) === '{' ? '}' : ']')) {
        throw this.unexpected(char, `was expecting comma to separate ${this.container()} entries`);
      }
    }
    if (this.expectation === 'name' || this.expectation === 'first-name') {
      if (char === '}' && this.expectation === 'first-name') return this.close('}');
      if (char !== '"') throw this.unexpected(char, 'was expecting double-quote to start field name');
      return this.readName();
    }
    return this.readValue(char);
  }

  private readValue(char: string): JsonToken {
    const first = this.expectation === 'first-value';
    switch (char) {
      case '{':
        return this.openContainer('{', 'first-name');
      case '[':
        return this.openContainer('[', 'first-value');
      case '}':
      case ']':
        if (this.expectation === 'comma' || (first && char === ']')) return this.close(char);
        throw this.unexpected(char, 'expected a value');
      case '"':
        this.start = this.end;
        this.value = this.readString();
        this.after();
        this.token = 'string';
        return 'string';
      case 't':
        return this.readWord('true');
      case 'f':
        return this.readWord('false');
      case 'n':
        return this.readWord('null');
      default:
        return this.readNumber(char);
    }
  }

  private readNumber(char: string): JsonToken {
    numberForm.lastIndex = this.end;
    const found = numberForm.exec(this.text);
    if (found === null) {
      if (char === '' && this.open.length === 0) return this.take('end', 0);
      throw this.unexpected(char, 'expected a valid value (JSON String, Number, Array, Object or token)');
    }
    this.value = found[0];
    this.after();
    return this.take('number', found[0].length);
  }

  private readWord(word: 'true' | 'false' | 'null'): JsonToken {
    if (!this.text.startsWith(word, this.end)) {
      throw new InvalidJson(`Unrecognized token '${this.text.slice(this.end, this.end + 20)}'`, this.end);
    }
    this.value = word;
    this.after();
    return this.take(word, word.length);
  }

  private readName(): JsonToken {
    const start = this.end;
    this.value = this.readString();
    if (this.skipBlank() !== ':')
      throw this.unexpected(
        this.text.charAt(this.end),
        'was expecting a colon to separate field name and value',
      );
    this.end++;
    this.expectation = 'value';
    this.start = start;
    this.token = 'name';
    return 'name';
  }

  private openContainer(bracket: '{' | '[', expectation: Expectation): JsonToken {
    if (this.open.length >= maxNestingDepth) {
      const depth = this.open.length + 1;
      throw new InvalidJson(
        `Document nesting depth (${depth}) exceeds the maximum allowed (${maxNestingDepth})`,
        this.end,
      );
    }
    this.open.push(bracket);
    this.expectation = expectation;
    return this.take(bracket, 1);
  }

  private close(bracket: '}' | ']'): JsonToken {
    this.open.pop();
    this.after();
    return this.take(bracket, 1);
  }

  /** What is expected after a whole value. */
  private after(): void {
    this.expectation = this.open.length === 0 ? 'done' : 'comma';
  }

  private take(token: JsonToken, length: number): JsonToken {
    this.start = this.end;
    this.end += length;
    this.token = token;
    return token;
  }

  /** Goes to the next character that is no white space and returns it, or '' at the end of the text. */
  private skipBlank(): string {
    for (;;) {
      const code = this.text.charCodeAt(this.end);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return this.text.charAt(this.end);
      this.end++;
    }
  }

  /** Reads the string whose opening quote is at `end`, and leaves `end` after its closing quote. */
  private readString(): string {
    const opening = this.end;
    let from = opening + 1;
    let decoded = '';
    for (let at = from; ; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 0x22) {
        this.end = at + 1;
        return decoded === '' ? this.text.slice(from, at) : decoded + this.text.slice(from, at);
      }
      if (code === 0x5c) {
        const [character, length] = this.readEscape(at);
        decoded += this.text.slice(from, at) + character;
        at += length - 1;
        from = at + 1;
      } else if (code < 0x20) {
        throw new InvalidJson(
          `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value`,
          at,
        );
      } else if (Number.isNaN(code)) {
        throw new InvalidJson(
          'Unexpected end-of-input: was expecting closing quote for a string value',
          opening,
        );
      }
    }
  }

  private readEscape(at: number): readonly [character: string, length: number] {
    const letter = this.text.charAt(at + 1);
    if (letter === 'u') {
      const hex = this.text.slice(at + 2, at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex))
        throw new InvalidJson('expected a hex-digit for character escape sequence', at);
      return [String.fromCharCode(Number.parseInt(hex, 16)), 6];
    }
    const character = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (character === undefined) {
      throw new InvalidJson(
        `Unrecognized character escape '${letter}' (code ${this.text.charCodeAt(at + 1)})`,
        at,
      );
    }
    return [character, 2];
  }

  private container(): string {
    return this.open.at(-1) === '{' ? 'Object' : 'Array';
  }

  private unexpected(char: string, expected: string): InvalidJson {
    if (char === '') {
      const within = this.open.length === 0 ? 'root' : this.container();
      return new InvalidJson(`Unexpected end-of-input: expected close marker for ${within}`, this.end);
    }
    return new InvalidJson(
      `Unexpected character ('${char}' (code ${char.charCodeAt(0)})): ${expected}`,
      this.end,
    );
  }
}

/** The line and column, both from 1, of an offset in a text. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
