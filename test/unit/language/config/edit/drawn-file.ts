import fc from 'fast-check';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../../src/lib/base/json.js';

/** How a drawn file is written: every choice that people make, made at random, node by node. */
export interface DrawnLayout {
  readonly form: 'yaml' | 'json' | 'json in tabs' | 'json in a line';
  readonly indent: number;
  readonly dashIndent: number;
  readonly crlf: boolean;
  readonly finalNewline: boolean;
  readonly head: string;
  /** Numbers that the choices node by node are taken from. */
  readonly choices: readonly number[];
}

export const drawnLayout: fc.Arbitrary<DrawnLayout> = fc.record({
  form: fc.constantFrom('yaml', 'yaml', 'yaml', 'yaml', 'json', 'json in tabs', 'json in a line'),
  indent: fc.constantFrom(2, 2, 3, 4, 8),
  dashIndent: fc.constantFrom(0, 2, 4),
  crlf: fc.boolean(),
  finalNewline: fc.boolean(),
  head: fc.constantFrom('', '# a file\n', '---\n', '# a\n\n# b\n'),
  choices: fc.array(fc.nat(999), { minLength: 60, maxLength: 60 }),
});

/** The text of a value in a layout. */
export function written(value: JsonObject, layout: DrawnLayout): string {
  const text =
    layout.form === 'yaml'
      ? layout.head + new Printer(layout).block(value, 0).join('\n')
      : JSON.stringify(value, null, { json: 2, 'json in tabs': '\t', 'json in a line': 0 }[layout.form]);
  const ended = layout.finalNewline ? `${text}\n` : text;
  return layout.crlf ? ended.replaceAll('\n', '\r\n') : ended;
}

class Printer {
  private readonly layout: DrawnLayout;
  private at = 0;

  constructor(layout: DrawnLayout) {
    this.layout = layout;
  }

  block(value: JsonObject, column: number): readonly string[] {
    const blank = this.oneOf(4);
    return Object.entries(value).flatMap(([key, member], index) => {
      const lines = this.entry(key, member, column);
      const before = [
        ...(blank && index > 0 ? [''] : []),
        ...(this.oneOf(6) ? [`${' '.repeat(column)}# of ${key}`] : []),
      ];
      const after = this.oneOf(9) ? [`${' '.repeat(column)}# after ${key}`] : [];
      return [...before, ...lines, ...after];
    });
  }

  private entry(key: string, value: JsonValue, column: number): readonly string[] {
    const name = ' '.repeat(column) + (this.oneOf(5) ? `"${key}"` : key);
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
      if (value === null && this.oneOf(2)) return [`${name}:${this.comment()}`];
      if (typeof value === 'string' && this.oneOf(4)) return this.overLines(name, value, column);
      return [`${name}: ${this.flow(value)}${this.comment()}`];
    }
    if (this.oneOf(3)) return [`${name}: ${this.flow(value)}${this.comment()}`];
    if (this.oneOf(8)) return this.brackets(name, value, column);
    const { indent, dashIndent } = this.layout;
    const own = `${name}:${this.comment()}`;
    if (isJsonObject(value)) return [own, ...this.block(value, column + indent)];
    return [own, ...value.flatMap((item) => this.item(item, column + dashIndent))];
  }

  private item(value: JsonValue, column: number): readonly string[] {
    const dash = `${' '.repeat(column)}-${' '.repeat(this.oneOf(6) ? 3 : 1)}`;
    if (!isJsonObject(value) || Object.keys(value).length === 0 || this.oneOf(2))
      return [`${dash}${this.flow(value)}${this.comment()}`];
    return Object.entries(value).map(
      ([key, member], index) => `${index === 0 ? dash : ' '.repeat(dash.length)}${key}: ${this.flow(member)}`,
    );
  }

  /** A text with | and its like. */
  private overLines(name: string, value: string, column: number): readonly string[] {
    const inset = ' '.repeat(column + this.layout.indent);
    return this.oneOf(2) ? [`${name}: >-`, inset + value] : [`${name}: |-`, inset + value, ''];
  }

  /** In brackets over lines, with a comma at the end or not, and the bracket on a line of its own or not. */
  private brackets(
    name: string,
    value: JsonObject | readonly JsonValue[],
    column: number,
  ): readonly string[] {
    const inset = ' '.repeat(column + this.layout.indent);
    const parts = isJsonObject(value)
      ? Object.entries(value).map(([key, member]) => `${key}: ${this.flow(member)}`)
      : value.map((item) => this.flow(item));
    const [open, close] = isJsonObject(value) ? ['{', '}'] : ['[', ']'];
    const comma = this.oneOf(2) ? ',' : '';
    const lines = parts.map(
      (part, index) => `${inset}${part}${index < parts.length - 1 ? ',' : comma}${this.comment()}`,
    );
    if (this.oneOf(2)) return [`${name}: ${open}`, ...lines, `${' '.repeat(column + 1)}${close}`];
    const last = (lines.at(-1) ?? '').replace(/ # .*$/, '');
    return [`${name}: ${open}`, ...lines.slice(0, -1), `${last} ${close}`];
  }

  private flow(value: JsonValue): string {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const pad = this.oneOf(2) ? ' ' : '';
    if (!isJsonObject(value)) {
      const trailing = value.length > 0 && this.oneOf(6) ? ',' : '';
      return `[${pad}${value.map((item) => this.flow(item)).join(', ')}${trailing}${pad}]`;
    }
    return `{${pad}${Object.entries(value)
      .map(([key, member]) => `${key}: ${this.flow(member)}`)
      .join(', ')}${pad}}`;
  }

  private text(value: string): string {
    if (/^[a-z][a-z.-]*$/.test(value) && !this.oneOf(3)) return value;
    return this.oneOf(2) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
  }

  private comment(): string {
    return this.oneOf(5) ? ' # why, and [so on' : '';
  }

  /** One in so many times. */
  private oneOf(times: number): boolean {
    const { choices } = this.layout;
    const choice = choices[this.at % choices.length] ?? 0;
    this.at++;
    return (choice + Math.floor(this.at / choices.length)) % times === 0;
  }
}
