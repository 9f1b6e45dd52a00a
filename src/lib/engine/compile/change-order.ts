import { breakCycles } from './break-cycles.js';
import type { CompileNames } from './compile-names.js';
import { type EventSet, eventSetsMayMeet, type IsListField } from './event-set.js';
import type { DesiredRule, LiveRule } from './model.js';
import { matchesSame, reachOf, reachShift, without } from './reach.js';

/** Which rule changes must wait for which. */
export interface ChangeOrder {
  /** `rule` takes over events that `mustPrecede` gives up, so its change is done first. Without cycles. */
  readonly before: readonly { readonly rule: string; readonly mustPrecede: string }[];
  /**
   * What the events that a rule takes up, or gives up, will reach: what `arn` needs so that events arrive there (the
   * thing itself, a policy's statement) is done before the rule's change.
   */
  readonly needs: readonly { readonly rule: string; readonly arn: string }[];
  readonly lossy: readonly LossyChange[];
}

/** A rule whose change loses events whatever the order. compileRules makes none such. */
export interface LossyChange {
  readonly rule: string;
  readonly why: string;
}

/** Events and the ARNs that a rule begins, or ceases, to send them to. */
interface Deliveries {
  readonly arns: ReadonlySet<string>;
  readonly eventSets: readonly EventSet[];
}

/** What a rule's change does. */
interface RuleChange {
  readonly name: string;
  /** By ARN: what it begins, and what it ceases, to send where. */
  readonly gains: readonly Deliveries[];
  readonly losses: readonly Deliveries[];
  /** Events that it sent nowhere before, and events that it sends nowhere after. */
  readonly picked: readonly EventSet[];
  readonly dropped: readonly EventSet[];
  /** Whether events may stay with the rule for which no order of its own calls is without a moment of loss. */
  readonly breaks: boolean;
}

/**
 * In which order rules are to change so that at every moment, and wherever the changes end, an event that both the live
 * and the desired rules send somewhere reaches one of these ARNs, and each ARN that both send it to. It holds when each
 * rule's own calls are in the order of stepOrder, and rules are deleted last. Only rules on the desired rules' bus are
 * looked at.
 * @param names tells which fields are arrays; without it none is taken for one
 */
export function changeOrder(
  live: readonly LiveRule[],
  desired: readonly DesiredRule[],
  names?: Pick<CompileNames, 'isList' | 'mayBeList'>,
): ChangeOrder {
  const { changes, kept, lossy, isList } = ordered(live, desired, names);
  const desiredByName = new Map(desired.map((rule) => [rule.name, rule]));
  const reached = desired.map((rule) => ({ rule, eventSets: reachOf(rule).atMost }));
  return {
    before: kept,
    needs: changes.flatMap((change) => {
      const own =
        desiredByName
          .get(change.name)
          ?.targets.flatMap(({ arn, roleArn }) => [arn, ...(roleArn === undefined ? [] : [roleArn])]) ?? [];
      const arns = new Set([...own, ...heirsOf(change, reached, isList)]);
      return [...arns].map((arn) => ({ rule: change.name, arn }));
    }),
    lossy,
  };
}

/** Only what {@link changeOrder} says of rules whose change loses events: whoever asks no more need not wait for it. */
export function lossyChanges(
  live: readonly LiveRule[],
  desired: readonly DesiredRule[],
  names?: Pick<CompileNames, 'isList' | 'mayBeList'>,
): readonly LossyChange[] {
  return ordered(live, desired, names).lossy;
}

/** The changes in their order, and those that no order saves. */
function ordered(
  live: readonly LiveRule[],
  desired: readonly DesiredRule[],
  names?: Pick<CompileNames, 'isList' | 'mayBeList'>,
) {
  const buses = new Set(desired.map((rule) => rule.bus));
  const liveByName = new Map(live.filter((rule) => buses.has(rule.bus)).map((rule) => [rule.name, rule]));
  const desiredByName = new Map(desired.map((rule) => [rule.name, rule]));
  const isList = listFields(desired, names);
  const changes = [...new Set([...desiredByName.keys(), ...liveByName.keys()])]
    .map((name) => ruleChange(name, liveByName.get(name), desiredByName.get(name), isList))
    .filter(({ gains, losses, picked, dropped }) =>
      [gains, losses, picked, dropped].some((each) => each.length > 0),
    );
  const losing = changes.filter(({ losses, dropped }) => losses.length + dropped.length > 0);
  const breaking = new Set(changes.filter(({ breaks }) => breaks).map(({ name }) => name));
  const edges = changes.flatMap((gainer) =>
    losing
      .filter((loser) => loser.name !== gainer.name && takesOver(gainer, loser, isList))
      .map((loser) => ({ rule: gainer.name, mustPrecede: loser.name })),
  );
  // A rule that breaks is given another name (see compileRules): its former self then waits for all others anyway.
  const { kept, broken } = breakCycles(edges.filter(({ mustPrecede }) => !breaking.has(mustPrecede)));
  return {
    changes,
    isList,
    kept,
    lossy: [
      ...[...breaking].map((rule) => ({
        rule,
        why: 'which events it takes and where it sends them change at once',
      })),
      ...broken.map((rule) => ({
        rule,
        why: `it swaps events with other rules: none of them can change first without ${rule} missing some`,
      })),
    ],
  };
}

function ruleChange(
  name: string,
  live: LiveRule | undefined,
  desired: DesiredRule | undefined,
  isList: IsListField,
): RuleChange {
  const before = reachOf(live);
  const after = reachOf(desired);
  const arnsBefore = arnsOf(live);
  const arnsAfter = arnsOf(desired);
  const only = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
    new Set([...a].filter((arn) => !b.has(arn)));
  // A rule whose pattern stays takes and gives up nothing, even where what it matches cannot be told exactly.
  const stays = live !== undefined && desired !== undefined && matchesSame(live, desired);
  const both = new Set([...arnsBefore].filter((arn) => !stays && arnsAfter.has(arn)));
  const real = ({ arns, eventSets }: Deliveries) => arns.size > 0 && eventSets.length > 0;
  const left = stays ? [] : without(before.atMost, after.atLeast);
  const added = stays ? [] : without(after.atMost, before.atLeast);
  const sent = arnsBefore.size > 0;
  const sends = arnsAfter.size > 0;
  return {
    name,
    gains: [
      { arns: only(arnsAfter, arnsBefore), eventSets: after.atMost },
      { arns: both, eventSets: added },
    ].filter(real),
    losses: [
      { arns: only(arnsBefore, arnsAfter), eventSets: before.atMost },
      { arns: both, eventSets: left },
    ].filter(real),
    picked: !sends ? [] : sent ? added : after.atMost,
    dropped: !sent ? [] : sends ? left : before.atMost,
    breaks:
      live !== undefined &&
      desired !== undefined &&
      only(arnsBefore, arnsAfter).size > 0 &&
      only(arnsAfter, arnsBefore).size > 0 &&
      mayMeet(before.atMost, after.atMost, isList) &&
      reachShift(live, desired) === 'other',
  };
}

function arnsOf(rule: LiveRule | DesiredRule | undefined): ReadonlySet<string> {
  return new Set(rule?.targets.map((target) => target.arn));
}

/** Whether a change begins to deliver what another gives up: to the same ARN, or at all. */
function takesOver(gainer: RuleChange, loser: RuleChange, isList: IsListField): boolean {
  return (
    mayMeet(gainer.picked, loser.dropped, isList) ||
    gainer.gains.some((gain) =>
      loser.losses.some(
        (loss) =>
          [...gain.arns].some((arn) => loss.arns.has(arn)) && mayMeet(gain.eventSets, loss.eventSets, isList),
      ),
    )
  );
}

/** The ARNs that the desired rules send events to which a change gives up. */
function heirsOf(
  { losses, dropped }: RuleChange,
  desired: readonly { readonly rule: DesiredRule; readonly eventSets: readonly EventSet[] }[],
  isList: IsListField,
): readonly string[] {
  const lost = [...losses.flatMap(({ eventSets }) => eventSets), ...dropped];
  const heirs = desired.filter(({ eventSets }) => mayMeet(eventSets, lost, isList));
  return [...new Set(heirs.flatMap(({ rule }) => rule.targets.map((target) => target.arn)))];
}

function mayMeet(ones: readonly EventSet[], others: readonly EventSet[], isList: IsListField): boolean {
  return ones.some((one) => others.some((other) => eventSetsMayMeet(one, other, isList)));
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
