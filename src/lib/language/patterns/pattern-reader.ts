import { InvalidPattern } from './invalid-pattern.js';
import { InvalidJson, JsonReader, type JsonToken } from './json-reader.js';

/** Reads a pattern's tokens; whatever is wrong, the JSON or its meaning, is an {@link InvalidPattern} with its place. */
export class PatternReader {
  private readonly json: JsonReader;
  /** Whether the text of the string last read was asked for: Jackson reads a string to its end only then. */
  private asked = false;

  constructor(text: string) {
    this.json = new JsonReader(text);
  }

  /** The name, string or number last read; for another token its characters. */
  get value(): string {
    const { token } = this.json;
    this.asked = true;
    return token === 'name' || token === 'string' || token === 'number' ? this.json.value : token;
  }

  get start(): number {
    return this.json.start;
  }

  get end(): number {
    return this.json.end;
  }

  next(): JsonToken {
    this.asked = false;
    try {
      return this.json.next();
    } catch (error) {
      if (error instanceof InvalidJson) throw new InvalidPattern(error.message, this.json.text, error.offset);
      throw error;
    }
  }

  /** Reads the end of a match expression. */
  expectEnd(otherwise: string): void {
    if (this.next() !== '}') this.refuse(otherwise);
  }

  /** Refuses the pattern for a reason in event-ruler's words, at the place up to which Jackson has read. */
  refuse(reason: string): never {
    throw new InvalidPattern(reason, this.json.text, this.reached());
  }

  /**
   * Up to where EventBridge's parser (Jackson) has read, which is the place that its errors tell. With a name it takes
   * what follows: a number or a word whole, of a string or a list the first character.
   */
  private reached(): number {
    const { text, token } = this.json;
    if (token === 'name') {
      const follows = this.json.end + text.slice(this.json.end).search(/[^ \n\r\t]|$/);
      if (/["{[]/.test(text.charAt(follows))) return follows + 1;
      this.next();
      return this.json.end;
    }
    return token === 'string' && !this.asked ? this.json.start + 1 : this.json.end;
  }

  /** Runs a computation that refuses with a plain Error, and refuses the pattern with its message. */
  checked<T>(compute: () => T): T {
    try {
      return compute();
    } catch (error) {
      if (error instanceof InvalidPattern || !(error instanceof Error)) throw error;
      throw new InvalidPattern(error.message, this.json.text, this.reached());
    }
  }
}
