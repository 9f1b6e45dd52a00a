import type { JsonValue } from '../../base/json.js';
import type { Asker, Choice } from '../../base/terminal/asker.js';
import { catalogue, type Field } from '../../language/events/index.js';
import type { EventAnswer, WhereAnswer } from './answers.js';

/** What is wrong with a condition in the file that it goes to; undefined where nothing is. */
export type WhereCheck = (where: WhereAnswer) => string | undefined;

/**
 * Asks which of the events go on, by the values of their fields: an enumeration's from a list, others as a text. Only fields
 * that all of the event types have are offered, as one without the field would match nothing.
 * @param check what the file's checks say against a condition, asked for as it is typed
 */
export async function askWhere(
  asker: Asker,
  events: readonly EventAnswer[],
  check: WhereCheck = () => undefined,
): Promise<readonly WhereAnswer[]> {
  const fields = filterFields(events);
  const taken: WhereAnswer[] = [];
  if (fields.length === 0) return taken;
  for (;;) {
    const field = await asker.search<Field | undefined>(
      taken.length === 0
        ? 'Filter these events by a field? Press Enter for no filter'
        : 'Add another filter? Press Enter to finish',
      (term) => [
        ...((term ?? '') === '' ? [{ value: undefined, name: noMore(taken) }] : []),
        ...fields
          .filter(({ path }) => !taken.some((each) => each.field === path))
          .filter(({ path }) => path.toLowerCase().includes((term ?? '').toLowerCase()))
          .map(choice),
      ],
    );
    if (field === undefined) return taken;
    const values = await askValues(asker, field, check);
    if (values.length > 0) taken.push({ field: field.path, values });
  }
}

/** The fields that events of all these types have and that a person filters on: those with known values first. */
function filterFields(events: readonly EventAnswer[]): readonly Field[] {
  const known = catalogue();
  const types = events.flatMap(({ name }) => known.find(name) ?? []);
  const [first, ...others] = types;
  if (first === undefined || types.some(({ fieldsKnown }) => !fieldsKnown)) return [];
  return known
    .fields(first)
    .filter(({ path, type }) => ASKED.has(type) && path !== 'queueId')
    .filter(({ path, type }) => others.every((other) => known.field(other, path)?.type === type))
    .toSorted((one, another) => usefulness(one) - usefulness(another));
}

/** Types of fields whose values a person can name. */
const ASKED: ReadonlySet<Field['type']> = new Set(['string', 'integer', 'number', 'boolean']);

function usefulness(field: Field): number {
  if (field.enum !== undefined) return field.path.includes('.') ? 1 : 0;
  return field.type === 'boolean' ? 2 : 3;
}

function choice(field: Field): Choice<Field> {
  const values =
    field.enum === undefined
      ? TYPES[field.type]
      : `One of ${field.enum.slice(0, 6).join(', ')}${field.enum.length > 6 ? ', …' : ''}.`;
  return { value: field, name: field.path, description: values ?? '' };
}

const TYPES: Partial<Record<Field['type'], string>> = {
  string: 'Text.',
  integer: 'A whole number.',
  number: 'A number.',
  boolean: 'true or false.',
};

function noMore(taken: readonly WhereAnswer[]): string {
  if (taken.length === 0) return 'No filter: send all of these events';
  return `Done: ${taken.map(({ field, values }) => `${field} ${values.join(' or ')}`).join(', ')}`;
}

async function askValues(asker: Asker, field: Field, check: WhereCheck): Promise<readonly JsonValue[]> {
  const { path, type } = field;
  if (field.enum !== undefined)
    return asker.several<string>(
      `Which values of ${path}? Press Space to select`,
      field.enum.map((value) => ({ value, name: value })),
      { atLeastOne: true },
    );
  if (type === 'boolean')
    return [
      await asker.choose(
        `Which value of ${path}?`,
        [true, false].map((value) => ({ value, name: String(value) })),
      ),
    ];
  const text = await asker.text(`Which values of ${path}? Separate several values with commas`, {
    problem: (typed) => valuesProblem(typed, field, check),
  });
  return valuesOf(text, field) ?? [];
}

function valuesProblem(text: string, field: Field, check: WhereCheck): string | undefined {
  if (text === '') return 'Enter at least one value, or press Esc to go back.';
  const values = valuesOf(text, field);
  if (values === undefined) return `${field.path} is a number: enter digits, such as 60000.`;
  return check({ field: field.path, values });
}

/** Undefined where a number is asked for and there is none. */
function valuesOf(text: string, { type }: Field): readonly JsonValue[] | undefined {
  const texts = [...new Set(text.split(',').map((each) => each.trim()))].filter((each) => each !== '');
  if (type === 'string') return texts;
  const numbers = texts.map(Number);
  return numbers.every((each) => Number.isFinite(each) && (type === 'number' || Number.isInteger(each)))
    ? numbers
    : undefined;
}

/**
 * A condition as a flag gives it, `FIELD=VALUE,VALUE` or `FIELD=["VALUE"]` as JSON; undefined where it has no such form. Values are read by the type that
 * the field has in the event types, texts where that is not known.
 */
export function whereFrom(text: string, events: readonly EventAnswer[]): WhereAnswer | undefined {
  const [, field, values] = /^([^=\s]+)=(.+)$/s.exec(text) ?? [];
  if (field === undefined || values === undefined) return undefined;
  const list = listFrom(values);
  if (list !== undefined) return { field, values: list };
  const known = catalogue();
  const found = events.flatMap(({ name }) => {
    const eventType = known.find(name);
    return eventType === undefined ? [] : (known.field(eventType, field) ?? []);
  })[0];
  const texts = values.split(',').map((each) => each.trim());
  if (found?.type === 'boolean')
    return { field, values: texts.map((each) => (each === 'true' ? true : each === 'false' ? false : each)) };
  const read = found === undefined ? texts : valuesOf(values, found);
  return { field, values: read ?? texts };
}

/** The values of a JSON list; undefined for another text. */
function listFrom(text: string): readonly JsonValue[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.length > 0 && list.every(isScalar) ? list : undefined;
  } catch {
    return undefined;
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
