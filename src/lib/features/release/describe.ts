import type { JsonObject, JsonValue } from '../../base/json.js';
import type { Tags } from '../../clients/aws/tags-model.js';
import type { Live } from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import type { Described, ReleasedThing } from './model.js';

/** What a thing is described from. */
export interface DescribeInput {
  readonly config: Config;
  readonly live: Live;
  readonly thing: ReleasedThing['thing'];
}

/** Describes a thing of a kind as it is, with the parts of it that have no marks of their own. Pure. */
export type Describe = (input: DescribeInput) => readonly Described[];

/** The properties of an answer that CloudFormation calls as the service does; what is not set is left out. */
export function picked(answer: JsonObject | undefined, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = answer?.[name];
      return value === undefined || isEmpty(value) ? [] : [[name, value]];
    }),
  );
}

function isEmpty(value: JsonValue): boolean {
  if (value === null || value === '') return true;
  return (
    typeof value === 'object' && (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0)
  );
}

/** The tags that stay: people's and the file's, not gcx's own. */
export function keptTags(tags: Tags): JsonObject {
  const kept = Object.entries(tags)
    .filter(([key]) => !key.startsWith('genesys-gcx:') && !key.startsWith('aws:'))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
  return kept.length === 0 ? {} : { Tags: kept };
}

/** A JSON text as a value; what cannot be read stays a text. */
export function parsedText(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

/** The description that stays once the mark is gone. */
export function keptDescription({ release }: ReleasedThing['thing'], now: string): JsonObject {
  const [step] = release;
  const Description = step !== undefined && 'description' in step ? String(step.description) : now;
  return Description === '' ? {} : { Description };
}

/** Letters and digits of a name, as CloudFormation takes them in parameters and logical ids. */
export function plainName(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
