import { isJsonObject, type JsonValue } from '../../src/lib/base/json.js';
import known from '../fixtures/infrastructure-names.json' with { type: 'json' };
import { type HclRead, readHcl } from './hcl-read.js';

/** What is known of a value: its kind, what is in it, or in each of several. */
export type Known = string | Parts | readonly [Parts];
type Parts = { readonly [name: string]: Known };

/** Of a resource of CloudFormation: the properties that import it, and all of them. */
interface KnownResource {
  readonly id: readonly string[];
  readonly properties: Parts;
}

export const CLOUDFORMATION = known.cloudFormation as unknown as Readonly<Record<string, KnownResource>>;
export const TERRAFORM = known.terraform as unknown as Readonly<Record<string, Parts>>;

/** What is known by a name, which the table has with `!` where it is required. */
export function knownIn(parts: Known | undefined, name: string): Known | undefined {
  const inside = partsOf(parts);
  return inside?.[name] ?? inside?.[`${name}!`];
}

function partsOf(value: Known | undefined): Parts | undefined {
  if (value === undefined || typeof value === 'string') return undefined;
  return Array.isArray(value) ? (value as readonly [Parts])[0] : (value as Parts);
}

function lacking(where: string, parts: Parts, has: (name: string) => boolean): readonly string[] {
  return Object.keys(parts).flatMap((name) =>
    name.endsWith('!') && !has(name.slice(0, -1)) ? [`${where} lacks ${name.slice(0, -1)}`] : [],
  );
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: JsonValue; readonly DeletionPolicy: string }>
  >;
  readonly Parameters?: Readonly<Record<string, object>>;
}

/** What CloudFormation would refuse of a template, and of the list of what it imports. Empty: nothing that its schemas say. */
export function wrongTemplate(text: string, list: string): readonly string[] {
  const { Resources, Parameters = {} } = JSON.parse(text) as Template;
  const imports = JSON.parse(list) as readonly {
    readonly ResourceType: string;
    readonly LogicalResourceId: string;
    readonly ResourceIdentifier: Readonly<Record<string, string>>;
  }[];
  const resources = Object.entries(Resources).flatMap(([id, { Type, Properties, DeletionPolicy }]) => [
    ...(DeletionPolicy === 'Retain' ? [] : [`${id} would be deleted with the stack`]),
    ...wrongValue(id, Properties, CLOUDFORMATION[Type]?.properties ?? `no ${Type}`),
    ...(imports.filter(({ LogicalResourceId }) => LogicalResourceId === id).length === 1
      ? []
      : [`${id} is not imported once`]),
  ]);
  const identified = imports.flatMap(({ ResourceType, LogicalResourceId: id, ResourceIdentifier }) =>
    Resources[id]?.Type === ResourceType &&
    String(Object.keys(ResourceIdentifier).sort()) === String(CLOUDFORMATION[ResourceType]?.id.toSorted())
      ? []
      : [`${id} is imported as ${ResourceType} by ${Object.keys(ResourceIdentifier).join(', ')}`],
  );
  const refs = [...text.matchAll(/"Ref": "([^"]+)"/g)].map(([, name = '']) => name);
  return [
    ...resources,
    ...identified,
    ...refs.filter((name) => !(name in Parameters)).map((name) => `no parameter ${name}`),
    ...Object.keys(Parameters)
      .filter((name) => !refs.includes(name))
      .map((name) => `parameter ${name} is not used`),
  ];
}

function wrongValue(where: string, value: JsonValue | undefined, form: Known): readonly string[] {
  if (isJsonObject(value) && Object.keys(value).join() === 'Ref') return [];
  if (typeof form === 'string') return isOf(value, form) ? [] : [`${where} is no ${form}`];
  const parts = partsOf(form) ?? {};
  if (Array.isArray(form))
    return Array.isArray(value)
      ? value.flatMap((each) => wrongValue(where, each, parts))
      : [`${where} is no list`];
  if (!isJsonObject(value)) return [`${where} is no object`];
  return [
    ...lacking(where, parts, (name) => name in value),
    ...Object.entries(value).flatMap(([name, part]) => {
      const inside = knownIn(parts, name);
      return inside === undefined ? [`${where} has ${name}`] : wrongValue(`${where}.${name}`, part, inside);
    }),
  ];
}

function isOf(value: JsonValue | undefined, form: string): boolean {
  const [kind = '', allowed] = form.split('=');
  switch (kind) {
    case 'json':
      return true;
    case 'list':
      return Array.isArray(value);
    case 'map':
      return isJsonObject(value);
    default:
      return typeof value === kind && (allowed === undefined || allowed.split('|').includes(String(value)));
  }
}

/**
 * What Terraform would refuse of a text: blocks and arguments that the AWS provider does not know, values of another kind,
 * required ones that are lacking, references to nothing, resources without an import block and the other way round.
 */
export function wrongTerraform(hcl: string): readonly string[] {
  const blocks = readHcl(hcl);
  const resources = blocks.filter(({ head }) => head.startsWith('resource '));
  const addresses = resources.map(({ head }) =>
    head
      .split('"')
      .filter((_, index) => index % 2 === 1)
      .join('.'),
  );
  const imported = blocks.flatMap(({ head, attributes }) =>
    head === 'import' ? [attributes.get('to') ?? ''] : [],
  );
  const ids = blocks.flatMap(({ head, attributes }) =>
    head === 'import' ? [`${attributes.get('to')?.split('.')[0]} ${attributes.get('id')}`] : [],
  );
  const variables = blocks.flatMap(({ head }) => /^variable "(.*)"$/.exec(head)?.[1] ?? []);
  const used = [...hcl.matchAll(/= var\.(\w+)$/gm)].map(([, name = '']) => name);
  return [
    ...repeated(addresses).map((address) => `${address} is there twice`),
    ...repeated(ids).map((id) => `${id} is imported twice`),
    ...(String(imported.toSorted()) === String(addresses.toSorted())
      ? []
      : ['what is imported is not what is described']),
    ...used.filter((name) => !variables.includes(name)).map((name) => `no variable ${name}`),
    ...variables.filter((name) => !used.includes(name)).map((name) => `variable ${name} is not used`),
    ...resources.flatMap((block, index) => {
      const address = addresses[index] ?? '';
      const type = address.split('.')[0] ?? '';
      return type === 'genesyscloud_integration' ? [] : wrongBlock(address, block, TERRAFORM[type] ?? {});
    }),
  ];
}

function repeated(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

function wrongBlock(where: string, { attributes, blocks }: HclRead, parts: Parts): readonly string[] {
  const inner = blocks.filter(({ head }) => head !== 'lifecycle');
  const heads = inner.map(({ head }) => head);
  return [
    ...lacking(where, parts, (name) => attributes.has(name) || heads.includes(name)),
    ...[...attributes].flatMap(([name, text]) => {
      const form = knownIn(parts, name);
      return form !== undefined && kindOf(text) === form ? [] : [`${where} has ${name} = ${text}`];
    }),
    ...repeated(heads).flatMap((head) =>
      Array.isArray(knownIn(parts, head)) ? [] : [`${where} has ${head} twice`],
    ),
    ...inner.flatMap((block) => {
      const form = knownIn(parts, block.head);
      return form === undefined || typeof form === 'string'
        ? [`${where} has ${block.head} {`]
        : wrongBlock(`${where}.${block.head}`, block, partsOf(form) ?? {});
    }),
  ];
}

/** The kind of a value of Terraform, as far as gcx writes them. */
function kindOf(text: string): string {
  if (/^(?:"|jsonencode\(|var\.)/.test(text)) return 'string';
  if (/^-?\d/.test(text)) return 'number';
  if (/^(?:true|false)$/.test(text)) return 'boolean';
  return text.startsWith('[') ? 'list' : 'map';
}
