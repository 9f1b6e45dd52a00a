import { gcxCommand } from '../../base/hints/gcx-command.js';
import { Limits } from '../../base/limits.js';
import { counted } from '../../base/words.js';
import type { Change, Refusal } from '../change/model.js';
import type { StepData } from '../change/step.js';
import {
  kindLabel,
  type Live,
  type PlanInput,
  RESOURCE_KINDS,
  type TagCall,
  tagRoomRefusal,
} from '../kinds/index.js';

/**
 * What an apply is refused for unless a flag allows it for this one plan. `destroy` takes everything away by its name:
 * what it asks for is the name of the environment.
 */
export function guardRefusals(input: PlanInput<Live>, changes: readonly Change[]): readonly Refusal[] {
  if (input.intent === 'destroy') return [];
  return [
    ...(input.allowed.deletions ? [] : tooManyDeletions(input, changes)),
    ...(input.allowed.noTarget ? [] : routesWithoutTarget(input)),
  ];
}

/** What AWS would refuse in the middle of an apply, as people gave a thing too many tags beside gcx's. */
export function tagRoomRefusals(changes: readonly Change[]): readonly Refusal[] {
  return changes.flatMap(({ id, kind, name, steps, asked }) => {
    if (asked?.tagKeys === undefined) return [];
    return tagRoomRefusal(`${kindLabel(kind)} ${name}`, id, asked.tagKeys, steps.filter(isTagCall)) ?? [];
  });
}

/** By the schema of the steps that each kind calls so. */
function isTagCall(step: StepData): step is StepData & TagCall {
  return step.call.endsWith('.tag');
}

/** The things of a plan as the guard of deletions counts them. */
interface CountedThings {
  /** Those that are there now. */
  readonly there: number;
  /** Those of them that are deleted or replaced, a processor also where only a part of it is. */
  readonly going: number;
}

const countsAs = new Map(RESOURCE_KINDS.map((kind) => [kind.kind, kind.countsAs] as const));

/**
 * Counts the things of a plan: all that belongs to a processor is one; our statements in policies are none, as they go
 * with something that counts.
 */
function countThings(changes: readonly Change[]): CountedThings {
  const nameOfTarget = ({ group }: Change) => `target:${group.name}`;
  const processors = new Set(changes.filter(({ kind }) => countsAs.get(kind) === 'target').map(nameOfTarget));
  const there = new Set<string>();
  const going = new Set<string>();
  for (const change of changes) {
    if (change.action === 'create' || change.action === 'adopt' || countsAs.get(change.kind) === 'no')
      continue;
    const isPart = change.group.kind === 'target' && processors.has(nameOfTarget(change));
    const thing = isPart ? nameOfTarget(change) : change.id;
    there.add(thing);
    if (change.action === 'delete' || change.action === 'replace') going.add(thing);
  }
  return { there: there.size, going: going.size };
}

function tooManyDeletions({ config }: PlanInput<Live>, changes: readonly Change[]): readonly Refusal[] {
  const { there, going } = countThings(changes);
  const { count = Limits.guardedDeletions, percent = Limits.guardedDeletionsPercent } =
    config.guards?.deletions ?? {};
  const tooMany = going > count;
  const tooLarge = going >= Limits.guardedDeletionsFewest && going * 100 > there * percent;
  if (!tooMany && !tooLarge) return [];
  const over = [...(tooMany ? [String(count)] : []), ...(tooLarge ? [`${percent} % of them`] : [])];
  return [
    {
      code: 'too-many-deletions',
      message: `This deletes or replaces ${going} of the ${counted(there, 'thing')} that are there: more than ${over.join(' and more than ')}, the most for one apply. A processor counts as one thing, policies as none.`,
      fix: `Read each line with a - above. If all of it is meant, allow it once:  ${gcxCommand('apply', '--allow-deletions')};  or write another bound into the file, for all or for this environment: guards: { deletions: { count: …, percent: … } }`,
    },
  ];
}

/** Routes of the file whose live rules send somewhere, and none of whose rules sends anywhere any more. */
function routesWithoutTarget({ config, rules, live, bus }: PlanInput<Live>): readonly Refusal[] {
  return Object.values(config.routes).flatMap(({ name, renamedFrom }): readonly Refusal[] => {
    const wanted = rules.filter((rule) => rule.route === name);
    const before = live.rules.filter(
      (rule) => rule.bus === bus && (rule.route === name || rule.route === renamedFrom),
    );
    const sentTo = new Set(before.flatMap((rule) => rule.targets.map(({ arn }) => arn)));
    if (wanted.length === 0 || sentTo.size === 0 || wanted.some(({ targets }) => targets.length > 0))
      return [];
    return [
      {
        code: 'last-target',
        message: `Route ${name} would lose its last target: its events go to ${counted(sentTo.size, 'target')} now, and then nowhere.`,
        fix: `Name a target in "targets" of the route. If its events are to go nowhere, allow it once:  ${gcxCommand('apply', '--allow-no-target')}`,
      },
    ];
  });
}
