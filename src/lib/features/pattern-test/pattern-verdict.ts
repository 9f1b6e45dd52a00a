import { wasMasked } from '../../language/events/masking/masked.js';
import {
  describe,
  type Explanation,
  explain,
  matches,
  patternSizeProblem,
} from '../../language/patterns/index.js';
import { readInline } from '../input/read-inline.js';
import { decided, eventOfText, type PatternAndEvent, patternOf } from './test-pattern.js';

/** Whether an event matches a pattern; where it was asked for, with what the pattern means and why. */
export interface PatternVerdict extends Partial<Omit<Explanation, 'matches'>> {
  readonly matches: boolean;
  readonly meaning?: string;
}

/** A pattern tested, with the texts that it and the event were given as. */
export interface TestedPattern {
  readonly verdict: PatternVerdict;
  readonly notices: readonly string[];
  readonly texts: { readonly pattern: string; readonly event: string };
}

/** Of which outcomes the conditions are told. */
export type Explained = 'all' | 'misses' | 'none';

/**
 * Tests a pattern against an event, both as flags give them.
 * @throws GcxError where one cannot be read or is not valid
 */
export async function patternVerdict(request: PatternAndEvent, explained: Explained): Promise<TestedPattern> {
  const texts = { pattern: await readInline(request.pattern), event: await eventTextOf(request.event) };
  const pattern = patternOf(texts.pattern);
  const event = eventOfText(texts.event);
  const tooLarge = patternSizeProblem(pattern.text);
  const notices = [
    ...(tooLarge === undefined ? [] : [`${tooLarge.severity}: ${tooLarge.message}`]),
    ...(wasMasked(texts.event)
      ? ['The event was saved with masked fields: conditions on these fields fail here.']
      : []),
  ];
  if (explained !== 'all') {
    const verdict = { matches: decided(() => matches(pattern, event)) };
    if (verdict.matches || explained === 'none') return { verdict, notices, texts };
  }
  const { patternKnowledge } = await import('./pattern-knowledge.js');
  const knowledge = patternKnowledge();
  const explanation = decided(() => explain(pattern, event, knowledge));
  return { verdict: { ...explanation, meaning: describe(pattern, knowledge) }, notices, texts };
}

async function eventTextOf(given: PatternAndEvent['event']): Promise<string> {
  if (typeof given === 'string') return readInline(given);
  const { sampleFor } = await import('../input/given-events.js');
  return JSON.stringify((await sampleFor(given.sample, given, undefined, undefined)).json);
}
