import { answerOf } from '../../../base/answers.js';
import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { AnsweredAttribute } from '../../change/answered-attribute.js';
import type { SendRequest } from '../policies/lets-in.js';
import type { HarmContext, HarmRule, Thing } from './harm.js';

/** An attribute that a service answers with, and whose it is. */
export type Attribute =
  /** gcx sets it as the file says, and fixes it. */
  | { readonly of: 'ours'; readonly harm?: string }
  /** People may set it, and gcx keeps it. */
  | ({ readonly of: 'people' } & PeoplesAttribute)
  /** It says nothing that a file could want. */
  | { readonly of: 'none'; readonly why: string }
  /** It has parts of its own. */
  | { readonly of: 'parts'; readonly parts: Readonly<Record<string, Attribute>> };

/** What is known of an attribute of people's. */
export interface PeoplesAttribute {
  /** Whether it harms delivery with the value that it has: told as a warning. Absent: no value of it does, or gcx cannot tell. */
  readonly harm?: HarmRule;
  /**
   * The value that it has where nobody set it. Another one, on what gcx made, is noted as kept. Absent: people set it on
   * everything, or it is told elsewhere. Null: where nobody set it, there is none.
   */
  readonly usual?: JsonValue;
}

/** What each attribute of an answer is to gcx: complete by the type of the answer, nested ones too. */
export type AttributeTable<Answer> = {
  readonly [Key in keyof Answer]-?: AttributeOf<NonNullable<Answer[Key]>>;
};

type AttributeOf<Value> = Value extends readonly (infer Item)[]
  ? AttributeOf<NonNullable<Item>>
  : Value extends string | number | boolean | Date
    ? Exclude<Attribute, { readonly of: 'parts' }>
    : NoAccount | { readonly of: 'parts'; readonly parts: AttributeTable<Value> };

type NoAccount = Extract<Attribute, { readonly of: 'none' }>;

/** An attribute of ours; `harm` says when and how another value than ours harms delivery. */
export function ours(harm?: string): Attribute & { readonly of: 'ours' } {
  return { of: 'ours', ...(harm === undefined ? {} : { harm }) };
}

/** An attribute of people's. */
export function people(known: PeoplesAttribute = {}): Attribute & { readonly of: 'people' } {
  return { of: 'people', ...known };
}

/** An attribute of no account, with the reason. */
export function none(why: string): NoAccount {
  return { of: 'none', why };
}

/** An attribute with parts of its own. */
export function parts<const Parts extends Readonly<Record<string, Attribute>>>(
  each: Parts,
): { readonly of: 'parts'; readonly parts: Parts } {
  return { of: 'parts', parts: each };
}

/** Something live, with all that its service answered. */
export interface Answered {
  /** As a message calls it, e.g. `SQS queue orders`. */
  readonly called: string;
  /** Without values that are secret. */
  readonly answer: JsonObject;
  readonly table: Readonly<Record<string, Attribute>>;
  /** Absent: the file does not speak of it, so nothing is found about it. */
  readonly thing?: Thing | undefined;
}

/** A thing as a client gave it, with what its service answered; nothing where there is none or it was not read from one. */
export function answeredBy(
  called: string,
  thing: object | null | undefined,
  table: Answered['table'],
  of?: Thing,
): readonly Answered[] {
  const answer = thing === null || thing === undefined ? undefined : answerOf(thing);
  return answer === undefined ? [] : [{ called, answer, table, thing: of }];
}

/**
 * Every attribute of an answer, with whose it is, and what it does where it harms.
 * @param requests what of the file wants to send to the thing
 */
export function attributesOf(
  answered: Answered,
  requests: readonly SendRequest[] = [],
): readonly AnsweredAttribute[] {
  const { called, answer, table, thing } = answered;
  const base = thing === undefined ? undefined : { thing, answer, requests };
  return walk(called, '', answer, table, base);
}

function walk(
  called: string,
  before: string,
  answer: JsonObject,
  table: Readonly<Record<string, Attribute>>,
  base: Omit<HarmContext, 'beside'> | undefined,
): readonly AnsweredAttribute[] {
  return Object.entries(answer).flatMap(([key, value]) => {
    const attribute = Object.hasOwn(table, key) ? table[key] : undefined;
    const told = { of: called, name: before + key, value } as const;
    return attribute === undefined
      ? [{ ...told, whose: 'unknown' } as const]
      : tell(told, attribute, answer, base);
  });
}

/** What is told of an attribute that the table knows. */
function tell(
  told: Pick<AnsweredAttribute, 'of' | 'name' | 'value'>,
  attribute: Attribute,
  beside: JsonObject,
  base: Omit<HarmContext, 'beside'> | undefined,
): readonly AnsweredAttribute[] {
  const { of: called, name, value } = told;
  switch (attribute.of) {
    case 'ours': {
      const { harm } = attribute;
      return [{ ...told, whose: 'ours', ...(harm === undefined ? {} : { harm }) }];
    }
    case 'none':
      return [{ ...told, whose: 'none' }];
    case 'people':
      return [{ ...told, whose: 'people', ...found(attribute, value, beside, base) }];
    case 'parts': {
      const { parts: inner } = attribute;
      if (!Array.isArray(value))
        return isJsonObject(value) ? walk(called, `${name}.`, value, inner, base) : [];
      return value.flatMap((item: JsonValue, index) =>
        isJsonObject(item) ? walk(called, `${name}[${index}].`, item, inner, base) : [],
      );
    }
  }
}

/** What is to be said of a value that people set. */
function found(
  { harm: rule, usual }: PeoplesAttribute,
  value: JsonValue,
  beside: JsonObject,
  base: Omit<HarmContext, 'beside'> | undefined,
): Partial<AnsweredAttribute> {
  if (base === undefined) return {};
  const { thing } = base;
  const about = { change: thing.change, targets: thing.targets };
  const harm = rule?.(value, { ...base, beside });
  if (harm !== undefined) return { about, harm: harm.does, mend: harm.mend };
  const kept =
    thing.provenance === 'made' && usual !== undefined && !isUsual(value, usual) && !isEmpty(value);
  return kept ? { about, kept: true } : {};
}

/** SQS and SNS write numbers and booleans as texts. */
function isUsual(value: JsonValue, usual: JsonValue): boolean {
  return canonicalJson(value) === canonicalJson(usual) || String(value) === String(usual);
}

/** A service tells what nobody set as nothing, or as an empty text or list. */
function isEmpty(value: JsonValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
