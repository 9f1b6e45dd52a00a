import { answerOf } from '../../../base/answers.js';
import type { LogGroupAnswer } from '../../../clients/aws/answers.js';
import type { LogPolicy } from '../../../clients/aws/log-delivery-model.js';
import type { LogGroup } from '../../../clients/aws/logs-model.js';
import type { Config } from '../../../language/config/model.js';
import { parseArn, partOfArn } from '../../../language/names/arn.js';
import { busLogNames } from '../../../language/names/bus-log-names.js';
import { changeId } from '../../change/change.js';
import { arnOf } from '../../targets/list.js';
import type { BusTagsRead } from '../bus/bus-tags-reading.js';
import { type AttributeTable, answeredBy, people } from '../door/attributes.js';
import { ifAllowed } from '../door/if-allowed.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import { madeKey } from '../noted/made-list.js';
import { readUnderway } from '../noted/read-made.js';
import { TagKey } from '../ownership/mark.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { isHere, type MarkedRead } from '../ownership/marked-reading.js';
import { thingOf } from '../ownership/thing.js';
import { type RulesRead, sentTo } from '../rule/rules-reading.js';
import { busLogGroupAttributes } from './log-groups-reading.js';

/** Log groups that are targets. */
export interface TargetLogGroupsRead {
  /** By ARN; null where there is none. */
  readonly targetLogGroups: ReadonlyMap<string, LogGroup | null>;
  /** All resource policies of CloudWatch Logs. Absent: no log group is a target that gcx lets rules write to. */
  readonly logPolicies?: readonly LogPolicy[];
}

/** The attributes of one that exists: gcx only reads them. */
const usedLogGroupAttributes: AttributeTable<LogGroupAnswer> = {
  ...busLogGroupAttributes,
  retentionInDays: people(),
  kmsKeyId: people(),
};

/** Reads the log groups of the file's targets, those with our mark, and the policies that let rules write to them. */
export const targetLogGroupsReading: Reading<TargetLogGroupsRead, MarkedRead & RulesRead & BusTagsRead> = {
  name: 'targetLogGroups',
  waitsFor: ['marked', 'rules', 'busTags'],
  unread: {
    live: { targetLogGroups: new Map() },
    of: 'log groups of targets',
    kinds: ['log-group', 'log-policy'],
    codes: /^(?:existing-missing|log-)/,
  },
  async read(scope, { marked, ...carriers }, { aws }) {
    const { config, declared } = scope;
    const { rules } = carriers;
    const made = [...marked].flatMap(([arn, tags]) => (isOfTarget(config, arn, tags ?? {}) ? [arn] : []));
    const arns = distinct([...declared.logGroups.map(({ arn }) => arn), ...made]);
    const given = new Set(Object.values(config.targets).map((target) => arnOf(target, config)));
    // What the file names by "arn" is let in by a policy of others.
    const left = sentTo(rules).filter((arn) => isLogGroup(config, arn) && !given.has(arn));
    const { policy } = busLogNames(config);
    if (arns.length === 0 && left.length === 0) {
      const underway = readUnderway(scope, carriers);
      const list = () => aws.logPolicies.list();
      const unsure = underway === undefined ? await ifAllowed(list) : undefined;
      const isLeft = underway?.has(madeKey(changeId('log-policy', policy))) === true;
      const policies = isLeft ? await list() : unsure;
      // Others' are not asked for here: whether one of ours is left is all that a plan is made from.
      const logPolicies = (policies ?? []).filter(({ name }) => name === policy);
      return { targetLogGroups: new Map(), ...(logPolicies.length === 0 ? {} : { logPolicies }) };
    }
    const [targetLogGroups, logPolicies] = await Promise.all([
      readEach(arns, async (arn) => (await aws.logs.group(partOfArn(arn, 'log-group:'))) ?? null),
      aws.logPolicies.list(),
    ]);
    return { targetLogGroups, logPolicies };
  },
  digest: ({ targetLogGroups, logPolicies }) => ({
    targetLogGroups: [...targetLogGroups],
    logPolicies: logPolicies ?? null,
  }),
  answered: (input) =>
    [...input.live.targetLogGroups].flatMap(([arn, group]) => {
      const declared = input.declared.logGroups.find((each) => each.arn === arn);
      const about = { targets: [declared?.target ?? ''], change: changeId('log-group', arn), arn };
      return answeredBy(
        `log group ${partOfArn(arn, 'log-group:')}`,
        group,
        declared?.create === true ? busLogGroupAttributes : usedLogGroupAttributes,
        declared && group !== null ? thingOf(input, group.tags, about) : undefined,
      );
    }),
  newerMarks: ({ targetLogGroups }, { mark }) =>
    [...targetLogGroups].flatMap(([arn, group]) =>
      newerFormatOfOurs(`log group ${partOfArn(arn, 'log-group:')}`, group?.tags, mark),
    ),
};

/** Bytes that CloudWatch counts in a log group, with some delay; undefined where it was not told. */
export function storedBytes(group: LogGroup): number | undefined {
  const bytes = answerOf(group)?.['storedBytes'];
  return typeof bytes === 'number' ? bytes : undefined;
}

function isLogGroup(config: Config, arn: string): boolean {
  const parts = parseArn(arn);
  return isHere(config, arn) && parts?.service === 'logs' && parts.resource.startsWith('log-group:');
}

/** Those of processors carry their names, and that of the event bus has one of its own. */
function isOfTarget(config: Config, arn: string, tags: LogGroup['tags']): boolean {
  if (!isLogGroup(config, arn) || tags[TagKey.processor] !== undefined) return false;
  const name = partOfArn(arn, 'log-group:');
  return name !== busLogNames(config).logGroup && !name.startsWith('/aws/lambda/');
}
