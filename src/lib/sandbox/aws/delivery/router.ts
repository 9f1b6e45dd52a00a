import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { INVALID_JSON } from '../../../language/events/input/index.js';
import { parseArn } from '../arn.js';
import type { Context } from '../context.js';
import { keepInArchives } from '../events/archive-store.js';
import { rulesOn } from '../events/names.js';
import { matchable, patternFits } from '../events/pattern.js';
import { handToFunction } from '../lambda/delivery.js';
import { publishAs } from '../sns/publish.js';
import type { RuleRecord, TargetRecord } from '../state.js';
import { messageGroupFor } from './message-group.js';
import { type Handover, handToQueue } from './queue-delivery.js';
import type { Sender } from './sender.js';
import { payloadFor } from './target-input.js';

/** An event on a bus. */
export interface RoutedEvent {
  readonly event: JsonObject;
  readonly id: string;
  readonly bus: string;
  /** Epoch milliseconds. */
  readonly ingested: number;
  /** Buses that the event came over, so that it does not go in circles. */
  readonly hops: readonly string[];
  /** ARNs of the rules that a replay sends it to; undefined: all. */
  readonly onlyRules?: readonly string[];
}

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
  for (const rule of rulesOn(routed.bus, context)) {
    if (routed.onlyRules !== undefined && !routed.onlyRules.includes(rule.arn)) continue;
    if (rule.state === 'DISABLED' || rule.pattern === undefined) continue;
    if (!patternFits(rule.pattern, event)) continue;
    for (const target of rule.targets) context.later(() => deliver(routed, rule, target, context));
  }
}

function deliver(routed: RoutedEvent, rule: RuleRecord, target: TargetRecord, context: Context): void {
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
  if (payload.kind === 'broken') {
    buryOrDrop({ code: INVALID_JSON, why: 'Invalid input for target.' }, undefined);
    return;
  }
  const budget = retryBudget(target);
  let attempts = 0;
  let ageSeconds = 0;
  let handover = handOver(routed, rule, target, text, context);
  // Time is compressed: each wait between two tries is only counted, against the age that the policy allows.
  while (handover.kind === 'failed' && attempts < budget.attempts) {
    const wait = Math.min(2 ** attempts, LONGEST_WAIT_SECONDS);
    if (ageSeconds + wait > budget.ageSeconds) break;
    ageSeconds += wait;
    attempts += 1;
    handover = handOver(routed, rule, target, text, context);
  }
  switch (handover.kind) {
    case 'done': {
      const outcome = attempts === 0 ? 'delivered' : 'retried';
      const how = attempts === 0 ? handover.how : `${handover.how} after ${attempts} retries`;
      const tries = attempts === 0 ? {} : { attempts: attempts + 1 };
      const unheard = handover.unheard === undefined ? {} : { unheard: handover.unheard };
      context.record({ ...note, outcome, why: how, ...tries, ...unheard });
      return;
    }
    case 'refused':
      buryOrDrop(handover, undefined);
      return;
    case 'failed':
      buryOrDrop(handover, {
        condition: attempts >= budget.attempts ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds',
        retries: attempts,
      });
  }

  function buryOrDrop(failure: { code: string; why: string }, exhausted: Exhausted | undefined): void {
    const buried = bury(text, rule, target, failure, exhausted, context);
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

/** The longest wait between two tries; with it the default of 185 tries takes about the default of 24 hours. */
const LONGEST_WAIT_SECONDS = 480;

function retryBudget(target: TargetRecord): { attempts: number; ageSeconds: number } {
  const policy = isJsonObject(target['RetryPolicy']) ? target['RetryPolicy'] : {};
  const { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: age } = policy;
  return {
    attempts: typeof attempts === 'number' ? attempts : 185,
    ageSeconds: typeof age === 'number' ? age : 86_400,
  };
}

function senderOf(rule: RuleRecord, target: TargetRecord, context: Context): Sender {
  const role = target['RoleArn'];
  return {
    service: 'events.amazonaws.com',
    sourceArn: rule.arn,
    sourceAccount: context.account,
    ...(typeof role === 'string' ? { role } : {}),
  };
}

function handOver(
  routed: RoutedEvent,
  rule: RuleRecord,
  target: TargetRecord,
  payload: string,
  context: Context,
): Handover {
  const arn = parseArn(target.Arn);
  const sender = senderOf(rule, target, context);
  switch (arn?.service) {
    case 'sqs': {
      const group = messageGroupFor(target, routed.event);
      if ('why' in group) return { kind: 'refused', code: 'INVALID_PARAMETER', why: group.why };
      const message = { body: payload, sender: 'AIDAEVENTBRIDGE', ...group };
      return handToQueue(target.Arn, message, sender, context);
    }
    case 'sns':
      return publishAs(
        target.Arn,
        payload,
        sender,
        { eventId: routed.id, bus: routed.bus, rule: rule.name },
        context,
      );
    case 'lambda':
      return handToFunction(target.Arn, payload, sender, context);
    case 'events':
      return arn.resource.startsWith('event-bus/')
        ? handToBus(routed, arn.resource.slice('event-bus/'.length), target, context)
        : withRole(sender);
    case undefined:
      return { kind: 'refused', code: 'INVALID_PARAMETER', why: `${target.Arn} is not an ARN` };
    default:
      return withRole(sender, arn?.service);
  }
}

/** Targets that EventBridge sends to without a role: a policy of theirs, which the sandbox does not know, lets it in. */
const WITHOUT_ROLE: readonly string[] = ['logs', 'execute-api'];

/** Targets that the sandbox does not run: a role, or a policy of those that need none, is taken to let EventBridge in. */
function withRole(sender: Sender, service?: string): Handover {
  if (sender.role === undefined) {
    if (service !== undefined && WITHOUT_ROLE.includes(service))
      return { kind: 'done', how: 'handed over without a role; the sandbox does not run such a target' };
    return { kind: 'refused', code: 'FAILED_TO_ASSUME_ROLE', why: 'the target has no role' };
  }
  return { kind: 'done', how: `handed over with role ${sender.role}; the sandbox does not run this service` };
}

function handToBus(routed: RoutedEvent, bus: string, target: TargetRecord, context: Context): Handover {
  const arn = parseArn(target.Arn);
  if (arn?.account !== context.account || arn.region !== context.region) {
    return { kind: 'done', how: `handed over to ${target.Arn}, which is outside the sandbox` };
  }
  if (!context.state.buses.has(bus)) {
    return { kind: 'refused', code: 'NO_RESOURCE', why: `there is no event bus ${bus}` };
  }
  if (routed.hops.includes(bus))
    return { kind: 'refused', code: 'INTERNAL_ERROR', why: `the event has been on ${bus} before` };
  const { onlyRules: _ofTheFirstBus, ...event } = routed;
  route({ ...event, bus, hops: [...routed.hops, bus] }, context);
  return { kind: 'done', how: `put on event bus ${bus}` };
}

/** How retrying ended. */
interface Exhausted {
  readonly condition: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
  readonly retries: number;
}

/**
 * Puts what the target would have got into its dead-letter queue; undefined where it has none. Of what is not retried
 * AWS says neither RETRY_ATTEMPTS nor EXHAUSTED_RETRY_CONDITION (both recorded).
 */
function bury(
  body: string,
  rule: RuleRecord,
  target: TargetRecord,
  failure: { readonly code: string; readonly why: string },
  exhausted: Exhausted | undefined,
  context: Context,
): { kind: Handover['kind']; why: string } | undefined {
  const config = target['DeadLetterConfig'];
  const arn = isJsonObject(config) ? config['Arn'] : undefined;
  if (typeof arn !== 'string') return undefined;
  const attributes: Record<string, string> = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.why,
    ...(exhausted === undefined
      ? {}
      : { EXHAUSTED_RETRY_CONDITION: exhausted.condition, RETRY_ATTEMPTS: String(exhausted.retries) }),
  };
  const handover = handToQueue(
    arn,
    {
      body,
      sender: 'AIDAEVENTBRIDGE',
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    },
    { service: 'events.amazonaws.com', sourceArn: rule.arn, sourceAccount: context.account },
    context,
  );
  return handover.kind === 'done'
    ? { kind: 'done', why: `dead-lettered: ${handover.how}` }
    : { kind: handover.kind, why: `not dead-lettered: ${handover.why}` };
}
