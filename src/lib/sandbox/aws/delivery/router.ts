import { INVALID_JSON } from '../../../language/events/input/index.js';
import { parseArn } from '../arn.js';
import type { Context } from '../context.js';
import type { RuleRecord, TargetRecord } from '../event-records.js';
import { archiverArn, keepInArchives } from '../events/archive-store.js';
import type { InvocationLog } from '../events/log/invocation-log.js';
import { routingLog } from '../events/log/routing-log.js';
import { rulesOn } from '../events/names.js';
import { matchable, patternFits } from '../events/pattern.js';
import { assumeRole } from '../iam/role-rights.js';
import { handToFunction } from '../lambda/delivery.js';
import { publishAs } from '../sns/publish.js';
import { bury, type Exhausted } from './bury.js';
import { handToBus, isBusArn } from './bus-delivery.js';
import type { Failure } from './failure.js';
import { handToLogGroup } from './log-group-delivery.js';
import { messageGroupFor } from './message-group.js';
import { handToOtherService } from './other-services.js';
import { partitionKeyFor } from './partition-key.js';
import { type Handover, handToQueue } from './queue-delivery.js';
import { LONGEST_WAIT_SECONDS, retryBudget } from './retry-budget.js';
import type { RoutedEvent } from './routed-event.js';
import { measureInvocation, measureMatches } from './rule-metrics.js';
import { EVENTBRIDGE_SENDER, type Sender, senderContext } from './sender.js';
import { payloadFor } from './target-input.js';

/**
 * Routes an event over the rules of its bus: each enabled rule that matches hands it to all of its targets. The bus's
 * archives keep it; replayed events are kept by none.
 */
export function route(routed: RoutedEvent, context: Context): void {
  const event = matchable(routed.event);
  if (event === undefined) {
    const why = 'the event nests too deeply';
    context.record({ eventId: routed.id, bus: routed.bus, by: 'events', outcome: 'dropped', why });
    return;
  }
  keepInArchives(routed.event, routed.bus, routed.ingested, context);
  const log = routingLog(routed, context);
  const matched: RuleRecord[] = [];
  for (const rule of rulesOn(routed.bus, context)) {
    if (routed.onlyRules !== undefined && !routed.onlyRules.includes(rule.arn)) continue;
    if (rule.state === 'DISABLED' || rule.pattern === undefined) continue;
    log?.looksAt(rule);
    if (!patternFits(rule.pattern, event)) continue;
    // Rules that a service manages are nobody's to watch.
    if (rule.managedBy === undefined) matched.push(rule);
    const targets = rule.targets.filter(({ Arn }) => Arn !== archiverArn(context.region));
    const invocations = log?.matched(rule, targets);
    for (const [index, target] of targets.entries())
      context.later(() => deliver(routed, rule, target, invocations?.[index], context));
  }
  measureMatches(String(routed.event['source'] ?? ''), matched, context);
  log?.over();
}

function deliver(
  routed: RoutedEvent,
  rule: RuleRecord,
  target: TargetRecord,
  log: InvocationLog | undefined,
  context: Context,
): void {
  const note = {
    eventId: routed.id,
    bus: routed.bus,
    rule: rule.name,
    by: 'events',
    target: target.Arn,
  } as const;
  const payload = payloadFor(routed.event, target, rule, routed.ingested);
  if (payload.kind === 'nothing') {
    context.record({ ...note, outcome: 'dropped', why: payload.why });
    return;
  }
  const { text } = payload;
  log?.begins(text);
  const toBus = isBusArn(target.Arn);
  const { ingested } = routed;
  let attempts = 0;
  let ageSeconds = 0;
  if (payload.kind === 'broken') {
    buryOrDrop({ code: INVALID_JSON, why: 'Invalid input for target.' }, { tried: false });
    return;
  }
  const budget = retryBudget(target);
  let handover = attempt();
  // Time is compressed: each wait between two tries is only counted, against the age that the policy allows.
  while (handover.kind === 'failed' && attempts < budget.attempts) {
    const wait = Math.min(2 ** attempts, LONGEST_WAIT_SECONDS);
    if (ageSeconds + wait > budget.ageSeconds) break;
    ageSeconds += wait;
    attempts += 1;
    log?.failed(handover, true);
    handover = attempt();
  }
  switch (handover.kind) {
    case 'done': {
      log?.succeeded();
      const outcome = attempts === 0 ? 'delivered' : 'retried';
      const how = attempts === 0 ? handover.how : `${handover.how} after ${attempts} retries`;
      const tries = attempts === 0 ? {} : { attempts: attempts + 1 };
      const unheard = handover.unheard === undefined ? {} : { unheard: handover.unheard };
      measured({ succeeded: true });
      context.record({ ...note, outcome, why: how, ...tries, ...unheard });
      return;
    }
    case 'refused':
      log?.failed(handover, false);
      buryOrDrop(handover);
      return;
    case 'lost':
      log?.succeeded();
      // EventBridge does not know that it is.
      measured({ succeeded: true });
      context.record({ ...note, outcome: 'dropped', why: handover.why });
      return;
    case 'failed':
      log?.failed(handover, true);
      buryOrDrop(handover, {
        exhausted: {
          condition: attempts >= budget.attempts ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds',
          retries: attempts,
        },
      });
  }

  function attempt(): Handover {
    log?.attempt();
    return handOver(routed, rule, target, text, context);
  }

  function measured(how: { succeeded: boolean; tried?: boolean; letter?: 'sent' | 'not-sent' }): void {
    const invoked = { toBus, tried: true, retries: attempts, ingested, waited: ageSeconds * 1_000, ...how };
    measureInvocation(rule, invoked, context);
  }

  function buryOrDrop(
    failure: Failure,
    { exhausted, tried = true }: { readonly exhausted?: Exhausted; readonly tried?: boolean } = {},
  ): void {
    const undelivered = {
      body: text,
      failure,
      ...(exhausted === undefined ? {} : { exhausted }),
      ...(routed.trace === undefined ? {} : { trace: routed.trace }),
    };
    const buried = bury(rule, target, undelivered, context);
    log?.gaveUp(failure, buried?.kind === 'done');
    const sent = buried?.kind === 'done' ? 'sent' : 'not-sent';
    measured({ succeeded: false, tried, ...(buried === undefined ? {} : { letter: sent }) });
    const retries = exhausted?.retries ?? 0;
    const tries = retries === 0 ? {} : { attempts: retries + 1 };
    const letter = buried === undefined ? 'the target has no dead-letter queue' : buried.why;
    context.record({
      ...note,
      outcome: buried?.kind === 'done' ? 'dead-lettered' : 'dropped',
      why: `${failure.why}; ${letter}`,
      ...tries,
    });
  }
}

function handOver(
  routed: RoutedEvent,
  rule: RuleRecord,
  target: TargetRecord,
  payload: string,
  context: Context,
): Handover {
  const arn = parseArn(target.Arn);
  if (arn === undefined)
    return { kind: 'refused', code: 'INVALID_PARAMETER', why: `${target.Arn} is not an ARN` };
  const isBus = isBusArn(target.Arn);
  const unassumed: Sender = {
    service: 'events.amazonaws.com',
    sourceArn: rule.arn,
    sourceAccount: context.account,
  };
  const given = target['RoleArn'];
  const assumed =
    typeof given === 'string'
      ? assumeRole(given, 'events.amazonaws.com', senderContext(unassumed), context)
      : undefined;
  if (assumed?.kind === 'refused')
    return { kind: 'refused', code: isBus ? 'NO_PERMISSIONS' : 'FAILED_TO_ASSUME_ROLE', why: assumed.why };
  const sender = assumed === undefined ? unassumed : { ...unassumed, role: assumed.role };
  switch (arn.service) {
    case 'sqs': {
      const group = messageGroupFor(target, routed.event);
      if ('why' in group) return { kind: 'refused', code: 'INVALID_PARAMETER', why: group.why };
      const trace = routed.trace === undefined ? {} : { trace: routed.trace };
      const message = { body: payload, sender: sender.role?.id ?? EVENTBRIDGE_SENDER, ...group, ...trace };
      return handToQueue(target.Arn, message, sender, context);
    }
    case 'sns':
      return publishAs(
        target.Arn,
        { body: payload },
        sender,
        { eventId: routed.id, bus: routed.bus, rule: rule.name },
        context,
      );
    case 'lambda':
      return handToFunction(target.Arn, payload, sender, context);
    case 'logs':
      return handToLogGroup(target.Arn, payload, Date.parse(String(routed.event['time'])), sender, context);
    default:
      return isBus
        ? handToBus(routed, target.Arn, sender, context, route)
        : handToOtherService(
            target.Arn,
            sender,
            arn.service === 'kinesis' ? partitionKeyFor(target, routed.event, routed.id) : undefined,
          );
  }
}
