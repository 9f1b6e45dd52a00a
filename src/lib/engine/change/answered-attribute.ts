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
  /** When and how it can harm delivery; absent: it cannot. */
  readonly harm?: string;
}
