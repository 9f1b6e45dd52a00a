import type { JsonValue } from '../../base/json.js';

/** One attribute that a service answered with. */
export interface AnsweredAttribute {
  /** The thing, as a message calls it. */
  readonly of: string;
  /** Path of the attribute, e.g. `VpcConfig.SubnetIds`. */
  readonly name: string;
  readonly value: JsonValue;
  /** `unknown`: no table knows it. */
  readonly whose: 'ours' | 'people' | 'none' | 'unknown';
  /** Of ours: how another value harms delivery. Of people's: what the value that it has does. Absent: it does no harm. */
  readonly harm?: string;
  /** What to do about a value of people's that harms. */
  readonly mend?: string;
  /** True where people set it on what gcx made, and it does no harm: gcx keeps it, and says so. */
  readonly kept?: true;
  /** Where `mend` or `kept` is: the plan's change that is about the thing, and the file's targets that it belongs to. */
  readonly about?: { readonly change: string; readonly targets: readonly string[] };
}

/** The path of an attribute without the places in lists that it is found at, which are of no meaning. */
export function withoutPlaces(name: string): string {
  return name.replaceAll(/\[\d+\]/g, '');
}
