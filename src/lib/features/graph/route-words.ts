import { fieldOf, shapeOfFormat } from '../../engine/compile/index.js';
import { sourceOf } from '../../engine/plan/index.js';
import type { Config, QueueSelector, Route } from '../../language/config/model.js';
import { partnerFormat } from '../../language/events/index.js';
import { conditionsOf, describe, parsePattern, wantsWords } from '../../language/patterns/index.js';
import { describeSelector } from '../../language/queues/select-queues.js';

/** The conditions of a route's `where`, in words: `mediaType is "VOICE" or "MESSAGE"`. */
export function whereWords(config: Config, { format, where }: Route): readonly string[] {
  const shape = shapeOfFormat(format ?? partnerFormat(), sourceOf(config));
  return Object.entries(where).flatMap(([field, tests]) =>
    // Each by itself: what two of them cannot be together is for the plan to say.
    conditionsOf(parsePattern(JSON.stringify({ [`${shape.payload}.${field}`]: tests })).clauses).map(
      (condition) => {
        const path = fieldOf(shape, condition.path) ?? condition.path;
        const wants = wantsWords(condition);
        if (wants === 'any value') return `${path} has a value`;
        return wants === 'the field to be missing' ? `${path} is missing` : `${path} is ${wants}`;
      },
    ),
  );
}

/** What a route's own event pattern means, a line each; undefined where it has none. */
export function patternWords({ pattern }: Route): readonly string[] | undefined {
  return pattern === undefined ? undefined : describe(parsePattern(JSON.stringify(pattern))).split('\n');
}

/** A selector of queues as a short text: `"Sales Support"`, `glob "Sales DE*"`. */
export function selectorWords(selector: QueueSelector): string {
  return describeSelector(selector).replace(/^name /, '');
}
