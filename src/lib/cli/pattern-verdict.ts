import {
  describe,
  type EventText,
  type Explanation,
  explain,
  matches,
  patternSizeProblem,
} from '../patterns/index.js';
import { readInline } from './read-inline.js';
import { decided, eventOfText, type PatternAndEvent, patternOf } from './test-pattern.js';

/** Whether an event matches a pattern; where it was asked for, with what the pattern means and why. */
export interface PatternVerdict extends Partial<Omit<Explanation, 'matches'>> {
  readonly matches: boolean;
  readonly meaning?: string;
}

/**
 * Tests a pattern against an event, both as flags give them.
 * @throws GcxError where one cannot be read or is not valid
 */
export async function patternVerdict(
  request: PatternAndEvent,
  explained: boolean,
): Promise<{ readonly verdict: PatternVerdict; readonly notices: readonly string[] }> {
  const pattern = patternOf(await readInline(request.pattern));
  const event = await eventOf(request.event);
  const tooLarge = patternSizeProblem(pattern.text);
  const notices = tooLarge === undefined ? [] : [`${tooLarge.severity}: ${tooLarge.message}`];
  if (!explained) return { verdict: { matches: decided(() => matches(pattern, event)) }, notices };
  const { patternKnowledge } = await import('./pattern-knowledge.js');
  const knowledge = patternKnowledge();
  const explanation = decided(() => explain(pattern, event, knowledge));
  return { verdict: { ...explanation, meaning: describe(pattern, knowledge) }, notices };
}

async function eventOf(given: PatternAndEvent['event']): Promise<EventText> {
  if (typeof given === 'string') return eventOfText(await readInline(given));
  const { sampleFor } = await import('./event-source.js');
  return (await sampleFor(given.sample, given.set, undefined, undefined)).text;
}
