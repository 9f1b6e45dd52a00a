import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { meantName } from '../../base/name-difference.js';
import type { Aws, RuleSummary } from '../../clients/aws/model.js';
import type { Tags } from '../../clients/aws/tags-model.js';
import type { NewerMark } from '../../engine/change/model.js';
import {
  isOurs,
  markOf,
  newerFormatOfTags,
  readAdoptedRules,
  ruleNameHash,
  TagKey,
} from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { busArn } from '../../language/names/arn.js';
import { ruleNamePrefix } from '../../language/names/rule-names.js';
import type { KnownRule, RuleOwner } from './model.js';
import { formatOf } from './rules-of-file.js';

/** Which rules to read. */
export interface LiveRuleRequest {
  /** Full name of the bus. */
  readonly bus: string;
  /** What the rules' names begin with; absent: all. */
  readonly prefix?: string;
}

/**
 * The rules that are on a bus now, with their targets: ours, and those of others.
 * @throws GcxError where there is no such bus
 */
export async function rulesOfAccount(
  aws: Aws,
  config: Config,
  { bus, prefix }: LiveRuleRequest,
): Promise<readonly KnownRule[]> {
  const names = await aws.events.busNames();
  if (!names.includes(bus)) throw busMissing(bus, names, config);
  const [rules, busTags] = await Promise.all([
    aws.events.listRules(bus, prefix),
    aws.events.ruleTags(busArn(config, bus)),
  ]);
  const adopted = readAdoptedRules(busTags, markOf(config));
  const ofBus = newerFormatOfTags(`event bus ${bus}`, busTags);
  // Only a name with the project's prefix, or an adopted one, can be ours: the tags of others need not be read.
  const mayBeOurs = ({ name, managedBy }: RuleSummary) =>
    managedBy === undefined && (name.startsWith(ruleNamePrefix(config)) || adopted.has(ruleNameHash(name)));
  const known = await Promise.all(rules.map((rule) => withTargets(aws, config, bus, rule, mayBeOurs(rule))));
  if (ofBus.length === 0) return known;
  return known.map((rule) => ({ ...rule, newerMarks: [...ofBus, ...(rule.newerMarks ?? [])] }));
}

async function withTargets(
  aws: Aws,
  config: Config,
  bus: string,
  rule: RuleSummary,
  mayBeOurs: boolean,
): Promise<KnownRule> {
  const none: Tags = {};
  const [tags, targets] = await Promise.all([
    mayBeOurs ? aws.events.ruleTags(rule.arn) : none,
    aws.events.listTargets(bus, rule.name),
  ]);
  const ours = mayBeOurs && isOurs(tags, markOf(config));
  const owner: RuleOwner = ours ? 'ours' : rule.managedBy === undefined ? 'foreign' : 'aws';
  const route = ours ? tags[TagKey.route] : undefined;
  const newerMarks = ours ? newerFormatOfTags(`rule ${rule.name}`, tags) : [];
  return {
    name: rule.name,
    bus,
    ...(route === undefined ? {} : { route }),
    ...formatOf(config, route),
    owner,
    enabled: rule.enabled,
    ...(rule.description === undefined ? {} : { description: rule.description }),
    ...(rule.pattern === undefined ? {} : { pattern: rule.pattern }),
    targets,
    ...(newerMarks.length === 0 ? {} : { newerMarks }),
  };
}

/** The marks of a newer gcx on rules and their bus, each once. */
export function newerMarksOfRules(rules: readonly KnownRule[]): readonly NewerMark[] {
  const marks = rules.flatMap(({ newerMarks = [] }) => newerMarks);
  return [...new Map(marks.map((mark) => [mark.on, mark])).values()];
}

function busMissing(bus: string, names: readonly string[], { aws }: Config): GcxError {
  return new GcxError({
    code: 'bus-missing',
    what: `There is no event bus ${bus} in account ${aws.account}, region ${aws.region}.`,
    fix: meantName(
      bus,
      names,
      `${bus.startsWith('aws.partner/') ? `Make it with ${gcxCommand('apply')}, or name` : 'Name'} another one with --bus: ${names.join(', ')}.`,
      (name) => `--bus ${name}`,
    ),
  });
}
