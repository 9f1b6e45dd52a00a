import type { Config } from '../../../language/config/model.js';
import { RuleNames } from '../../../language/names/rule-names.js';
import { isAsNoted, type Origin, type ToldField } from '../../change/asked.js';
import { change, changeId } from '../../change/change.js';
import type { Change } from '../../change/model.js';
import { PATTERN_SETTING, ROUTE_SETTING } from './asked-rule.js';

/** Rules that a route may have had beside those that it has. */
const MORE_RULES = 10;

/**
 * Who made the patterns of a route's rules differ. How a route is split over its rules is read from what is live: a pattern
 * that somebody edits can be taken over as it is, and what is missing then comes into another rule, which nobody touched.
 * Each rule's note says for itself what gcx asked for; where one of them is not so, its route was changed outside gcx, and
 * what that entails for the other rules as well.
 * @param isListed whether the list of what gcx made names a thing
 */
export function withSplitOrigins(
  config: Config,
  changes: readonly Change[],
  isListed: (id: string) => boolean,
): readonly Change[] {
  const rules = changes.filter(({ kind, asked }) => kind === 'rule' && asked !== undefined);
  const routes = [...new Set(rules.map(({ group }) => group.name))];
  // A rule of another bus (of a left environment, of the former suffix) has the bus in its id; the list has its name alone.
  const known = new Set(
    changes.flatMap(({ id, kind, name }) => (kind === 'rule' ? [id, changeId('rule', name)] : [id])),
  );
  const gone = routes.flatMap((route) => {
    const count = rules.filter(({ group }) => group.name === route).length;
    return goneRules(config, route, count + MORE_RULES, (id) => isListed(id) && !known.has(id));
  });
  const touched = new Set([
    ...rules.filter((rule) => noted(rule, PATTERN_SETTING, 'live') === false).map(({ group }) => group.name),
    ...gone.map(({ group }) => group.name),
  ]);
  return [
    ...changes.map((each) =>
      each.kind === 'rule' && touched.has(each.group.name) ? withSplitOrigin(each) : each,
    ),
    ...gone,
  ];
}

function withSplitOrigin(rule: Change): Change {
  const asWritten = noted(rule, ROUTE_SETTING, 'wanted');
  if (asWritten === undefined || rule.asked === undefined || rule.action === 'create') return rule;
  const origin: Origin = asWritten ? 'outside' : 'both';
  const ofPattern = rule.fields.filter((field) => isOfPattern(rule, field));
  if (ofPattern.length > 0)
    return {
      ...rule,
      fields: rule.fields.map((field) => (ofPattern.includes(field) ? { ...field, origin } : field)),
    };
  const isTakenOver = asWritten && noted(rule, PATTERN_SETTING, 'live') === false;
  if (!isTakenOver) return rule;
  return {
    ...rule,
    origin: 'outside',
    notes: [
      ...rule.notes,
      'its pattern was changed outside gcx; the rules of the route together still take what the file asks for, so it stays',
    ],
  };
}

function isOfPattern({ asked }: Change, field: ToldField): boolean {
  return asked !== undefined && 'settingsOf' in asked && asked.settingsOf(field).includes(PATTERN_SETTING);
}

function noted({ asked }: Change, setting: string, side: 'wanted' | 'live'): boolean | undefined {
  return asked === undefined ? undefined : isAsNoted(asked, setting, side);
}

/** Rules of a route that are listed, and neither there nor made again: others of the route took over what they took. */
function goneRules(
  config: Config,
  route: string,
  count: number,
  isGone: (id: string) => boolean,
): readonly Change[] {
  const names = new RuleNames(config, []);
  return Array.from({ length: count }, () => names.next(route))
    .filter((name) => isGone(changeId('rule', name)))
    .map(
      (name): Change => ({
        ...change({
          kind: 'rule',
          name,
          group: { kind: 'route', name: route },
          action: 'none',
          notes: ['deleted outside gcx; other rules of the route take what it took'],
        }),
        origin: 'outside',
      }),
    );
}
