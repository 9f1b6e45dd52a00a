/** A placeholder of a template. */
export interface Placeholder {
  readonly name: string;
  /** Where it stands in the template, in UTF-16 units; `end` is not included. */
  readonly start: number;
  readonly end: number;
  /** Whether it stands within quotes. */
  readonly quoted: boolean;
  /** Whether nothing else stands within its quotes. */
  readonly alone: boolean;
  /** Whether it stands where the key of an object does, or in one. */
  readonly key: boolean;
}

/** A template, taken apart. */
export interface ParsedTemplate {
  readonly text: string;
  /**
   * Whether values become JSON. Recorded: where the template begins with `{`. Whether white space may stand before it is
   * not known [?]; here it may not, with which a template breaks sooner.
   */
  readonly object: boolean;
  /** In the template's order. */
  readonly placeholders: readonly Placeholder[];
  /** What stands between `<` and `>` and is no name, which AWS may take for a placeholder or not [?]. */
  readonly odd: readonly string[];
}

/** What may stand between `<` and `>`. */
const BRACKETS = /<([^<>]*)>/y;
const NAME = /^[A-Za-z0-9_.-]+$/;

/** What AWS fills in without a path (EventBridge user guide, "Input transformation", predefined variables). */
export const PREDEFINED: readonly string[] = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

/** Finds the placeholders of a template, and what each stands in. Never throws: also of a text that is no template. */
export function parseTemplate(text: string): ParsedTemplate {
  const placeholders: Placeholder[] = [];
  const odd: string[] = [];
  let opening: number | undefined;
  let within: Placeholder[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    if (character === '<') {
      BRACKETS.lastIndex = at;
      const [whole, name = ''] = BRACKETS.exec(text) ?? [];
      if (whole !== undefined) {
        const end = at + whole.length;
        const quoted = opening !== undefined;
        const key = !quoted && isBeforeColon(text, end);
        if (NAME.test(name)) within.push({ name, start: at, end, quoted, alone: false, key });
        else odd.push(name);
        at = end;
        continue;
      }
    }
    if (character === '\\' && opening !== undefined && text.charAt(at + 1) !== '<') {
      at += 2;
      continue;
    }
    if (character === '"') {
      placeholders.push(...(opening === undefined ? within : inQuotes(text, within, opening, at)));
      within = [];
      opening = opening === undefined ? at : undefined;
    }
    at += 1;
  }
  placeholders.push(...within);
  return { text, object: text.startsWith('{'), placeholders, odd };
}

/** The placeholders of one pair of quotes. */
function inQuotes(
  text: string,
  within: readonly Placeholder[],
  opening: number,
  closing: number,
): readonly Placeholder[] {
  if (within.length === 0) return [];
  const key = isBeforeColon(text, closing + 1);
  return within.map((each) => ({
    ...each,
    alone: each.start === opening + 1 && each.end === closing,
    key,
  }));
}

const COLON = /[ \t\r\n]*:/y;

function isBeforeColon(text: string, at: number): boolean {
  COLON.lastIndex = at;
  return COLON.test(text);
}

/** The template with each placeholder replaced; what is no placeholder stays. */
export function replacePlaceholders(
  { text, placeholders }: ParsedTemplate,
  write: (placeholder: Placeholder) => string,
): string {
  let at = 0;
  let written = '';
  for (const each of placeholders) {
    written += text.slice(at, each.start) + write(each);
    at = each.end;
  }
  return written + text.slice(at);
}
