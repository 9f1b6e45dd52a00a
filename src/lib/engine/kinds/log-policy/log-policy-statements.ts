import type { JsonObject, JsonValue } from '../../../base/json.js';
import { logDeliveryArn, logGroupArn, nameOfArn, ruleArn } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import { namesOf, wantedLevels } from '../bus-log/bus-log-parts.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import type { PlanInput } from '../door/kind.js';
import { isFree, statementId } from '../ownership/mark.js';
import { EVENT_BRIDGE, type SendRequest } from '../policies/lets-in.js';
import { findStatement, sameStatement } from '../policies/policy.js';
import { ruleSources } from '../policies/senders.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { LOG_POLICY_PURPOSE, TARGETS_PURPOSE } from './log-policy-steps.js';

type Input = PlanInput<BusLogRead & Pick<RulesRead, 'freeRules'>>;

const DELIVERY = 'delivery.logs.amazonaws.com';
const ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** What each of the project's statements lets be written, by its purpose, as a plan says it. */
export const STATEMENT_FIELDS = {
  [LOG_POLICY_PURPOSE]: 'may write',
  [TARGETS_PURPOSE]: 'rules may write to',
} as const;

/** A statement of the project's resource policy of CloudWatch Logs. */
export interface LogStatement {
  /** What it lets be written, as a plan says it. */
  readonly field: string;
  readonly after: string;
  readonly statement: JsonObject;
  /** What has to be let in for it. */
  readonly requests: readonly SendRequest[];
  /** ARNs of the log groups of targets. */
  readonly groups: readonly string[];
}

/**
 * The statements that the file needs: for the log of the event bus, and for the log groups that rules send to.
 * @param document the project's policy as it is: what rules that were released send by stays in it
 */
export function wantedStatements(input: Input, document?: string): readonly LogStatement[] {
  return [...busLogStatement(input, document), ...targetsStatement(input, document)];
}

/** The ids of the project's statements. */
export function sidsOf({ mark }: Pick<Input, 'mark'>): readonly string[] {
  return [LOG_POLICY_PURPOSE, TARGETS_PURPOSE].map((purpose) => statementId(mark, purpose));
}

/** Whether a statement lets in all that an earlier one of its id did: the same, for at least its log groups. */
export function covers(wanted: JsonObject, earlier: JsonObject): boolean {
  const { Resource: now, ...rest } = wanted;
  const { Resource: before, ...others } = earlier;
  return sameStatement(rest, others) && listOf(before).every((each) => listOf(now).includes(each));
}

function listOf(value: JsonValue | undefined): readonly (JsonValue | undefined)[] {
  return Array.isArray(value) ? value : [value];
}

/**
 * By the ARN of the delivery source: the log group's does not let it in (seen on AWS, October 2026; facts: event bus
 * logs). AWS reads lists of one back as lists.
 */
function busLogStatement(input: Input, document: string | undefined): readonly LogStatement[] {
  const levels = wantedLevels(input);
  if (levels.length === 0) return releasedBusLog(input, document);
  const { config, mark, bus } = input;
  const { account } = config.aws;
  const { logGroup, sources, source } = namesOf(input);
  const group = logGroupArn(config, logGroup);
  const ofSource = (name: string) => logDeliveryArn(config, 'delivery-source', name);
  return [
    {
      field: STATEMENT_FIELDS[LOG_POLICY_PURPOSE],
      after: 'the log of the event bus',
      statement: {
        Sid: statementId(mark, LOG_POLICY_PURPOSE),
        Effect: 'Allow',
        Principal: { Service: DELIVERY },
        Action: [...ACTIONS],
        Resource: `${group}:log-stream:*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': ofSource(`${sources}*`) },
        },
      },
      requests: levels.flatMap((level) =>
        ACTIONS.map((action) => ({
          action,
          resource: `${group}:log-stream:EventBridgeEventBusLogs`,
          service: DELIVERY,
          source: ofSource(source(bus, level)),
          account,
        })),
      ),
      groups: [],
    },
  ];
}

/** The statement as it is, where the log of the event bus was released: it goes on. */
function releasedBusLog(input: Input, document: string | undefined): readonly LogStatement[] {
  const statement = findStatement(document, statementId(input.mark, LOG_POLICY_PURPOSE));
  const { sources } = namesOf(input);
  const free = input.live.busLog?.sources.some(({ name, tags }) => name.startsWith(sources) && isFree(tags));
  if (statement === undefined || free !== true) return [];
  return [
    {
      field: STATEMENT_FIELDS[LOG_POLICY_PURPOSE],
      after: 'the log of the event bus',
      statement,
      requests: [],
      groups: [],
    },
  ];
}

/**
 * EventBridge writes as itself, in a log stream of its own for each delivery; it tells the rule and its account (recorded
 * 2026-09-13, logs_destination.json).
 */
function targetsStatement(input: Input, document: string | undefined): readonly LogStatement[] {
  const { config, declared, live, mark, rules } = input;
  const { account } = config.aws;
  const known = new Map(declared.logGroups.map(({ arn, name }) => [arn, name] as const));
  const sid = statementId(mark, TARGETS_PURPOSE);
  const letIn = listOf(findStatement(document, sid)?.['Resource']);
  const sending = [
    ...rules.flatMap((rule) => rule.targets.flatMap(({ arn }) => (known.has(arn) ? [{ rule, arn }] : []))),
    ...live.freeRules.flatMap((rule) =>
      rule.targets.flatMap(({ arn }) => (letIn.includes(streamsOf(arn)) ? [{ rule, arn }] : [])),
    ),
  ];
  const groups = [...new Set(sending.map(({ arn }) => arn))].sort();
  if (groups.length === 0) return [];
  const prefix = ruleNamePrefix(config);
  const isOwn = ({ rule }: (typeof sending)[number]): boolean => rule.name.startsWith(prefix);
  const sourceOf = ({ rule }: (typeof sending)[number]): string => ruleArn(config, rule.bus, rule.name);
  const adopted = [...new Set(sending.filter((each) => !isOwn(each)).map(sourceOf))].sort();
  const sources = ruleSources(input, { rules: sending.some(isOwn), adopted, topics: [] });
  return [
    {
      field: STATEMENT_FIELDS[TARGETS_PURPOSE],
      after: groups.map((arn) => known.get(arn) ?? nameOfArn(arn)).join(', '),
      statement: {
        Sid: sid,
        Effect: 'Allow',
        Principal: { Service: EVENT_BRIDGE },
        Action: [...ACTIONS],
        Resource: groups.map(streamsOf),
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': [...sources] },
        },
      },
      requests: sending.flatMap((each) =>
        ACTIONS.map((action) => ({
          action,
          resource: `${each.arn}:log-stream:any`,
          service: EVENT_BRIDGE,
          source: sourceOf(each),
          account,
        })),
      ),
      groups,
    },
  ];
}

function streamsOf(group: string): string {
  return `${group}:*`;
}
