import type { EventText } from './event-text.js';
import type { Pattern } from './model.js';
import { compileRules, type RuleIndex } from './rule-index.js';

const compiled = new WeakMap<Pattern, RuleIndex>();

/**
 * Whether an event matches a pattern, as EventBridge decides it. A pattern is compiled the first time it is used.
 * @throws TooHardToMatch where the event's arrays offer too many combinations
 * @example matches(parsePattern('{"source": [{"prefix": "aws.partner/genesys.com"}]}'), readEvent(text))
 */
export function matches(pattern: Pattern, event: EventText): boolean {
  let index = compiled.get(pattern);
  if (index === undefined) {
    index = compileRules([{ name: '', pattern }]);
    compiled.set(pattern, index);
  }
  return index.match(event).length > 0;
}
