import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { Aws, RuleSummary } from '../../clients/aws/model.js';
import { genesysEventTypes } from '../../language/events/index.js';
import {
  archiveOfRule,
  findRecord,
  isOurs,
  type Live,
  ownerByDescription,
  ownerByTags,
  subscribedEventTypes,
} from '../kinds/index.js';
import type { ReadScope } from './read-live.js';

/** Where to read, and what for. */
type OthersScope = Pick<ReadScope, 'config' | 'mark' | 'bus'> & { readonly intent: 'apply' | 'destroy' };

/**
 * Reads the rules of the project's partner buses that the file does not work on, and whose the rules of others are, where
 * the plan may have to name them: an event type or a bus may go. A call for each such rule, so only then.
 */
export async function readOthers(
  scope: OthersScope,
  live: Live,
  aws: Aws,
): Promise<Pick<Live, 'rulesElsewhere' | 'ruleOwners'>> {
  const elsewhere = [...live.buses.values()].flatMap(({ name, bus }) =>
    bus === undefined || name === scope.bus ? [] : [name],
  );
  const rulesElsewhere = new Map(
    await Promise.all(elsewhere.map(async (name) => [name, await aws.events.listRules(name)] as const)),
  );
  if (!mayTakeAway(scope, live)) return { rulesElsewhere };
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
}

/** Whether something may go that others on the bus could need. */
function mayTakeAway({ config, mark, bus, intent }: OthersScope, live: Live): boolean {
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
    [...(live.subscriptions?.eventTypes ?? [])].some(
      ([eventType, enabled]) => enabled && !subscribed.includes(eventType),
    );
  return leaves || leftBus || unsubscribes;
}

async function ownerOf(
  rule: RuleSummary,
  { mark }: OthersScope,
  live: Live,
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
