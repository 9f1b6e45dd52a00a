import type { EventArray, EventNode, EventScalar } from './event-text.js';

/** An element of an array of an event that is itself an object or an array, on the way to a leaf. */
export interface ArrayElement {
  readonly array: EventArray;
  readonly index: number;
  /** The element that the array stands in. */
  readonly parent: ArrayElement | undefined;
}

/** The values that an event has at one path, and the array elements that they stand in (in the same order). */
export interface Leaves {
  readonly scalars: EventScalar[];
  /** Undefined for a value that stands in no array, or directly in one: it goes with every other value. */
  readonly elements: (ArrayElement | undefined)[];
}

/** The paths that patterns ask about, by the names they are made of. */
export class PathTree {
  readonly children = new Map<string, PathTree>();
  /** The number of the path that ends here, or -1. */
  slot = -1;

  /** Finds the node of a path, making it where it is missing. Names with dots are the same as nested names. */
  at(path: string): PathTree {
    let node: PathTree = this;
    for (const name of path.split('.')) {
      let child = node.children.get(name);
      if (child === undefined) {
        child = new PathTree();
        node.children.set(name, child);
      }
      node = child;
    }
    return node;
  }

  /** The node that a name of an event leads to. */
  step(name: string): PathTree | undefined {
    const child = this.children.get(name);
    if (child !== undefined || !name.includes('.')) return child;
    let node: PathTree | undefined = this;
    for (const part of name.split('.')) {
      node = node.children.get(part);
      if (node === undefined) return undefined;
    }
    return node;
  }
}

/** Collects the values at the tree's paths into `into`, by slot. Nothing else of the event is looked at. */
export function collectLeaves(
  node: EventNode,
  tree: PathTree,
  into: (Leaves | undefined)[],
  element?: ArrayElement,
): void {
  switch (node.kind) {
    case 'object':
      if (tree.children.size === 0) return;
      for (let at = 0; at < node.keys.length; at++) {
        const key = node.keys[at];
        const value = node.values[at];
        const child = key === undefined ? undefined : tree.step(key);
        if (child !== undefined && value !== undefined) collectLeaves(value, child, into, element);
      }
      return;
    case 'array':
      for (let index = 0; index < node.items.length; index++) {
        const item = node.items[index];
        if (item === undefined) continue;
        if (item.kind === 'object' || item.kind === 'array') {
          collectLeaves(item, tree, into, { array: node, index, parent: element });
        } else {
          addLeaf(item, tree, into, element);
        }
      }
      return;
    default:
      addLeaf(node, tree, into, element);
  }
}

function addLeaf(
  scalar: EventScalar,
  tree: PathTree,
  into: (Leaves | undefined)[],
  element: ArrayElement | undefined,
): void {
  if (tree.slot < 0) return;
  const leaves = into[tree.slot];
  if (leaves === undefined) into[tree.slot] = { scalars: [scalar], elements: [element] };
  else {
    leaves.scalars.push(scalar);
    leaves.elements.push(element);
  }
}
