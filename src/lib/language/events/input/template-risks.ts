import { isTheEvent } from './refusal.js';
import { type ParsedTemplate, type Placeholder, PREDEFINED } from './template.js';
import type { ValueShape } from './value-shape.js';

/** What a placeholder does to what a target gets, by the shape of what its path finds. */
export type TemplateRisk =
  /** No event arrives: the text is not JSON, and AWS puts it into the dead-letter queue instead of the event. */
  | 'breaks'
  /** As `breaks`, for the events in which the value has a quote, a backslash or a line break. */
  | 'may-break'
  /** As `may-break`, where gcx does not know whether the value can have one. */
  | 'unknown-may-break'
  /** Where the value is absent the text is not JSON, or nothing is sent at all. */
  | 'breaks-where-absent'
  /** Nothing fills it, and so it is sent as it is written. */
  | 'stays-as-written';

/**
 * What a placeholder risks; undefined where every event arrives. Fields of an event's body may be absent: Genesys Cloud
 * does not say which always are there.
 * @param shape of what its path finds; undefined where it has no path
 * @param present whether the value is in every event
 */
export function riskOf(
  { object }: Pick<ParsedTemplate, 'object'>,
  placeholder: Placeholder,
  shape: ValueShape | undefined,
  present: boolean,
): TemplateRisk | undefined {
  const { name, quoted } = placeholder;
  if (shape === undefined) {
    if (!PREDEFINED.includes(name)) return quoted ? 'stays-as-written' : 'breaks';
    if (isTheEvent(name) && object) return quoted ? 'breaks' : undefined;
    return object || quoted ? undefined : 'breaks';
  }
  if (object) return quoted && isNested(shape) ? 'breaks' : undefined;
  if (quoted) return inQuotedText(shape);
  switch (shape.kind) {
    case 'plain-text':
    case 'text':
    case 'object':
    case 'nothing':
      return 'breaks';
    case 'list':
      return shape.of.kind === 'number' && present ? undefined : 'breaks';
    case 'number':
      return present ? undefined : 'breaks-where-absent';
    case 'unknown':
      return 'unknown-may-break';
  }
}

/** A text that is no object: the value stands there raw, of an object or list without its quotes. */
function inQuotedText(shape: ValueShape): TemplateRisk | undefined {
  switch (shape.kind) {
    case 'plain-text':
    case 'number':
    case 'nothing':
      return undefined;
    case 'text':
    case 'object':
      return 'may-break';
    case 'list':
      return inQuotedText(shape.of);
    case 'unknown':
      return 'unknown-may-break';
  }
}

function isNested(shape: ValueShape): boolean {
  return shape.kind === 'object' || shape.kind === 'list';
}
