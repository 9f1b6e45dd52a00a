import type { Notice } from '../../base/notice.js';
import type { AnsweredAttribute } from '../change/answered-attribute.js';
import { attributesOf, type Live, type PlanInput, READINGS, sendRequests } from '../kinds/index.js';

/** All that services answered about what a plan read, and whose each attribute is: each kind's table says it. */
export function answeredAttributes(input: PlanInput<Live>): readonly AnsweredAttribute[] {
  const requests = sendRequests(input);
  return READINGS.flatMap((reading) => reading.answered?.(input) ?? []).flatMap((each) =>
    attributesOf(each, requests.get(each.thing?.arn ?? '')),
  );
}

/** Attributes that no table knows: a service has learned something that this gcx neither compares nor changes. */
export function unknownAttributeNotices(attributes: readonly AnsweredAttribute[]): readonly Notice[] {
  const unknown = attributes.filter(({ whose }) => whose === 'unknown');
  const byName = new Map<string, readonly string[]>();
  for (const { name, of } of unknown) {
    // One sentence a kind of thing: what it is called without its own name.
    const key = `${of.split(' ')[0] ?? ''} ${name.replace(/\[\d+\]/g, '[]')}`;
    byName.set(key, [...(byName.get(key) ?? []), `${name} of ${of}`]);
  }
  return [...byName.values()].map((places) => ({
    code: 'unknown-attribute',
    message: `The service answers with ${places[0]}${places.length > 1 ? ` and ${places.length - 1} more` : ''}, which this gcx does not know: it is neither compared nor changed.`,
  }));
}
