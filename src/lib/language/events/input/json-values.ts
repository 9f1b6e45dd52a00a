import { InvalidJson, JsonReader } from '../../patterns/json-reader.js';

/** JSON values that follow one another in a text. */
export type JsonValues =
  | {
      readonly valid: true;
      /** Where each stands, in UTF-16 units from 0; `end` is not included. */
      readonly values: readonly { readonly start: number; readonly end: number; readonly isText: boolean }[];
    }
  | {
      readonly valid: false;
      /** Where it stops being JSON, in UTF-16 units from 0. */
      readonly offset: number;
    };

/**
 * Reads a text as JSON values one after another, none too: what EventBridge takes for an input and sends of a template,
 * such as several lines of quoted text (EventBridge user guide, "Input transformation").
 */
export function readJsonValues(text: string): JsonValues {
  const values: { start: number; end: number; isText: boolean }[] = [];
  let at = 0;
  for (;;) {
    const reader = new JsonReader(text.slice(at));
    try {
      const first = reader.next();
      if (first === 'end') return { valid: true, values };
      const start = at + reader.start;
      const nested = first === '{' || first === '[';
      if (nested) while (reader.next() !== 'end');
      at += reader.end;
      const isText = first === 'string';
      values.push({ start, end: at, isText });
      if (!nested && !isText && !/^(?:$|[ \t\r\n])/.test(text.charAt(at)))
        return { valid: false, offset: at };
    } catch (error) {
      if (!(error instanceof InvalidJson)) throw error;
      return { valid: false, offset: at + error.offset };
    }
  }
}
