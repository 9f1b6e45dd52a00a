import type { JsonObject } from '../../base/json.js';
import {
  eventTypeFromText,
  eventTypePath,
  PARTNER_SOURCE,
  tellsByDetailType,
} from '../../language/events/formats/event-format.js';
import type { EventFormat } from '../../language/events/formats/model.js';
import { valueAt } from '../../language/events/formats/value-at.js';

/** Finds the format of an event: the first that it has the source, detail-type and event type of. */
export type Recognise = (event: JsonObject) => EventFormat | undefined;

/**
 * Prepares to recognize events of some formats, as `isOfFormat` does. Only conditions beyond equal texts and prefixes
 * bring the pattern engine with them.
 */
export async function recogniser(formats: readonly EventFormat[]): Promise<Recognise> {
  const tests = await Promise.all(
    formats.map(async (format) => ({ format, isOf: formatTest(format, await sourceTest(format)) })),
  );
  return (event) => tests.find(({ isOf }) => isOf(event))?.format;
}

function formatTest(format: EventFormat, isSource: (source: unknown) => boolean) {
  const { detailType } = format;
  const path = eventTypePath(format);
  const fixed = detailType === undefined || tellsByDetailType(format) ? undefined : detailType;
  return (event: JsonObject): boolean => {
    if (!isSource(event['source'])) return false;
    if (fixed !== undefined && event['detail-type'] !== fixed) return false;
    const eventType = valueAt(event, path);
    return typeof eventType === 'string' && eventTypeFromText(format, eventType) !== undefined;
  };
}

async function sourceTest({ source }: EventFormat): Promise<(source: unknown) => boolean> {
  if (source === undefined) return () => true;
  if (source === 'partner') return (told) => typeof told === 'string' && told.startsWith(PARTNER_SOURCE);
  if (source.every((condition) => typeof condition === 'string')) {
    const texts = new Set<unknown>(source);
    return (told) => texts.has(told);
  }
  const { eventOf, matches, parsePattern } = await import('../../language/patterns/index.js');
  const pattern = parsePattern(JSON.stringify({ source }));
  return (told) => typeof told === 'string' && matches(pattern, eventOf({ source: told }));
}
