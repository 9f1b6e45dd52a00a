import type { JsonObject, JsonValue } from '../../../src/lib/base/json.js';
import { type MemberModel, type ServiceModel, shapeNamed } from './models.js';
import type { Element } from './xml.js';

/** A text of a path, a query or an element as the value that its shape says; as it is where it is no such value. */
export function fromText(model: ServiceModel, shapeName: string, text: string): JsonValue {
  switch (shapeNamed(model, shapeName).type) {
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return text === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'timestamp': {
      const time = Date.parse(text) / 1000;
      return Number.isNaN(time) ? text : time;
    }
    default:
      return text;
  }
}

/**
 * The value of a form's parameters, as the query protocol writes it.
 * @param used Gets the names of the parameters that were read: what is left over is not known.
 */
export function fromForm(
  model: ServiceModel,
  shapeName: string,
  name: string,
  form: ReadonlyMap<string, string>,
  used: Set<string>,
): JsonValue {
  const shape = shapeNamed(model, shapeName);
  const read = (member: MemberModel | undefined, at: string) =>
    fromForm(model, member?.shape ?? '', at, form, used);
  const has = (at: string) => form.has(at) || [...form.keys()].some((key) => key.startsWith(`${at}.`));
  switch (shape.type) {
    case 'structure': {
      const found: Record<string, JsonValue> = {};
      for (const [member, each] of Object.entries(shape.members ?? {})) {
        const at = `${name === '' ? '' : `${name}.`}${each.locationName ?? member}`;
        if (has(at)) found[member] = read(each, at);
      }
      return found;
    }
    case 'list': {
      used.add(name);
      const step = shape.flattened === true ? '' : `.${shape.member?.locationName ?? 'member'}`;
      const found: JsonValue[] = [];
      for (let n = 1; has(`${name}${step}.${n}`); n += 1)
        found.push(read(shape.member, `${name}${step}.${n}`));
      return found;
    }
    case 'map': {
      used.add(name);
      const step = shape.flattened === true ? '' : '.entry';
      const found: Record<string, JsonValue> = {};
      for (let n = 1; has(`${name}${step}.${n}`); n += 1) {
        const at = `${name}${step}.${n}`;
        const key = String(read(shape.key, `${at}.${shape.key?.locationName ?? 'key'}`));
        found[key] = read(shape.value, `${at}.${shape.value?.locationName ?? 'value'}`);
      }
      return found;
    }
    default:
      used.add(name);
      return fromText(model, shapeName, form.get(name) ?? '');
  }
}

/** The value of an element, as the query protocol writes it; what the model lacks stays under its own name. */
export function fromXml(model: ServiceModel, shapeName: string, element: Element): JsonValue {
  const shape = shapeNamed(model, shapeName);
  switch (shape.type) {
    case 'structure':
      return structureFromXml(model, shapeName, element);
    case 'list': {
      const name = shape.member?.locationName ?? 'member';
      return element.children.map((child) =>
        child.name === name ? fromXml(model, shape.member?.shape ?? '', child) : { [child.name]: child.text },
      );
    }
    case 'map':
      return Object.fromEntries(
        element.children.map((entry) => {
          const part = (member: MemberModel | undefined, name: string) => {
            const found = entry.children.find((child) => child.name === (member?.locationName ?? name));
            return found === undefined ? null : fromXml(model, member?.shape ?? '', found);
          };
          return [String(part(shape.key, 'key')), part(shape.value, 'value')];
        }),
      );
    default:
      return fromText(model, shapeName, element.text);
  }
}

function structureFromXml(model: ServiceModel, shapeName: string, { children }: Element): JsonObject {
  const { members = {} } = shapeNamed(model, shapeName);
  const found: Record<string, JsonValue> = {};
  for (const child of children) {
    const [name, member] =
      Object.entries(members).find(([name, each]) => (each.locationName ?? name) === child.name) ?? [];
    if (name === undefined || member === undefined) found[child.name] = child.text;
    else found[name] = fromXml(model, member.shape, child);
  }
  return found;
}
