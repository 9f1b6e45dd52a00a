import type { JsonObject } from '../../../../base/json.js';
import type { Context } from '../../context.js';
import type { RuleRecord, TargetRecord } from '../../event-records.js';
import { type EventLog, eventLog } from './bus-log.js';
import { type InvocationLog, invocationLog } from './invocation-log.js';

/** What a bus logs of how an event finds its rules. */
export interface RoutingLog {
  /** Before the pattern of a rule is looked at. */
  readonly looksAt: (rule: RuleRecord) => void;
  /** Gives what is logged of the rule's targets, by their place in the list. */
  readonly matched: (rule: RuleRecord, targets: readonly TargetRecord[]) => readonly InvocationLog[];
  /** After the last rule. */
  readonly over: () => void;
}

/** An event that is routed. */
interface Routed {
  readonly event: JsonObject;
  readonly id: string;
  readonly bus: string;
  readonly ingested: number;
}

/** The log of an event's way over the rules of its bus; undefined where the bus logs nothing. */
export function routingLog(routed: Routed, context: Context): RoutingLog | undefined {
  const log = eventLog(routed, context);
  if (log === undefined) return undefined;
  const taken = receipt(routed, context);
  log.write('EVENT_RECEIPT', taken);
  log.write('EVENT_INGEST_SUCCESS', taken);
  let matches = 0;
  return {
    looksAt: (rule) => {
      if (isStandard(rule)) log.write('RULE_MATCH_START', receipt(routed, context));
    },
    matched: (rule, targets) => {
      if (!isStandard(rule)) return [];
      matches += 1;
      const invocations = targets.map((target) => invocationLog(log, routed.ingested, rule, target, context));
      writeMatch(log, rule, targets, invocations);
      return invocations;
    },
    over: () => {
      if (matches === 0) log.write('NO_STANDARD_RULES_MATCHED', { details: {} });
    },
  };
}

/** What AWS's services manage, as the rule of an archive, is not logged. */
function isStandard({ managedBy }: RuleRecord): boolean {
  return managedBy === undefined;
}

function writeMatch(
  log: EventLog,
  rule: RuleRecord,
  targets: readonly TargetRecord[],
  invocations: readonly InvocationLog[],
): void {
  log.write('RULE_MATCH', {
    details: {
      rule_arn: rule.arn,
      target_arns: targets.map(({ Arn }) => Arn),
      invocation_ids: invocations.map(({ id }) => id),
    },
  });
}

function receipt({ event, ingested }: Routed, { account }: Context) {
  const time = Date.parse(String(event['time']));
  return {
    details: {
      caller_account_id: account,
      source_time_ms: Number.isNaN(time) ? ingested : time,
      source: event['source'] ?? '',
      detail_type: event['detail-type'] ?? '',
      resources: event['resources'] ?? [],
    },
    full: { event_detail: JSON.stringify(event['detail'] ?? {}) },
  };
}
