import type { Told } from './model.js';

/** A value, or an array of such, which EventBridge looks through. */
export interface ValuePlace {
  readonly kind: 'value';
  readonly type: 'text' | 'number' | 'boolean' | 'any';
  /** The texts that stand there, where they are listed. */
  readonly only?: readonly string[];
  /** Whether nothing but {@link only} ever stands there; else others may have been added. */
  readonly closed: boolean;
  /** Whether the same words have been seen in upper and in lower case. */
  readonly bothCases?: boolean;
  /** Whether it may be null. */
  readonly nullable: boolean;
  /** Whether it may be missing. */
  readonly optional: boolean;
}

/** What can stand at a path of an event. */
export type Place =
  | ValuePlace
  /** An object, of which EventBridge compares only what is within; `nullable`: or null. */
  | { readonly kind: 'object'; readonly nullable: boolean; fields(): readonly string[] }
  /** No such field. */
  | {
      readonly kind: 'absent';
      readonly certain: boolean;
      /** How much of the path is at fault. */
      readonly field: string;
      tell(): Told;
    };

/** Says a problem, with what to do where there is something. */
export function told(message: string, cure?: string): Told {
  return { message, ...(cure === undefined ? {} : { cure }) };
}

/** A text that every event has. */
export function always(...only: readonly string[]): ValuePlace {
  return {
    kind: 'value',
    type: 'text',
    ...(only.length === 0 ? {} : { only }),
    closed: only.length > 0,
    nullable: false,
    optional: false,
  };
}

/** A value that may be missing or null. */
export function perhaps(type: ValuePlace['type'], only?: readonly string[]): ValuePlace {
  return {
    kind: 'value',
    type,
    ...(only === undefined ? {} : { only }),
    closed: false,
    nullable: true,
    optional: true,
  };
}
