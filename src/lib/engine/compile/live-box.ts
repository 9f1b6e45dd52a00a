import type { JsonValue } from '../../base/json.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';
import { withoutPlainWildcard } from '../../language/patterns/index.js';
import type { Box } from './box.js';
import { pairTargets } from './build-rule.js';
import { conditionKey } from './conditions.js';
import { type EventShape, fieldPath } from './event-shape.js';
import type { LiveRule } from './model.js';
import { patternFields } from './pattern-fields.js';
import { type Atom, type Dimension, onlyWanted, type Space } from './space.js';

/** Whether a live rule's pattern filters on the topic's name. */
export function filtersOnTopic(rule: LiveRule, { topicPath }: EventShape): boolean {
  if (rule.pattern === undefined || topicPath === undefined) return false;
  return patternFields(rule.pattern).fields.has(topicPath);
}

/**
 * The wanted cells that a live rule stands for: of what it holds, what the file still wants. A field that its pattern
 * does not restrict holds every value. Sets may be empty, which says what the rule is free to take. It is a memory of
 * how the route was split and no statement of what the rule delivers now (see changeOrder).
 */
export function liveBox(
  space: Space,
  rule: LiveRule,
  wanted: ReadonlyMap<string, Omit<RuleTarget, 'id'>>,
): Box {
  const nothing: Box = space.dimensions.map(() => new Set<string>());
  if (rule.pattern === undefined) return nothing;
  const { fields } = patternFields(rule.pattern);
  const box = space.dimensions.map((dimension) =>
    dimension.kind === 'target' ? keptTargets(wanted, rule) : keptAtoms(space.shape, dimension, fields),
  );
  return onlyWanted(space, box);
}

function keptAtoms(
  shape: EventShape,
  dimension: Dimension,
  fields: ReadonlyMap<string, readonly JsonValue[]>,
): ReadonlySet<string> {
  const listed = (path: string): ReadonlySet<string> | undefined => {
    const conditions = fields.get(path);
    // A wildcard of an earlier gcx stands where this one writes a prefix or suffix.
    return conditions && new Set(conditions.map((one) => conditionKey(withoutPlainWildcard(one))));
  };
  const types = listed(shape.eventTypePath);
  const atoms = [...dimension.atoms.values()];
  const ofType = (atom: Atom): boolean =>
    types === undefined ||
    (atom.eventType !== undefined && types.has(conditionKey(shape.eventTypeText(atom.eventType))));
  const holding = (path: string | undefined): readonly Atom[] => {
    const keys = path === undefined ? undefined : listed(path);
    return keys === undefined
      ? atoms
      : atoms.filter((atom) => atom.conditions.some((one) => keys.has(conditionKey(one))));
  };
  switch (dimension.kind) {
    case 'type':
      return keysOf(atoms.filter(ofType));
    case 'topic':
      return keysOf(holding(shape.topicPath).filter(ofType));
    case 'queue':
      return keysOf(holding(shape.queuePath));
    case 'where':
      return keysOf(holding(fieldPath(shape, dimension.field)));
    case 'target':
      return new Set();
  }
}

function keysOf(atoms: readonly Atom[]): ReadonlySet<string> {
  return new Set(atoms.map((atom) => atom.key));
}

function keptTargets(
  wanted: ReadonlyMap<string, Omit<RuleTarget, 'id'>>,
  rule: LiveRule,
): ReadonlySet<string> {
  const pairs = pairTargets([...wanted.values()], rule.targets);
  return new Set([...wanted].filter(([, target]) => pairs.has(target)).map(([key]) => key));
}
