import { ownValue } from '../../base/own-value.js';
import type { Change, FieldChange } from '../../engine/change/model.js';
import type { DifferenceHarm, Weight } from '../../engine/kinds/door/difference-harm.js';
import { type Live, patternFields } from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';

/** Fields of a rule that are none of its pattern's. */
const NO_PATTERN =
  /^(?:state|retry|dead letter|role|message group|input|targets|description|route tag|names of its queues|protect|set by others|tag .*)$/;

/** Whether a field of a rule's change is a condition of its pattern. */
export function isOfPattern({ field }: FieldChange): boolean {
  return !NO_PATTERN.test(field);
}

/** Pure: what it does that a rule's live pattern is another one: it may match less than the file asks for, or only more. */
export function patternHarm(
  config: Config,
  { rules }: Pick<Live, 'rules'>,
  { name, group, fields }: Change,
  harm: DifferenceHarm,
): DifferenceHarm {
  const live = rules.find((each) => each.name === name)?.pattern;
  const format = group.kind === 'route' ? ownValue(config.routes, group.name)?.format : undefined;
  const conditions = live === undefined ? undefined : patternFields(live, format);
  const weights = fields.filter(isOfPattern).flatMap((field): readonly Weight[] => {
    if (field.kind !== 'set') return ['some'];
    const count = conditions?.get(field.field)?.conditions.length ?? 0;
    return [weightOf(field.added.length, field.removed.length, count)];
  });
  if (weights.includes('stops')) return { ...harm, weight: 'stops' };
  if (weights.includes('some')) return { ...harm, weight: 'some' };
  return { weight: 'later', does: 'It matches events that the file does not select, and misses none.' };
}

/**
 * Of one field's conditions: those that the file has and the rule lacks, those that it has beside them, and all that it
 * has. A rule without conditions on a field takes every value of it.
 */
function weightOf(lacking: number, beside: number, live: number): Weight {
  if (lacking > 0 && beside > 0) return beside === live ? 'stops' : 'some';
  if (lacking > 0) return live === 0 ? 'later' : 'some';
  // Where nothing is in common, the file asks for every value.
  return beside === live ? 'some' : 'later';
}
