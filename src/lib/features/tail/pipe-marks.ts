import type { Aws, EventBus } from '../../clients/aws/model.js';
import type { Integration } from '../../clients/genesys/model.js';
import type { NewerMark } from '../../engine/change/model.js';
import {
  markOf,
  newerFormatOfNotes,
  newerFormatOfOurs,
  newerFormatOfTags,
} from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { ruleNamePrefix } from '../../language/names/rule-names.js';
import { newerMarksUnlessDenied } from '../access/known-format.js';

/**
 * Rules whose marks are looked at: a newer gcx that applied the file has marked them all, and a tail should begin soon on a
 * bus of 300 rules, too.
 */
const SAMPLED_RULES = 10;

/** The marks of a newer gcx on what a tail stands on: the bus, the integration that feeds it, and rules of the project. */
export async function newerMarksOfPipe(
  { events }: Pick<Aws, 'events'>,
  config: Config,
  bus: EventBus,
  integration: Integration | undefined,
): Promise<readonly NewerMark[]> {
  const settings = integration?.config;
  return [
    ...newerFormatOfTags(`event bus ${bus.name}`, bus.tags),
    ...(integration === undefined || settings === undefined
      ? []
      : newerFormatOfNotes(integration.id, settings)),
    ...(await newerMarksUnlessDenied(async () => {
      const rules = await events.listRules(bus.name, ruleNamePrefix(config));
      const sample = rules.filter(({ managedBy }) => managedBy === undefined).slice(0, SAMPLED_RULES);
      const marks = await Promise.all(
        sample.map(async ({ name, arn }) =>
          newerFormatOfOurs(`rule ${name}`, await events.ruleTags(arn), markOf(config)),
        ),
      );
      return marks.flat();
    })),
  ];
}
