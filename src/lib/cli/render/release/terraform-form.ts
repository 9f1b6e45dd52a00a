import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { Described } from '../../../features/release/index.js';

/** How a property of CloudFormation is written in Terraform. */
export type Form =
  /** An attribute with the value as it is. */
  | string
  /** An attribute with the value as a JSON text. */
  | { readonly json: string }
  /** A nested block for an object, or one for each of a list; with blocks that the provider requires in it. */
  | { readonly block: string; readonly of: Forms; readonly requires?: Body['blocks'] }
  /** What takes several attributes or blocks. */
  | { readonly into: (value: JsonValue) => Body }
  /** It is written with a resource of its own, or left as it is. */
  | { readonly not: string }
  /** The provider has no argument for it; and what Terraform does with it, as the end of a sentence. */
  | { readonly missing: string };

/** The forms of an object's properties. */
export type Forms = Readonly<Record<string, Form>>;

/** What stands in a block. */
export interface Body {
  readonly attributes: Readonly<Record<string, JsonValue | Json>>;
  readonly blocks: readonly (readonly [name: string, body: Body])[];
}

/** A value that is written by `jsonencode`. */
export class Json {
  constructor(readonly value: JsonValue) {}
}

/** A resource of Terraform's AWS provider, with what it is imported by. */
export interface TerraformForm {
  readonly type: string;
  /** As the documentation of the resource says under "Import". */
  readonly importId: (described: Described) => string;
  readonly forms: Forms;
  /** Attributes that Terraform does not compare, as only AWS has them. */
  readonly ignores?: readonly string[];
  /** Attributes that the provider asks for and that are never compared. */
  readonly always?: (described: Described) => JsonObject;
  /** Resources of their own for what is a part of the one of CloudFormation. */
  readonly parts?: (described: Described) => readonly TerraformPart[];
}

/** A part of a resource that is a resource of its own in Terraform. */
export interface TerraformPart {
  readonly type: string;
  readonly name: string;
  /** As a sentence names it. */
  readonly called: string;
  readonly importId: string;
  readonly properties: JsonObject;
  readonly forms: Forms;
}

/** A value as a text; empty where it is none. */
export const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** Tags as a map. */
export const TAGS: Form = {
  into: (value) => ({ attributes: { tags: pairs(value, 'Key') }, blocks: [] }),
};

/** A list of keys and values as a map. */
export function pairs(value: JsonValue, key: 'Key' | 'Name'): JsonObject {
  return Object.fromEntries(
    (Array.isArray(value) ? value : []).flatMap((each) =>
      isJsonObject(each) ? [[text(each[key]), each['Value'] ?? '']] : [],
    ),
  );
}

/** A resource is imported by this property. */
export const byProperty = (name: string) => (described: Described) => text(described.properties[name]);
/** A resource is imported by this part of its identifier. */
export const byIdentifier = (name: string) => (described: Described) => described.identifier[name] ?? '';

/** A rule of the default event bus is imported by its name alone. */
export function onBus({ EventBusName: bus }: JsonObject, rest: string): string {
  return text(bus) === 'default' ? rest : `${text(bus)}/${rest}`;
}
