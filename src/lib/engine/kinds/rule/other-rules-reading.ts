import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import type { Aws, RuleSummary } from '../../../clients/aws/model.js';
import { genesysEventTypes } from '../../../language/events/index.js';
import type { ArchivesRead } from '../archive/archives-reading.js';
import type { BusesRead } from '../bus/buses-reading.js';
import { type Reading, type ReadScope, readEach } from '../door/reading.js';
import type { EventTypeSubscriptionsRead } from '../event-type-subscriptions/event-type-subscriptions-reading.js';
import { subscribedEventTypes } from '../event-type-subscriptions/subscribed-event-types.js';
import type { IntegrationsRead } from '../integration/integrations-reading.js';
import { findRecord } from '../integration/record.js';
import { isOurs } from '../ownership/mark.js';
import { archiveOfRule, ownerByDescription, ownerByTags } from './rule-owner.js';
import type { RulesRead } from './rules-reading.js';

/** Rules of others, and of buses that the file does not work on. */
export interface OtherRulesRead {
  /** All rules of partner buses of ours that the file does not work on, by bus. */
  readonly rulesElsewhere: ReadonlyMap<string, readonly RuleSummary[]>;
  /** Whose rules of others are, in words, by ARN: of those that this plan may have to name, as far as it could be read. */
  readonly ruleOwners: ReadonlyMap<string, string>;
}

type Needs = IntegrationsRead & BusesRead & RulesRead & ArchivesRead & EventTypeSubscriptionsRead;

/**
 * Reads the rules of the project's partner buses that the file does not work on, and whose the rules of others are, where
 * the plan may have to name them: an event type or a bus may go. A call for each such rule, so only then.
 */
export const otherRulesReading: Reading<OtherRulesRead, Needs> = {
  name: 'otherRules',
  waitsFor: ['integrations', 'buses', 'rules', 'archives', 'event-type-subscriptions'],
  unread: {
    live: { rulesElsewhere: new Map(), ruleOwners: new Map() },
    of: 'rules of other buses',
    kinds: [],
  },
  async read(scope, live, { aws }) {
    const elsewhere = [...live.buses.values()].flatMap(({ name, bus }) =>
      bus === undefined || name === scope.bus ? [] : [name],
    );
    const rulesElsewhere = await readEach(elsewhere, (name) => aws.events.listRules(name));
    if (!mayTakeAway(scope, live)) return { rulesElsewhere, ruleOwners: new Map() };
    const own = new Set(live.rules.map(({ arn }) => arn));
    const named = [...live.rulesOnBus, ...[...rulesElsewhere.values()].flat()].filter(
      (rule) => !own.has(rule.arn) && (rule.managedBy === undefined || archiveOfRule(rule) !== undefined),
    );
    const owners = await Promise.all(
      named.map(async (rule) => [rule.arn, await ownerOf(rule, scope, live, aws)] as const),
    );
    return {
      rulesElsewhere,
      ruleOwners: new Map(
        owners.flatMap(([arn, owner]) => (owner === undefined ? [] : [[arn, owner] as const])),
      ),
    };
  },
  // Rules of others refuse a plan or keep something: a plan that was made looks again when it is applied.
  digest: () => ({}),
};

/** Whether something may go that others on the bus could need. */
function mayTakeAway({ config, mark, bus, intent }: ReadScope, live: Needs): boolean {
  if (intent === 'destroy') return true;
  const suffix = config.genesys.integration?.suffix;
  const needed = new Set(Object.values(config.routes).flatMap(genesysEventTypes));
  const leaves = live.integrations.some((each) => {
    const record = findRecord(each.config?.notes ?? '', mark);
    if (record === undefined) return false;
    return (
      each.config?.eventSourceSuffix !== suffix || record.added.some((eventType) => !needed.has(eventType))
    );
  });
  const leftBus = [...live.buses.values()].some(
    (each) => each.name !== bus && each.bus !== undefined && isOurs(each.bus.tags, mark),
  );
  const subscribed = subscribedEventTypes(config);
  const unsubscribes =
    config.genesys.subscriptions?.exclusive === true &&
    [...(live.eventTypeSubscriptions?.eventTypes ?? [])].some(
      ([eventType, enabled]) => enabled && !subscribed.includes(eventType),
    );
  return leaves || leftBus || unsubscribes;
}

async function ownerOf(
  rule: RuleSummary,
  { mark }: ReadScope,
  live: ArchivesRead,
  aws: Aws,
): Promise<string | undefined> {
  const archive = archiveOfRule(rule);
  try {
    if (archive === undefined) return ownerByTags(await aws.events.ruleTags(rule.arn), mark);
    const known = live.archives.find(({ name }) => name === archive) ?? (await aws.archives.get(archive));
    return known === undefined ? undefined : ownerByDescription(known.description, mark);
  } catch (error) {
    // A role may be kept from reading what is not the project's: then whose it is stays unsaid, and it is kept all the same.
    if (error instanceof GcxError && error.exitCode === ExitCode.denied) return undefined;
    throw error;
  }
}
