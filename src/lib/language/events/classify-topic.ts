import type { EventType } from './model.js';

/** A template's segments; `{id}` stands for any one. */
interface TemplateSegments {
  readonly eventType: EventType;
  readonly segments: readonly string[];
  readonly literals: number;
}

/**
 * Finds the event type of a topic name such as `v2.routing.queues.5affb229-….users`. Several templates can fit
 * (`v2.system.{id}.{id}`): the one with the most literal segments is meant.
 */
export function topicClassifier(
  eventTypes: readonly EventType[],
): (topicName: string) => EventType | undefined {
  const byLength = new Map<number, TemplateSegments[]>();
  for (const eventType of eventTypes) {
    const segments = eventType.template.split('.');
    const literals = segments.filter((segment) => segment !== '{id}').length;
    const sameLength = byLength.get(segments.length) ?? [];
    sameLength.push({ eventType, segments, literals });
    byLength.set(segments.length, sameLength);
  }
  for (const sameLength of byLength.values()) sameLength.sort((a, b) => b.literals - a.literals);
  return (topicName) => {
    const given = topicName.split('.');
    if (given.includes('')) return undefined;
    const fits = ({ segments }: TemplateSegments): boolean =>
      segments.every((segment, index) => segment === '{id}' || segment === given[index]);
    return byLength.get(given.length)?.find(fits)?.eventType;
  };
}
