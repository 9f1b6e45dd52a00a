import type { Config } from '../../../language/config/model.js';
import { busArn } from '../../../language/names/arn.js';
import type { MadeList } from '../../change/model.js';
import type { BusTagsRead } from '../bus/bus-tags-reading.js';
import type { ReadScope } from '../door/reading.js';
import { isOurs, type Mark } from '../ownership/mark.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { apartUnderway, commonEntries, madeListTags, readMadeList } from './made-list.js';

/** What carries the list, as read. */
type Carriers = Pick<BusTagsRead, 'busTags'> & Pick<RulesRead, 'rules'>;

/**
 * Keys of what was being made or deleted when an apply stopped; undefined where nothing could say so: the first apply stopped
 * before it wrote the list, the list has no room, or the event bus is people's, and no rule of the project is there.
 */
export function readUnderway(
  scope: Pick<ReadScope, 'config' | 'mark' | 'bus'>,
  carriers: Carriers,
): ReadonlySet<string> | undefined {
  const { mark, bus } = scope;
  const tags = carriers.busTags.get(bus);
  if (tags !== undefined && !isOurs(tags, mark) && carriers.rules.length === 0) return undefined;
  const { entries, underway } = readMade(scope, carriers);
  const isBegun = carriers.rules.length > 0 || (tags !== undefined && isOurs(tags, mark));
  return isBegun && entries === undefined && underway.size === 0 ? undefined : underway;
}

/** The list of what gcx made, from the tags of what is ours and carries it. */
export function readMade(
  { config, mark }: { readonly config: Config; readonly mark: Mark },
  { busTags, rules }: Carriers,
): MadeList {
  const carriers = [
    ...[...busTags].map(([name, tags]) => ({ arn: busArn(config, name), tags })),
    ...rules,
  ].filter(({ tags }) => isOurs(tags, mark));
  const found = Object.fromEntries(
    carriers
      .map(({ arn, tags }) => [arn, madeListTags(tags)] as const)
      .filter(([, tags]) => Object.keys(tags).length > 0),
  );
  const lists = Object.values(found).flatMap((tags) => readMadeList(tags) ?? []);
  const entries = commonEntries(lists.map((list) => apartUnderway(list).made));
  return {
    ...(entries === undefined ? {} : { entries }),
    underway: new Set(lists.flatMap((list) => apartUnderway(list).underway)),
    found,
  };
}
