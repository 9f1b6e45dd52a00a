import { gcxVersion } from '../../../base/gcx-version.js';
import { isJsonObject, type JsonValue } from '../../../base/json.js';
import type { Notice } from '../../../base/notice.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import type { NewerMark, Plan, Refusal } from '../../change/model.js';
import { isOurs, type Mark } from './mark.js';

/**
 * The format of the marks that this gcx writes and understands: tags, the record in an integration's notes, the mark in
 * a description. A mark without a number is of format 1, so that what an earlier gcx made needs no change.
 *
 * Format 2: notes of what gcx asked for stand beside the marks (see change/asked.ts), and a list of what it made. A gcx that
 * does not know them would change things without them, and be taken for somebody outside gcx. The number stands with the
 * list, where every gcx looks before it writes; the marks themselves are as in format 1.
 *
 * A gcx that raises it writes the number and its own version into every mark: as the tag {@link FORMAT_TAG}, as `format`
 * and `gcx` in the record, and behind the mark in a description. It keeps the parts that say whose a thing is (project,
 * environment, organization) as they are: by them an earlier gcx knows that the thing is its project's.
 */
const MARK_FORMAT = 2;

/** Key of the tag that carries a format above 1, e.g. `2 gcx-0.4.0`. */
export const FORMAT_TAG = 'genesys-gcx:format';

/** The value of that tag: the format of this gcx, or one that says so already. `present`: what stands there now. */
export function formatTagValue(present: string | undefined): string {
  const [, number] = /^(\d{1,9}) /.exec(present ?? '') ?? [];
  return present !== undefined && Number(number) === MARK_FORMAT
    ? present
    : `${MARK_FORMAT} gcx-${gcxVersion()}`;
}

type Format = Omit<NewerMark, 'on'>;

/** The mark of a newer gcx in the tags of one thing; empty where it has none. `on`: what a message calls the thing. */
export function newerFormatOfTags(on: string, tags: Tags): readonly NewerMark[] {
  return markOn(on, newerFormat(tags[FORMAT_TAG]));
}

/** The same of a thing that counts only where it is ours; undefined: there is none. */
export function newerFormatOfOurs(on: string, tags: Tags | undefined, mark: Mark): readonly NewerMark[] {
  return tags === undefined || !isOurs(tags, mark) ? [] : newerFormatOfTags(on, tags);
}

/** The same of a description, which carries it as `[genesys-gcx-format:2 gcx-0.4.0]`. */
export function newerFormatOfDescription(on: string, description: string): readonly NewerMark[] {
  return markOn(on, newerFormat(/\[genesys-gcx-format:([^\]]*)\]/.exec(description)?.[1]));
}

/** The same of the records in an integration's notes, of whichever project: what others use is read from theirs. */
export function newerFormatOfNotes(
  id: string,
  { notes, eventSourceSuffix }: { readonly notes: string; readonly eventSourceSuffix: string },
): readonly NewerMark[] {
  const formats = notes
    .split('\n')
    .map((line) =>
      line.startsWith(RECORD_START) ? formatOfRecord(line.slice(RECORD_START.length)) : undefined,
    );
  return markOn(
    `integration ${eventSourceSuffix} (${id})`,
    formats.find((format) => format !== undefined),
  );
}

function markOn(on: string, format: Format | undefined): readonly NewerMark[] {
  return format === undefined ? [] : [{ on, ...format }];
}

const RECORD_START = 'genesys-gcx: ';

function formatOfRecord(text: string): Format | undefined {
  let record: JsonValue;
  try {
    record = JSON.parse(text) as JsonValue;
  } catch {
    // People's words, or a record that somebody cut: it is treated as no record.
    return undefined;
  }
  if (!isJsonObject(record)) return undefined;
  const { format, gcx } = record;
  if (format === undefined || (typeof format === 'number' && format <= MARK_FORMAT)) return undefined;
  const written = typeof format === 'number' ? String(format) : JSON.stringify(format);
  return { format: written, ...(typeof gcx === 'string' ? { gcx } : {}) };
}

function newerFormat(written: string | undefined): Format | undefined {
  if (written === undefined) return undefined;
  const [, number, gcx] = /^(\d{1,9})(?: gcx-(\S+))?$/.exec(written) ?? [];
  // What is not a number was not written by this gcx: it is not changed.
  if (number === undefined) return { format: JSON.stringify(written) };
  if (Number(number) <= MARK_FORMAT) return undefined;
  return { format: number, ...(gcx === undefined ? {} : { gcx }) };
}

/** Code of the notice and of the refusal about marks of a newer gcx. */
const NEWER_MARKS = 'newer-format';

/** What a command that only reads says of marks of a newer gcx: what it shows may be wrong. */
export function newerMarksNotice(marks: readonly NewerMark[]): readonly Notice[] {
  if (marks.length === 0) return [];
  return [
    {
      code: NEWER_MARKS,
      message: `${inWords(marks)} What is shown here may be wrong; commands that change something are refused. ${upgrade(marks)}`,
    },
  ];
}

/** Why a command that writes does nothing where a newer gcx wrote marks. */
export function newerMarksRefusal(marks: readonly NewerMark[]): Refusal {
  return {
    code: NEWER_MARKS,
    message: `${inWords(marks)} Changing what it made could undo what it keeps there.`,
    fix: upgrade(marks),
  };
}

/** A plan as a command takes it that carries it out: marks of a newer gcx are no warning then, they refuse it. */
export function refusedForNewerMarks(plan: Plan): Plan {
  const { newerMarks = [] } = plan;
  if (newerMarks.length === 0) return plan;
  return {
    ...plan,
    warnings: plan.warnings.filter(({ code }) => code !== NEWER_MARKS),
    refusals: [...plan.refusals, newerMarksRefusal(newerMarks)],
  };
}

function inWords(marks: readonly NewerMark[]): string {
  const [first] = marks;
  if (first === undefined) return '';
  const makers = [...new Set(marks.flatMap(({ gcx }) => gcx ?? []))];
  const who =
    makers.length > 0 ? `gcx ${makers.join(' and gcx ')}` : 'a newer gcx, which does not say its version';
  const more = marks.length > 1 ? ` and ${marks.length - 1} more` : '';
  return `Marks of format ${first.format} are on ${first.on}${more}, written by ${who}; this gcx knows format ${MARK_FORMAT}.`;
}

function upgrade(marks: readonly NewerMark[]): string {
  const makers = [...new Set(marks.flatMap(({ gcx }) => gcx ?? []))];
  return makers.length === 0
    ? 'Upgrade gcx, then run the command again.'
    : `Upgrade gcx to ${makers.join(' or ')} or later, then run the command again.`;
}
