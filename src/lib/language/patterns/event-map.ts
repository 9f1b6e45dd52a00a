import type { EventArray, EventNode, EventScalar, EventText } from './event-text.js';

/** Values of an event that are looked at when searching for what a pattern may have meant. */
const maxNodes = 50_000;

/** What an event has at a path. */
export interface PlaceInEvent {
  readonly path: string;
  /** The values there, arrays looked through. */
  readonly scalars: EventScalar[];
  /** The names of the objects there. */
  readonly names: Set<string>;
  /** Whether an empty array stands there. */
  emptyArray: boolean;
}

/** An event by the paths that it has, for explaining; only the first {@link maxNodes} values of huge events. */
export interface EventMap {
  readonly places: ReadonlyMap<string, PlaceInEvent>;
  /** The path of each array that holds objects or arrays. */
  readonly arrayPaths: ReadonlyMap<EventArray, string>;
}

/** Draws up an event's paths. */
export function mapEvent(event: EventText): EventMap {
  const places = new Map<string, PlaceInEvent>();
  const arrayPaths = new Map<EventArray, string>();
  let nodes = 0;
  const placeAt = (path: string): PlaceInEvent => {
    let place = places.get(path);
    if (place === undefined) {
      place = { path, scalars: [], names: new Set(), emptyArray: false };
      places.set(path, place);
    }
    return place;
  };
  const visit = (node: EventNode, path: string): void => {
    if (++nodes > maxNodes) return;
    switch (node.kind) {
      case 'object': {
        const place = placeAt(path);
        for (const [at, key] of node.keys.entries()) {
          const value = node.values[at];
          // A dotted name is the same as names within each other.
          let inner = path;
          let outer = place;
          for (const name of key.split('.')) {
            outer.names.add(name);
            inner = joined(inner, name);
            outer = placeAt(inner);
          }
          if (value !== undefined) visit(value, inner);
        }
        return;
      }
      case 'array':
        if (node.items.length === 0) placeAt(path).emptyArray = true;
        arrayPaths.set(node, path);
        for (const item of node.items) visit(item, path);
        return;
      default:
        placeAt(path).scalars.push(node);
    }
  };
  visit(event.root, '');
  return { places, arrayPaths };
}

/** A path with one more name. */
export function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** The last name of a path. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
