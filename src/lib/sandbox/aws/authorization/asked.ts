import type { JsonObject } from '../../../base/json.js';
import type { Context } from '../context.js';
import type { TagMap } from '../tag-map.js';
import type { Asked, Conditions } from './asked-right.js';

export type { Asked, Conditions } from './asked-right.js';

/** A call whose rights are asked for. */
export interface Call {
  /** By the API's member names; for Lambda its JSON body. */
  readonly input: JsonObject;
  readonly context: Context;
  /** Of Lambda's REST API, after its version: the name of what it is about first. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

/** What a call needs, its own action first (AWS Service Authorization Reference; the rest as the API references say). */
export type Needs = (call: Call) => readonly Asked[];

/** What the calls of a service need, by their names. */
export type NeedsOfCalls = Readonly<Record<string, Needs>>;

/** An action on one resource. */
export function on(
  action: string,
  resource: (call: Call) => string,
  conditions?: (call: Call) => Conditions,
): Needs {
  return (call) => [
    {
      action,
      resource: resource(call),
      ...(conditions === undefined ? {} : { conditions: conditions(call) }),
    },
  ];
}

/** An action that knows no resources: a policy has to say `"Resource": "*"`. */
export function anywhere(action: string, conditions?: (call: Call) => Conditions): Needs {
  return on(action, () => '*', conditions);
}

/** All that several need. */
export function all(...needs: readonly Needs[]): Needs {
  return (call) => needs.flatMap((each) => each(call));
}

/** What is needed only where a call says something. */
export function where(says: (call: Call) => boolean, needs: Needs): Needs {
  return (call) => (says(call) ? needs(call) : []);
}

/** The condition keys of tags that a request puts on something. */
export function taggedWith(tags: TagMap): Conditions {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  return {
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    'aws:TagKeys': keys,
  };
}

/** The condition key of tags that a request takes away. */
export function withoutKeys(keys: readonly string[]): Conditions {
  return keys.length === 0 ? {} : { 'aws:TagKeys': keys };
}
