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
