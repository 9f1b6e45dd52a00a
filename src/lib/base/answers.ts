import { isJsonObject, type JsonObject, type JsonValue } from './json.js';

/** What services answered, by what the clients made of it: a client's models hold only what gcx uses. */
const answers = new WeakMap<object, object>();

/** Remembers what a service answered about a thing, whole; gives the thing back. Nothing in it may be secret. */
export function answeredWith<Thing extends object>(thing: Thing, answer: object): Thing {
  answers.set(thing, answer);
  return thing;
}

/** What a service answered about a thing, as JSON without what an SDK adds; undefined where it was not read from one. */
export function answerOf(thing: object): JsonObject | undefined {
  const answer = answers.get(thing);
  if (answer === undefined) return undefined;
  const { $metadata: _, ...own }: { readonly $metadata?: unknown } = answer;
  const json = JSON.parse(JSON.stringify(own)) as JsonValue;
  return isJsonObject(json) ? json : undefined;
}
