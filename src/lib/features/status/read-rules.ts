import type { Aws } from '../../clients/aws/model.js';
import { unlessMissing } from '../../clients/aws/unless-missing.js';
import { isOurs, markOf, markTags, TagKey } from '../../engine/kinds/index.js';
import { busOf } from '../../engine/plan/index.js';
import type { Config } from '../../language/config/model.js';
import { routeOfRuleName } from '../../language/names/rule-names.js';
import type { RuleStatus } from './model.js';
import type { Reader } from './unseen.js';

/**
 * Our rules on the file's bus, with their routes: by their tags, which a few calls give of all; where those cannot be read,
 * or do not show a rule yet, by their names. Undefined where the rules could not be read.
 */
export async function readRules(
  config: Config,
  aws: Aws,
  reader: Reader,
): Promise<readonly RuleStatus[] | undefined> {
  const mark = markOf(config);
  const [rules, tagged] = await Promise.all([
    // Where there is no bus there is no rule.
    reader.attempt('the rules', async () => (await unlessMissing(aws.events.listRules(busOf(config)))) ?? []),
    reader.attempt('the tags of rules', () => aws.tagging.find(markTags(mark), ['events:rule'])),
  ]);
  return rules
    ?.filter(({ managedBy }) => managedBy === undefined)
    .flatMap(({ name, arn, enabled }) => {
      const tags = tagged?.get(arn);
      const ours = tags !== undefined && isOurs(tags, mark);
      const route = routeNow(config, ours ? tags[TagKey.route] : undefined) ?? routeOfRuleName(config, name);
      if (!ours && route === undefined) return [];
      return [{ name, enabled, ...(route === undefined ? {} : { route }) }];
    });
}

/** The name that a rule's route has in the file, where the file renamed it since. */
function routeNow({ routes }: Config, tag: string | undefined): string | undefined {
  if (tag === undefined || Object.hasOwn(routes, tag)) return tag;
  return Object.values(routes).find(({ renamedFrom }) => renamedFrom === tag)?.name ?? tag;
}
