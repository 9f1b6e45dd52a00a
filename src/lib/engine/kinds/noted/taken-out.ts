import type { JsonValue } from '../../../base/json.js';
import { isNotedAs } from '../../change/asked.js';

/** A setting that a file can leave out, beside what is live. */
export interface LeavableSetting {
  /** Name of the setting, as the note calls it. */
  readonly setting: string;
  /** What the file says. Undefined: nothing. */
  readonly wanted: JsonValue | undefined;
  /** What is live. Undefined: it is not set. */
  readonly live: JsonValue | undefined;
  /** The note of what gcx last asked for. Undefined: there is none. */
  readonly noted: string | undefined;
}

/**
 * Whether a setting was taken out of the file, and is set back: by its note gcx asked for what is live, and the file says
 * nothing any more. What people set, and what they changed since, stays.
 */
export function isTakenOut({ setting, wanted, live, noted }: LeavableSetting): boolean {
  return wanted === undefined && live !== undefined && isNotedAs(noted, setting, live);
}
