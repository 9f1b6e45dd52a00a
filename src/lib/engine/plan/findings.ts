import { isJsonObject, type JsonValue } from '../../base/json.js';
import type { Notice } from '../../base/notice.js';
import { counted } from '../../base/words.js';
import type { Config } from '../../language/config/model.js';
import { globExpression } from '../../language/names/globs.js';
import { type AnsweredAttribute, withoutPlaces } from '../change/answered-attribute.js';
import type { Change } from '../change/model.js';
import { looseWords, thingName } from '../change/value-words.js';

/** Characters of a live value that a message shows. */
const SHOWN_VALUE = 80;

/** What a plan says of what people set. */
export interface Findings {
  readonly warnings: readonly Notice[];
  /** Lines to note on changes, by their ids. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
}

/** A value of people's that harms, about something that the file speaks of. */
type Harmful = AnsweredAttribute & Required<Pick<AnsweredAttribute, 'harm' | 'mend' | 'about'>>;

type Accepted = NonNullable<Config['accept']>[number];

/**
 * Pure: what people set and harms, as warnings, without what the file accepts; and what they set and gcx keeps, as notes.
 * @param account the file's
 * @param today `YYYY-MM-DD`, in UTC: what is accepted until then is not accepted any more afterwards
 */
export function findingsOf(
  attributes: readonly AnsweredAttribute[],
  accept: readonly Accepted[],
  today: string,
  account: string,
): Findings {
  const harmful = attributes.filter(isHarmful);
  const notes = new Map<string, readonly string[]>();
  const note = (change: string, line: string) => notes.set(change, [...(notes.get(change) ?? []), line]);
  const used = new Set<Accepted>();
  const warnings = harmful.flatMap((each): readonly Notice[] => {
    const fitting = accept.filter((entry) => accepts(entry, each));
    for (const entry of fitting) used.add(entry);
    const valid = fitting.find(({ until }) => until === undefined || today <= until);
    if (valid === undefined) return [warning(each, fitting[0])];
    note(
      each.about.change,
      `accepted by the file: ${withoutPlaces(each.name)} ${shown(each.value)} (${valid.reason})`,
    );
    return [];
  });
  for (const [change, lines] of keptByChange(attributes, account))
    note(change, `set by people, and kept: ${lines.join(', ')}`);
  return { warnings: [...warnings, ...accept.filter((entry) => !used.has(entry)).map(unused)], notes };
}

/** Changes with what is to be noted on them. */
export function withNotes(
  changes: readonly Change[],
  notes: ReadonlyMap<string, readonly string[]>,
): readonly Change[] {
  return changes.map((change) => {
    const lines = notes.get(change.id);
    return lines === undefined ? change : { ...change, notes: [...change.notes, ...lines] };
  });
}

function isHarmful(attribute: AnsweredAttribute): attribute is Harmful {
  return attribute.whose === 'people' && attribute.mend !== undefined && attribute.about !== undefined;
}

function keptByChange(
  attributes: readonly AnsweredAttribute[],
  account: string,
): ReadonlyMap<string, readonly string[]> {
  const kept = new Map<string, readonly string[]>();
  for (const { kept: isKept, about, name, value } of attributes)
    if (isKept === true && about !== undefined)
      kept.set(about.change, [...(kept.get(about.change) ?? []), `${name} ${shown(value, account)}`]);
  return kept;
}

function accepts(entry: Accepted, found: Harmful): boolean {
  const thing = globExpression(entry.thing);
  return (
    entry.finding === withoutPlaces(found.name) &&
    [found.of, ...found.about.targets].some((name) => thing.test(name))
  );
}

function warning(found: Harmful, expired: Accepted | undefined): Notice {
  const { of, value, harm, mend, about } = found;
  const finding = withoutPlaces(found.name);
  const [target] = about.targets;
  const of_ = target === undefined ? of : `${of} (target ${target})`;
  const over =
    expired === undefined
      ? `To accept it as it is, write into the file:  accept: [{ thing: ${yamlText(target ?? of)}, finding: ${finding}, reason: … }]`
      : `The file accepted it until ${expired.until} (${expired.reason}), which has passed: fix it, or give it another date.`;
  return {
    code: 'harms-delivery',
    message: `${of_} has ${finding} ${shown(value)}, which people set and gcx keeps. ${harm} ${mend} ${over}`,
    drift: true,
    thing: of,
    finding,
  };
}

function unused({ thing, finding }: Accepted): Notice {
  return {
    code: 'accept-unused',
    message: `The file accepts ${finding} of ${thing}, and there is nothing of the kind to accept: take that entry out of "accept".`,
  };
}

/** Targets' names need no quotes; what AWS calls a thing may hold a colon. */
function yamlText(text: string): string {
  return /^[\w .-]+$/.test(text) ? text : JSON.stringify(text);
}

/** A value in words. `account`: ARNs are cut to their names, and say the account where it is another than this. */
function shown(value: JsonValue, account?: string): string {
  const read = typeof value === 'string' ? jsonIn(value) : value;
  const statements = statementCount(read);
  if (statements !== undefined) return `(${counted(statements, 'statement')})`;
  const words = looseWords(read);
  const text =
    account === undefined ? words : words.replace(/arn:aws[^\s,]*/g, (arn) => thingName(arn, account));
  return text.length > SHOWN_VALUE ? `${text.slice(0, SHOWN_VALUE)}…` : text;
}

/** Of a policy: its first words say nothing, and which statement harms the rule says. */
function statementCount(value: JsonValue): number | undefined {
  if (!isJsonObject(value)) return undefined;
  const { Statement: statements } = value;
  if (statements === undefined) return undefined;
  return Array.isArray(statements) ? statements.length : 1;
}

/** Some attributes are JSON as a text: policies, redrive policies. */
function jsonIn(text: string): JsonValue {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
