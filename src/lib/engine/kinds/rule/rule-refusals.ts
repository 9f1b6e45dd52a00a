import { changeId } from '../../change/change.js';
import type { Change, Refusal } from '../../change/model.js';
import type { PlanInput } from '../door/kind.js';
import { adoptedRefusal, adoptedReplacedRefusal, adoptOr, isAdopted } from '../ownership/adoption.js';
import { ownerInWords, TagKey } from '../ownership/mark.js';
import { isProtected } from '../ownership/protect-tag.js';
import { protectedRefusal } from '../ownership/protection.js';
import { nameTaken } from '../ownership/refusals.js';
import type { MarkedRule, RulesRead } from './rules-reading.js';

type Input = PlanInput<RulesRead>;

/** Id of the change of a live rule; one on another bus than the file's may have the same name. */
export function idOfLiveRule({ bus }: Pick<Input, 'bus'>, live: MarkedRule): string {
  return changeId('rule', live.bus === bus ? live.name : `${live.bus}/${live.name}`);
}

/** The new rule that comes in a live one's place. */
export function successorOf(input: Input, name: string): string | undefined {
  return [...(input.replaced ?? [])].find(([, former]) => former === name)?.[0];
}

/** Why rules are not changed as the file says: names that others took, rules that are adopted or protected and would go. */
export function ruleRefusals(input: Input, changes: readonly Change[]): readonly Refusal[] {
  // What is destroyed needs no name.
  const inTheWay = input.intent === 'apply' ? input.live.foreignRules : [];
  const taken = inTheWay.map((rule) =>
    nameTaken(
      'Rule',
      rule.name,
      ownerInWords(rule.tags, input.mark),
      rule.tags[TagKey.project] === undefined
        ? adoptOr(
            false,
            'gcx never changes it. Delete or rename it (look at it first: it may deliver the same events), or rename the route.',
          )
        : 'gcx never changes it. Rename the route.',
    ),
  );
  const going = new Set(changes.filter(({ action }) => action === 'delete').map(({ id }) => id));
  const doomed = input.live.rules
    .map((rule) => ({ rule, id: idOfLiveRule(input, rule) }))
    .filter(({ id }) => going.has(id));
  return [
    ...taken,
    ...doomed.flatMap(({ rule, id }) => (loses(input, rule) ? [protectedRule(input, rule, id)] : [])),
    ...(input.allowed.force ? [] : doomed)
      .filter(({ rule }) => isAdopted(rule.tags))
      .map(({ rule: { name }, id }) =>
        successorOf(input, name) === undefined
          ? adoptedRefusal(input, 'Rule', name, id)
          : adoptedReplacedRefusal(name, id),
      ),
  ];
}

/** Whether a protected route goes with this rule of it. */
function loses(input: Input, rule: MarkedRule): boolean {
  return isProtected(rule.tags) && !routeStays(input, rule);
}

/** Whether a route stays that loses this rule: it may become fewer rules, or others without loss. */
export function routeStays(input: Input, rule: MarkedRule): boolean {
  if (input.intent === 'destroy' || rule.bus !== input.bus) return false;
  return Object.values(input.config.routes).some(
    ({ name, renamedFrom }) => rule.route === name || rule.route === renamedFrom,
  );
}

function protectedRule(input: Input, rule: MarkedRule, id: string): Refusal {
  return protectedRefusal(input, `Rule ${rule.name}`, `route ${rule.route ?? 'unknown'}`, id);
}
