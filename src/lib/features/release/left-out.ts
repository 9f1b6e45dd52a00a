import type { Notice } from '../../base/notice.js';
import { markOf, ownSubscriptions, RESOURCE_KINDS } from '../../engine/kinds/index.js';
import { describedResources } from './described.js';
import type { Release } from './model.js';

/** What is released and cannot be imported, whatever the format: a notice for each. Pure. */
export function leftOutOf(release: Release): readonly Notice[] {
  const { owned, config, live } = release;
  const described = new Set(describedResources(release).map(({ of }) => of));
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
  return [...undescribed, ...pending].map((message) => ({ code: 'not-in-file', message }));
}

function labelOf(kind: string): string {
  const label = RESOURCE_KINDS.find((each) => each.kind === kind)?.label ?? kind;
  return label.charAt(0).toUpperCase() + label.slice(1);
}
