import { GcxError } from '../../base/gcx-error.js';
import type { Aws } from '../../clients/aws/model.js';
import { change as makeChange } from '../../engine/change/change.js';
import type { Change, Plan, Refusal } from '../../engine/change/model.js';
import {
  adoptionTags,
  descriptionRoomRefusal,
  kindLabel,
  type Live,
  type Mark,
  type MarkedThing,
  type MarksInput,
  markOf,
  NOTHING_ALLOWED,
  RESOURCE_KINDS,
  TagKey,
  tagRoomRefusal,
} from '../../engine/kinds/index.js';
import { busOf, declaredByFile, makePlan } from '../../engine/plan/index.js';
import type { Config, LoadedConfig } from '../../language/config/model.js';
import { routeOfRuleName } from '../../language/names/rule-names.js';
import type { Connection } from '../access/connect.js';
import { queueFinder } from '../queues/queue-finder.js';
import { stackRefusal } from './stack-tags.js';

/** Things that are there under a name that the file wants to create, and that nobody has marked. */
export interface TakenThings {
  /** Each puts the mark on one. */
  readonly changes: readonly Change[];
  readonly refusals: readonly Refusal[];
}

/** Parts of a plan that say nothing of what is there. */
const BESIDE_READING = new Set(['routes-queues', 'event-types', 'queue-names', 'secrets', 'processors-code']);

/** Kinds of which adopt says itself what it takes, and how. */
const TAKEN_OTHERWISE = new Set(['integration', 'bus', 'rule', 'sns-topic']);

/**
 * The things of the file that the plan leaves alone, as they have no mark: those of processors, alarms, archives, roles and
 * the log of the event bus. Reads what a plan reads.
 * @throws GcxError as {@link makePlan} where something cannot be read
 */
export async function readTakenThings(
  loaded: LoadedConfig,
  { genesys, aws, sandbox }: Pick<Connection, 'genesys' | 'aws' | 'sandbox'>,
  left: readonly string[],
): Promise<TakenThings> {
  const { config } = loaded;
  let live: Live | undefined;
  const plan = await makePlan({
    loaded,
    genesys,
    aws: withRulesOfFile(config, aws),
    sandbox,
    queueFinder: queueFinder(genesys),
    intent: 'apply',
    allow: NOTHING_ALLOWED,
    onRead: (read) => {
      live = read;
    },
    // A queue that is missing and the code of a handler say nothing of what is there.
    bundle: () => Promise.reject(new GcxError({ code: 'not-built', what: 'The code is not looked at.' })),
    onFailed: throwReadings,
  });
  return live === undefined
    ? { changes: [], refusals: [] }
    : takenThings(
        plan,
        { config, mark: markOf(config), bus: busOf(config), declared: declaredByFile(config), live },
        left,
      );
}

/** AWS as if the rules with names of the file's were adopted: what is called by them, as alarms are, is known by these names. */
function withRulesOfFile(config: Config, aws: Aws): Aws {
  const mark = markOf(config);
  const ruleTags: Aws['events']['ruleTags'] = async (arn) => {
    const tags = await aws.events.ruleTags(arn);
    const route = routeOfRuleName(config, arn.slice(arn.lastIndexOf('/') + 1));
    return tags[TagKey.project] === undefined && route !== undefined
      ? { ...tags, ...adoptionTags(mark, route) }
      : tags;
  };
  return { ...aws, events: { ...aws.events, ruleTags } };
}

function throwReadings(part: string, error: GcxError): void {
  if (!BESIDE_READING.has(part)) throw error;
}

/** Pure: of a plan that leaves things alone, the changes that put the mark on those that nobody has marked. */
function takenThings(plan: Plan, input: MarksInput<Live>, left: readonly string[] = []): TakenThings {
  const things = new Map(
    RESOURCE_KINDS.flatMap(({ marks }) => (marks.on === 'things' ? marks.things(input) : [])).map(
      (thing) => [thing.id, thing] as const,
    ),
  );
  const leftAlone = new Set(
    plan.refusals.flatMap(({ code, change }) => (code === 'name-taken' ? change : [])),
  );
  const found = plan.changes.flatMap((planned) => {
    if (TAKEN_OTHERWISE.has(planned.kind)) return [];
    if (!leftAlone.has(planned.id) && planned.action !== 'adopt') return [];
    const thing = things.get(planned.id);
    if (thing === undefined || (planned.kind === 'sqs-queue' && thing.ofProcessor !== true)) return [];
    return adoption(planned, thing, input.mark, left);
  });
  return {
    changes: found.map(({ change }) => change),
    refusals: found.flatMap(({ refusals }) => refusals),
  };
}

function adoption(
  { kind, name, group, id }: Change,
  { owner, adopt, ofProcessor, tags = {}, description }: MarkedThing,
  mark: Mark,
  left: readonly string[],
): readonly { readonly change: Change; readonly refusals: readonly Refusal[] }[] {
  if (owner.kind !== 'others' || owner.marked || adopt === undefined) return [];
  const extra = ofProcessor === true ? { [TagKey.processor]: group.name } : {};
  const called = `${labelOf(kind)} ${name}`;
  const set = { ...adoptionTags(mark), ...extra };
  const refusals = [
    stackRefusal(called, id, tags, left),
    description === undefined
      ? tagRoomRefusal(called, id, Object.keys(tags), [{ tags: set }])
      : descriptionRoomRefusal(called, id, description, mark),
  ].flatMap((refusal) => refusal ?? []);
  const reason = 'only its mark is written';
  return [
    {
      change: { ...makeChange({ kind, name, group, action: 'adopt', reason }), id, steps: adopt(extra) },
      refusals,
    },
  ];
}

function labelOf(kind: string): string {
  const label = kindLabel(kind);
  return label.charAt(0).toUpperCase() + label.slice(1);
}
