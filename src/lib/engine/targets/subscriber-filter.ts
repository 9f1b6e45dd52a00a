import { isJsonObject, type JsonObject, type JsonValue, objectOrEmpty } from '../../base/json.js';
import type { Config, Subscriber } from '../../language/config/model.js';
import { partnerFormat, shippedFormats } from '../../language/events/index.js';

type Filter = NonNullable<Subscriber['filter']>;

/** The filter policy of SNS, on the body of the message, that a subscriber of a target asks for; undefined: none. */
export function filterPolicyOf(
  config: Pick<Config, 'routes'>,
  target: string,
  { filter }: Pick<Subscriber, 'filter'>,
): JsonObject | undefined {
  if (filter === undefined) return undefined;
  const route = Object.values(config.routes).find(({ targets }) => targets.includes(target));
  const payload = (route?.format ?? partnerFormat()).places.payload;
  const policy: Record<string, JsonValue> = {};
  for (const [field, conditions] of Object.entries(filter)) {
    const keys = `${payload}.${field}`.split('.');
    let level = policy;
    for (const key of keys.slice(0, -1)) {
      const below: Record<string, JsonValue> = { ...objectOrEmpty(level[key]) };
      level[key] = below;
      level = below;
    }
    level[keys.at(-1) ?? field] = [...conditions];
  }
  return policy;
}

/** What a file says for a filter policy on the body; undefined where it cannot say it. */
export function filterOfPolicy(
  policy: JsonValue | undefined,
  { formats = {} }: Pick<Config, 'formats'>,
): Filter | undefined {
  if (policy === undefined || !isJsonObject(policy)) return undefined;
  const all = [partnerFormat(), ...Object.values(formats), ...shippedFormats().values()];
  const leaves = leavesOf(policy, '');
  const payload = all
    .map(({ places }) => places.payload)
    .find((each) => leaves.every(([path]) => path.startsWith(`${each}.`)));
  const isWhole = leaves.every(([path, values]) => Array.isArray(values) && !path.includes('$or'));
  if (payload === undefined || !isWhole) return undefined;
  return Object.fromEntries(
    leaves.map(([path, values]) => [path.slice(payload.length + 1), values as Filter[string]]),
  );
}

function leavesOf(value: JsonObject, path: string): readonly (readonly [string, JsonValue])[] {
  return Object.entries(value).flatMap(([key, member]) =>
    isJsonObject(member) ? leavesOf(member, `${path}${key}.`) : [[`${path}${key}`, member] as const],
  );
}
