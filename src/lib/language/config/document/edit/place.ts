import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from 'yaml';
import type { SourceRange } from '../source-node.js';
import type { MapPath } from './addition.js';
import { endOf, startOf } from './layout.js';

/**
 * `alias`: what is written with an alias stands elsewhere. `anchor`: aliases of it elsewhere would change with it. `form`: there is
 * something else than a map or list. `unsure`: it does not come out as it should.
 */
export type Refusal = 'alias' | 'anchor' | 'form' | 'unsure';

/** Where nothing can be added. */
export interface RefusedPlace {
  readonly kind: 'refused';
  /** The keys as far as the file has them. */
  readonly path: MapPath;
  readonly range: SourceRange;
  readonly why: Refusal;
}

/** Where something is added: the nearest node that is there, and the keys below it that are not. */
export interface Place {
  readonly kind: 'place';
  /** The keys as far as the file has them. */
  readonly path: MapPath;
  readonly node: Node | undefined;
  /** The entry that it is the value of; absent for the whole document. */
  readonly pair?: Pair;
  /** The map around it. */
  readonly around?: YAMLMap;
  /** The maps beside that one, which show how its like is written. */
  readonly cousins: readonly Node[];
  readonly missing: MapPath;
  readonly range: SourceRange;
}

/** Finds where the path of an addition leads, as far as the file has it. */
export function findPlace(document: Document.Parsed, path: MapPath): Place | RefusedPlace {
  const aliased = aliasedAnchors(document);
  let place: Place = {
    kind: 'place',
    path: [],
    node: document.contents ?? undefined,
    cousins: [],
    missing: path,
    range: rangeOf(document.contents),
  };
  for (;;) {
    const { node, path: at, range } = place;
    if (isAlias(node)) return { kind: 'refused', path: at, range, why: 'alias' };
    const anchor = isCollection(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined && aliased.has(anchor))
      return { kind: 'refused', path: at, range, why: 'anchor' };
    const [key, ...missing] = place.missing;
    const pair = isMap(node) ? pairOf(node, key) : undefined;
    if (key === undefined || pair === undefined || !isMap(node)) return place;
    place = {
      kind: 'place',
      path: [...at, key],
      node: isNode(pair.value) ? pair.value : undefined,
      pair,
      around: node,
      cousins: place.around === undefined ? [] : place.around.items.map((each) => each.value).filter(isNode),
      missing,
      range: rangeOf(pair.key),
    };
  }
}

function pairOf(map: YAMLMap, key: string | undefined): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

function aliasedAnchors(document: Document.Parsed): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, { Alias: (_, { source }) => void names.add(source) });
  return names;
}

function rangeOf(node: unknown): SourceRange {
  const start = startOf(node) ?? 0;
  return { start, end: Math.max(start + 1, endOf(node)) };
}
