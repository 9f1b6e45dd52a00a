import { answerOf } from '../../../base/answers.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { AnsweredAttribute } from '../../change/answered-attribute.js';

/** An attribute that a service answers with, and whose it is. */
export type Attribute =
  /** gcx sets it as the file says, and mends it. */
  | { readonly of: 'ours'; readonly harm?: string }
  /** People may set it, and gcx keeps it. */
  | { readonly of: 'people'; readonly harm?: string }
  /** It says nothing that a file could want. */
  | { readonly of: 'none'; readonly why: string }
  /** It has parts of its own. */
  | { readonly of: 'parts'; readonly parts: Readonly<Record<string, Attribute>> };

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

/** An attribute of people's; `harm` says when and how it harms delivery. */
export function people(harm?: string): Attribute & { readonly of: 'people' } {
  return { of: 'people', ...(harm === undefined ? {} : { harm }) };
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
}

/** A thing as a client gave it, with what its service answered; nothing where there is none or it was not read from one. */
export function answeredBy(
  called: string,
  thing: object | null | undefined,
  table: Answered['table'],
): readonly Answered[] {
  const answer = thing === null || thing === undefined ? undefined : answerOf(thing);
  return answer === undefined ? [] : [{ called, answer, table }];
}

/** Every attribute of an answer, with whose it is. */
export function attributesOf({ called, answer, table }: Answered): readonly AnsweredAttribute[] {
  return walk(called, '', answer, table);
}

function walk(
  called: string,
  before: string,
  answer: JsonObject,
  table: Readonly<Record<string, Attribute>>,
): readonly AnsweredAttribute[] {
  return Object.entries(answer).flatMap(([key, value]): readonly AnsweredAttribute[] => {
    const name = before + key;
    const attribute = Object.hasOwn(table, key) ? table[key] : undefined;
    if (attribute === undefined) return [{ of: called, name, value, whose: 'unknown' }];
    if (attribute.of !== 'parts') {
      const harm = 'harm' in attribute ? attribute.harm : undefined;
      return [{ of: called, name, value, whose: attribute.of, ...(harm === undefined ? {} : { harm }) }];
    }
    const { parts: inner } = attribute;
    if (Array.isArray(value))
      return value.flatMap((item: JsonValue, index) =>
        isJsonObject(item) ? walk(called, `${name}[${index}].`, item, inner) : [],
      );
    return isJsonObject(value) ? walk(called, `${name}.`, value, inner) : [];
  });
}
