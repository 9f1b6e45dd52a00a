import { type AwsError, validationError } from './aws-error.js';

/** What a member's value must be, in the terms of AWS's models. */
export interface TextConstraint {
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  /** Accepts what `pattern` accepts, where that takes exponential time for some texts. */
  readonly accepts?: RegExp;
  readonly oneOf?: readonly string[];
  /** AWS says of a value that is sensitive only that it is wrong. */
  readonly secret?: boolean;
}

/** Stands for a value that is not shown. */
const SECRET = Symbol('secret');

/** AWS's patterns are Java's: a class of Unicode is JavaScript's only under `u`, which refuses some escapes of theirs. */
function wholly(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');
}

/** Gathers every breach of a request's model and reports them together, in AWS's words. */
export class Constraints {
  readonly #breaches: string[] = [];

  /** Checks a string; `path` is the member's, in AWS's spelling (`targets.1.member.id`). */
  text(path: string, value: string | undefined, constraint: TextConstraint): this {
    if (value === undefined) {
      if (constraint.required === true) this.#breach(path, null, 'Member must not be null');
      return this;
    }
    const shown = constraint.secret === true ? SECRET : value;
    if (constraint.oneOf !== undefined && !constraint.oneOf.includes(value)) {
      this.#breach(path, shown, `Member must satisfy enum value set: [${constraint.oneOf.join(', ')}]`);
    }
    const form =
      constraint.accepts ?? (constraint.pattern === undefined ? undefined : wholly(constraint.pattern));
    if (form !== undefined && !form.test(value)) {
      this.#breach(path, shown, `Member must satisfy regular expression pattern: ${constraint.pattern}`);
    }
    this.#length(path, shown, value.length, constraint);
    return this;
  }

  /** Checks how many entries a list has. */
  count(path: string, shown: string, count: number, constraint: { min?: number; max?: number }): this {
    this.#length(path, shown, count, constraint);
    return this;
  }

  /** Checks the keys and values of a map of strings. */
  map(
    path: string,
    value: Readonly<Record<string, string>>,
    { keyMax, keyPattern, valueMax }: { keyMax: number; keyPattern: string; valueMax: number },
  ): this {
    const shown = `{${Object.entries(value)
      .map(([key, each]) => `${key}=${each}`)
      .join(', ')}}`;
    const form = new RegExp(`^(?:${keyPattern})$`);
    if (Object.keys(value).some((key) => key.length > keyMax || !form.test(key)))
      this.#breach(
        path,
        shown,
        `Map keys must satisfy constraint: [Member must have length less than or equal to ${keyMax}, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${keyPattern}]`,
      );
    if (Object.values(value).some((each) => each.length > valueMax))
      this.#breach(
        path,
        shown,
        `Map value must satisfy constraint: [Member must have length less than or equal to ${valueMax}]`,
      );
    return this;
  }

  /** Checks a number's bounds. */
  range(path: string, value: number | undefined, min: number, max: number): this {
    if (value === undefined) return this;
    if (value < min) {
      this.#breach(path, String(value), `Member must have value greater than or equal to ${min}`);
    }
    if (value > max) this.#breach(path, String(value), `Member must have value less than or equal to ${max}`);
    return this;
  }

  /**
   * @param fault The service's answer, where it is no ValidationException.
   * @throws AwsError naming every breach
   */
  check(fault: (message: string) => AwsError = validationError): void {
    const count = this.#breaches.length;
    if (count === 0) return;
    const noun = count === 1 ? 'error' : 'errors';
    throw fault(`${count} validation ${noun} detected: ${this.#breaches.join('; ')}`);
  }

  #length(
    path: string,
    shown: string | typeof SECRET,
    length: number,
    constraint: { min?: number; max?: number },
  ): void {
    if (constraint.min !== undefined && length < constraint.min) {
      this.#breach(path, shown, `Member must have length greater than or equal to ${constraint.min}`);
    }
    if (constraint.max !== undefined && length > constraint.max) {
      this.#breach(path, shown, `Member must have length less than or equal to ${constraint.max}`);
    }
  }

  #breach(path: string, value: string | typeof SECRET | null, constraint: string): void {
    const shown = value === SECRET ? '' : value === null ? 'null ' : `'${value}' `;
    this.#breaches.push(`Value ${shown}at '${path}' failed to satisfy constraint: ${constraint}`);
  }
}
