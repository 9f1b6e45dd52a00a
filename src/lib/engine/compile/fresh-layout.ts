import { Limits } from '../../base/limits.js';
import { type Box, union, withDimension } from './box.js';
import { gridOf } from './grid.js';
import {
  allOf,
  atomsOfEventType,
  commonTargets,
  eventTypesOf,
  type Space,
  targetDimension,
  targetsOfEventType,
} from './space.js';

/**
 * What a space comes to when nothing is live: the fewest rules. Targets with an event type of their own need rules of
 * that event type; common targets fill the free places of those rules where that saves rules.
 */
export function freshLayout(space: Space): readonly Box[] {
  const common = commonTargets(space);
  const hasLanes = eventTypesOf(space).some((type) => targetsOfEventType(space, type).length > 0);
  if (!hasLanes) return layout(space, common, 0);
  const choices = candidates(space, common.length).map((moved) => layout(space, common, moved));
  return choices.reduce((best, other) => (other.length < best.length ? other : best));
}

/** How many common targets to move into the event types' own rules: only numbers that fill a rule can be best. */
function candidates(space: Space, common: number): readonly number[] {
  const own = Math.max(...eventTypesOf(space).map((type) => targetsOfEventType(space, type).length));
  const filling: number[] = [];
  for (let places = Limits.targetsPerRule; places - own < common; places += Limits.targetsPerRule) {
    if (places > own) filling.push(places - own);
  }
  return [0, ...filling, common];
}

/** The layout with the first `moved` common targets in the rules of each event type. */
function layout(space: Space, common: readonly string[], moved: number): readonly Box[] {
  const last = targetDimension(space);
  const whole = space.dimensions.map((_, dimension) => allOf(space, dimension));
  const shared = common.slice(moved);
  const lanes = eventTypesOf(space).map((type) => ({
    types: atomsOfEventType(space, type),
    targets: union(new Set(targetsOfEventType(space, type)), new Set(common.slice(0, moved))),
  }));
  const boxes = [{ types: allOf(space, 0), targets: new Set(shared) }, ...lanes].filter(
    ({ targets }) => targets.size > 0,
  );
  return boxes.flatMap(({ types, targets }) =>
    gridOf(space, withDimension(withDimension(whole, 0, types), last, targets)),
  );
}
