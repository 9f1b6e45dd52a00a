import { isJsonObject, type JsonValue } from '../../base/json.js';
import type { Notice } from '../../base/notice.js';
import { andList } from '../../base/words.js';
import { withoutPlaces } from '../../engine/change/answered-attribute.js';
import { markOf, ownSubscriptions, RESOURCE_KINDS } from '../../engine/kinds/index.js';
import { describedResources } from './described.js';
import type { Described, Release } from './model.js';

/** What is released and not in the file, whatever the format: a notice for each. Pure. */
export function leftOutOf(release: Release): readonly Notice[] {
  const { owned, config, live } = release;
  const resources = describedResources(release);
  const described = new Set(resources.map(({ of }) => of));
  const undescribed = owned
    .filter(({ kind, thing }) => kind !== 'integration' && !described.has(thing.id))
    .map(({ kind, thing }) => `${labelOf(kind)} ${thing.name} is not in the file.`);
  const pending = owned.flatMap(({ kind, thing }) => {
    const topic = kind === 'sns-topic' ? live.topics.get(thing.arn ?? '') : undefined;
    if (topic === undefined || topic === null) return [];
    return ownSubscriptions(topic, markOf(config)).flatMap(({ arn, protocol, endpoint }) =>
      arn === undefined
        ? [
            `The ${protocol} subscription of ${endpoint} to SNS topic ${thing.name} is not confirmed. It cannot be imported, and is not in the file.`,
          ]
        : [],
    );
  });
  return [...undescribed, ...pending, ...setByPeople(release, resources)].map((message) => ({
    code: 'not-in-file',
    message,
  }));
}

/**
 * Settings of people's that a plan keeps, and no resource of the file has: what looks after the thing from now on would
 * take them away.
 */
function setByPeople({ owned, plan }: Release, resources: readonly Described[]): readonly string[] {
  return owned.flatMap(({ kind, thing }) => {
    const names = namesIn(resources.filter(({ of }) => of === thing.id).map(({ properties }) => properties));
    const missing = (plan.attributes ?? []).flatMap(({ whose, about, name }) =>
      whose === 'people' && about?.change === thing.id && !isNamed(names, name) ? [withoutPlaces(name)] : [],
    );
    if (missing.length === 0) return [];
    const what = andList([...new Set(missing)]);
    return [
      `${labelOf(kind)} ${thing.name} has ${what} as people set it, which the file does not describe. Before you apply the file, add it there: else it can be taken away.`,
    ];
  });
}

/** Whether names of properties are the one of an attribute, or of what it is a part of; CloudFormation writes some otherwise. */
function isNamed(names: ReadonlySet<string>, attribute: string): boolean {
  return withoutPlaces(attribute)
    .split('.')
    .some((part) => names.has(part.toLowerCase()));
}

/** All names in properties, in lower case. */
function namesIn(value: JsonValue): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((item: JsonValue) => [...namesIn(item)]));
  if (!isJsonObject(value)) return new Set();
  return new Set(Object.entries(value).flatMap(([name, item]) => [name.toLowerCase(), ...namesIn(item)]));
}

function labelOf(kind: string): string {
  const label = RESOURCE_KINDS.find((each) => each.kind === kind)?.label ?? kind;
  return label.charAt(0).toUpperCase() + label.slice(1);
}
