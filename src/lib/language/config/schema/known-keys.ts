import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { ConfigPath } from '../model.js';
import { contentSchema } from './json-schema.js';

let kept: JsonObject | undefined;

function schema(): JsonObject {
  kept ??= contentSchema();
  return kept;
}

/** The keys that the schema knows in the map at a path. */
export function knownKeys(path: ConfigPath): readonly string[] {
  const keys = schemasAt(schema(), path).flatMap((each) => Object.keys(propertiesOf(each)));
  return [...new Set([...keys, ...(path.length === 0 ? ['environments'] : [])])].filter(
    (key) => key !== '$schema',
  );
}

/** What the schema takes at a place of the file that holds others. */
export interface MapPlace {
  /** Whether a list may stand there. */
  readonly takesItems: boolean;
  /** Whether a key may stand in the map there. */
  takesKey(key: string): boolean;
}

/** What the schema takes at a path, in an environment's overlay as well; undefined where it says nothing of maps and lists. */
export function placeAt(path: ConfigPath): MapPlace | undefined {
  if (path[0] === 'environments') return path.length < 2 ? undefined : placeAt(path.slice(2));
  const schemas = schemasAt(schema(), path).filter((node) => variantsOf(node).length === 0);
  if (schemas.length === 0 || schemas.some(({ type }) => type === undefined)) return undefined;
  const maps = schemas.filter(({ type }) => type === 'object');
  const top = path.length === 0 ? ['environments', '$schema'] : [];
  return {
    takesItems: schemas.some(({ type }) => type === 'array'),
    takesKey: (key) =>
      top.includes(key) ||
      maps.some((node) => Object.hasOwn(propertiesOf(node), key) || node['additionalProperties'] !== false),
  };
}

/** Where else in the file a key belongs, e.g. `genesys.integration` for `suffix`; `…` stands for a name of the file's own. */
export function homesOf(key: string): readonly string[] {
  const homes: string[] = [];
  const visit = (node: JsonObject, path: string): void => {
    if (Object.hasOwn(propertiesOf(node), key)) homes.push(path);
    for (const [name, member] of Object.entries(propertiesOf(node))) {
      if (isJsonObject(member)) visit(member, path === '' ? name : `${path}.${name}`);
    }
    for (const below of [node['additionalProperties'], node['items']]) {
      if (isJsonObject(below)) visit(below, `${path}.…`);
    }
    for (const variant of variantsOf(node)) visit(variant, path);
  };
  visit(schema(), '');
  return [...new Set(homes)];
}

function schemasAt(root: JsonObject, path: ConfigPath): readonly JsonObject[] {
  let current: readonly JsonObject[] = withVariants([root]);
  for (const step of path) {
    current = withVariants(
      current.flatMap((node) => {
        if (typeof step === 'number') return objects(node['items']);
        const properties = propertiesOf(node);
        return Object.hasOwn(properties, step)
          ? objects(properties[step])
          : objects(node['additionalProperties']);
      }),
    );
  }
  return current;
}

function withVariants(nodes: readonly JsonObject[]): readonly JsonObject[] {
  return nodes.flatMap((node) => [node, ...variantsOf(node)]);
}

function variantsOf(node: JsonObject): readonly JsonObject[] {
  const variants = node['anyOf'];
  return Array.isArray(variants) ? variants.filter(isJsonObject) : [];
}

function propertiesOf(node: JsonObject): JsonObject {
  const properties = node['properties'];
  return isJsonObject(properties) ? properties : {};
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonObject(value) ? [value] : [];
}
