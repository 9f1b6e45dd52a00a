import { randomUUID } from 'node:crypto';
import { INVALID_JSON } from '../../../language/events/input/index.js';
import { parseArn } from '../arn.js';
import type { Context } from '../context.js';
import type { RuleRecord, TargetRecord } from '../event-records.js';
import { archiverArn, keepInArchives } from '../events/archive-store.js';
import { isDestinationArn } from '../events/connections/http-parameters.js';
import { whyKeyUnusable } from '../events/event-key.js';
import type { InvocationLog } from '../events/log/invocation-log.js';
import { routingLog } from '../events/log/routing-log.js';
import { rulesOn } from '../events/names.js';
import { matchable, patternFits } from '../events/pattern.js';
import { handToFunction } from '../lambda/delivery.js';
import { publishAs } from '../sns/publish.js';
import { handToBus, isBusArn } from './bus-delivery.js';
import { failedBy } from './delivery-fault.js';
import { deliverToDestination } from './http/destination-delivery.js';
import { handToLogGroup } from './log-group-delivery.js';
import { messageGroupFor } from './message-group.js';
import { handToOtherService } from './other-services.js';
import { partitionKeyFor } from './partition-key.js';
import { type Handover, handToQueue } from './queue-delivery.js';
import type { RoutedEvent } from './routed-event.js';
import { measureMatches } from './rule-metrics.js';
import { EVENTBRIDGE_SENDER } from './sender.js';
import { senderFor } from './sender-for.js';
import { payloadFor } from './target-input.js';
import { Trial } from './trial.js';

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
  const lost = whyLost(routed.bus, context);
  if (lost !== undefined) {
    context.record({ eventId: routed.id, bus: routed.bus, by: 'events', outcome: 'dropped', why: lost });
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

/** Why an event bus cannot keep an event: EventBridge cannot use its key. Undefined where it can, or has none. */
function whyLost(name: string, context: Context): string | undefined {
  const bus = context.state.buses.get(name);
  if (bus?.key === undefined) return undefined;
  const why = whyKeyUnusable(bus.key, { arn: bus.arn, busArn: bus.arn, kind: 'event bus' }, context);
  return why === undefined ? undefined : `the event bus cannot encrypt it: ${why}`;
}

/** Delivers an event to a target; a promise where that goes over the network. */
function deliver(
  routed: RoutedEvent,
  rule: RuleRecord,
  target: TargetRecord,
  log: InvocationLog | undefined,
  context: Context,
): Promise<void> | undefined {
  const payload = payloadFor(routed.event, target, rule, routed.ingested);
  if (payload.kind === 'nothing') {
    const { id: eventId, bus } = routed;
    const note = { eventId, bus, rule: rule.name, by: 'events', target: target.Arn } as const;
    context.record({ ...note, outcome: 'dropped', why: payload.why });
    return undefined;
  }
  const { text } = payload;
  log?.begins(text);
  const trial = new Trial({ routed, rule, target, text, log, toBus: isBusArn(target.Arn) }, context);
  if (payload.kind === 'broken') {
    trial.gaveUp({ code: INVALID_JSON, why: 'Invalid input for target.' }, undefined, false);
    return undefined;
  }
  const attempt = (): Handover => {
    trial.begins();
    return handOver(routed, rule, target, text, context);
  };
  if (isDestinationArn(target.Arn))
    return deliverToDestination({ routed, rule, target, text }, trial, context);
  // Time is compressed: each wait between two tries is only counted, against the age that the policy allows.
  while (trial.next(attempt()) !== undefined);
  return undefined;
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
  const sender = senderFor(rule, target, context);
  if ('why' in sender)
    return { kind: 'refused', code: isBus ? 'NO_PERMISSIONS' : 'FAILED_TO_ASSUME_ROLE', why: sender.why };
  const fault = context.deliveryFault(arn.service);
  if (fault !== undefined) return failedBy(fault, target.Arn);
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
            {
              body: payload,
              ...(arn.service === 'kinesis'
                ? { partitionKey: partitionKeyFor(target, routed.event, routed.id) }
                : {}),
              // Recorded: the name of an execution begins with the id of the event.
              ...(arn.service === 'states' ? { executionName: `${routed.id}_${randomUUID()}` } : {}),
            },
            context,
          );
  }
}
