import { canonicalJson } from '../json.js';
import { breakCycles } from './break-cycles.js';
import type { CompileNames } from './compile-names.js';
import type { DesiredRule, LiveRule } from './model.js';
import { patternFields } from './pattern-fields.js';
import { type IsListField, type Region, regionOf, regionsMayMeet, withoutRegion } from './region.js';

/** Which rule changes must wait for which. */
export interface ChangeOrder {
  /** `rule` takes over events that `mustPrecede` gives up, so its change is done first. Without cycles. */
  readonly before: readonly { readonly rule: string; readonly mustPrecede: string }[];
  /** Rules whose change loses events whatever the order. compileRules makes none such. */
  readonly lossy: readonly { readonly rule: string; readonly why: string }[];
}

/** Events and the ARNs that a rule begins, or ceases, to send them to. */
interface Deliveries {
  readonly arns: ReadonlySet<string>;
  readonly regions: readonly Region[];
}

/** What a rule's change does. */
interface RuleChange {
  readonly name: string;
  readonly gains: readonly Deliveries[];
  readonly losses: readonly Deliveries[];
}

/**
 * In which order rules are to change so that at every moment an event that both the live and the desired rules send
 * to an ARN reaches it. It holds when each rule's own change is: remove targets, put the rule, put targets; and rules
 * are deleted last. Only rules on the desired rules' bus are looked at.
 * @param names tells which fields are arrays; without it none is taken for one
 */
export function changeOrder(
  live: readonly LiveRule[],
  desired: readonly DesiredRule[],
  names?: Pick<CompileNames, 'isList' | 'mayBeList'>,
): ChangeOrder {
  const buses = new Set(desired.map((rule) => rule.bus));
  const liveByName = new Map(live.filter((rule) => buses.has(rule.bus)).map((rule) => [rule.name, rule]));
  const desiredByName = new Map(desired.map((rule) => [rule.name, rule]));
  const isList = listFields(desired, names);
  const changes = [...new Set([...desiredByName.keys(), ...liveByName.keys()])]
    .map((name) => ruleChange(name, liveByName.get(name), desiredByName.get(name)))
    .filter(({ gains, losses }) => gains.length + losses.length > 0);
  const losing = changes.filter(({ losses }) => losses.length > 0);
  const edges = changes.flatMap((gainer) =>
    losing
      .filter((loser) => loser.name !== gainer.name && takesOver(gainer, loser, isList))
      .map((loser) => ({ rule: gainer.name, mustPrecede: loser.name })),
  );
  const { kept, broken } = breakCycles(edges);
  return {
    before: kept,
    lossy: broken.map((rule) => ({
      rule,
      why: `it swaps events with other rules: none of them can change first without ${rule} missing some`,
    })),
  };
}

function ruleChange(name: string, live: LiveRule | undefined, desired: DesiredRule | undefined): RuleChange {
  const before = reach(live);
  const after = reach(desired);
  const arnsBefore = arnsOf(live);
  const arnsAfter = arnsOf(desired);
  const only = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
    new Set([...a].filter((arn) => !b.has(arn)));
  // A rule whose pattern stays takes and gives up nothing, even where what it matches cannot be told exactly.
  const stays = live !== undefined && desired !== undefined && matchesSame(live, desired);
  const both = new Set([...arnsBefore].filter((arn) => !stays && arnsAfter.has(arn)));
  const less = (regions: readonly Region[], taken: readonly Region[]): readonly Region[] =>
    taken.reduce((rest, one) => rest.flatMap((region) => withoutRegion(region, one)), regions);
  const real = ({ arns, regions }: Deliveries) => arns.size > 0 && regions.length > 0;
  return {
    name,
    gains: [
      { arns: only(arnsAfter, arnsBefore), regions: after.atMost },
      { arns: both, regions: less(after.atMost, before.atLeast) },
    ].filter(real),
    losses: [
      { arns: only(arnsBefore, arnsAfter), regions: before.atMost },
      { arns: both, regions: less(before.atMost, after.atLeast) },
    ].filter(real),
  };
}

function matchesSame(live: LiveRule, desired: DesiredRule): boolean {
  return (
    live.enabled === desired.enabled &&
    live.pattern !== undefined &&
    canonicalJson(live.pattern) === canonicalJson(desired.pattern)
  );
}

/** The events that a rule matches. A pattern that cannot be told exactly matches at most this and at least that. */
function reach(rule: LiveRule | DesiredRule | undefined): {
  readonly atMost: readonly Region[];
  readonly atLeast: readonly Region[];
} {
  if (rule === undefined || !rule.enabled) return { atMost: [], atLeast: [] };
  if (rule.pattern === undefined) return { atMost: [new Map()], atLeast: [] };
  const { fields, exact } = patternFields(rule.pattern);
  const region = regionOf(fields);
  return { atMost: [region], atLeast: exact ? [region] : [] };
}

function arnsOf(rule: LiveRule | DesiredRule | undefined): ReadonlySet<string> {
  return new Set(rule?.targets.map((target) => target.arn));
}

function takesOver(gainer: RuleChange, loser: RuleChange, isList: IsListField): boolean {
  return gainer.gains.some((gain) =>
    loser.losses.some(
      (loss) =>
        [...gain.arns].some((arn) => loss.arns.has(arn)) &&
        gain.regions.some((one) => loss.regions.some((other) => regionsMayMeet(one, other, isList))),
    ),
  );
}

/** Which paths of an event are arrays in any of the rules' event types. */
function listFields(
  rules: readonly DesiredRule[],
  names: Pick<CompileNames, 'isList' | 'mayBeList'> | undefined,
): IsListField {
  const known = new Map<string, boolean>();
  const types = rules.flatMap((rule) => rule.pattern['detail-type'] ?? []);
  const eventTypes = [...new Set(types.filter((type) => typeof type === 'string'))];
  return (path) => {
    const field = /^detail\.eventBody\.(.+)$/.exec(path)?.[1];
    if (field === undefined || names?.isList === undefined) return names?.mayBeList?.(path) === true;
    const found = known.get(field) ?? eventTypes.some((type) => names.isList?.(type, field) === true);
    known.set(field, found);
    return found;
  };
}
