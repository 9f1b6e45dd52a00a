import { randomUUID } from 'node:crypto';
import { parseArn } from '../arn.js';
import type { Context } from '../context.js';
import { busConditions, busStatements } from '../events/bus-policy.js';
import { eventTime } from '../events/event-time.js';
import { judgeOwnPolicies, judgeRole } from '../iam/role-rights.js';
import { receiverAt } from '../receiver-status.js';
import type { Handover } from './queue-delivery.js';
import type { RoutedEvent } from './routed-event.js';
import type { Sender } from './sender.js';

/** Whether an ARN names an event bus. */
export function isBusArn(arnText: string): boolean {
  const arn = parseArn(arnText);
  return arn?.service === 'events' && arn.resource.startsWith('event-bus/');
}

/**
 * Forwards an event to another bus, as recorded in September 2026 (bus_forwarding.json): within a region it stays what it
 * is, in another one it gets a new id and time.
 * @param route What takes it there: this file is one of those that it uses.
 */
export function handToBus(
  routed: RoutedEvent,
  busArn: string,
  { role }: Sender,
  context: Context,
  route: (event: RoutedEvent, context: Context) => void,
): Handover {
  const arn = parseArn(busArn);
  const { inRegion = false, acrossRegions = false } = routed.forwarded ?? {};
  const crosses = arn?.region !== context.region;
  if (crosses ? acrossRegions : inRegion) {
    const code = crosses ? 'THIRD_REGION_HOP_DETECTED' : 'THIRD_ACCOUNT_HOP_DETECTED';
    const message = crosses
      ? 'Unknown exception.'
      : 'Events received from another event bus cannot be forwarded to this event bus.';
    const way = crosses ? 'to another region' : 'to another event bus of its region';
    return {
      kind: 'refused',
      code,
      message,
      why: `the event was forwarded ${way} before, which is possible once`,
    };
  }
  if (role === undefined) return { kind: 'refused', code: 'NO_PERMISSIONS', why: 'the target has no role' };
  const request = {
    action: 'events:PutEvents',
    resource: busArn,
    conditions: busConditions(true, routed.event),
  };
  // What the policy of a bus in another account says is not known here: the role's own must allow it in any case.
  const known =
    arn?.account === context.account
      ? context.elsewhere(arn.region).state.buses.get(arn.resource.slice('event-bus/'.length))
      : undefined;
  const allowed =
    known === undefined ? judgeOwnPolicies(role, request) : judgeRole(role, request, busStatements(known));
  if (!allowed.allowed) return { kind: 'refused', code: 'NO_PERMISSIONS', why: allowed.why };
  if (arn === undefined || arn.account !== context.account)
    return receiverAt(busArn, context) === undefined
      ? { kind: 'lost', code: 'NO_RESOURCE', why: noSuchBus(busArn) }
      : { kind: 'done', how: `handed over to ${busArn}, which is outside the sandbox` };
  const bus = arn.resource.slice('event-bus/'.length);
  const there = context.elsewhere(arn.region);
  if (!there.state.buses.has(bus)) return { kind: 'lost', code: 'NO_RESOURCE', why: noSuchBus(busArn) };
  const { onlyRules: _ofTheFirstBus, ...event } = routed;
  const id = crosses ? randomUUID() : routed.id;
  const ingested = there.now();
  route(
    {
      ...event,
      id,
      bus,
      ...(crosses ? { event: { ...routed.event, id, time: eventTime(ingested) }, ingested } : {}),
      forwarded: { inRegion: inRegion || !crosses, acrossRegions: acrossRegions || crosses },
    },
    there,
  );
  return { kind: 'done', how: `put on event bus ${bus}${crosses ? ` in ${arn.region}` : ''}` };
}

function noSuchBus(arn: string): string {
  return `there is no event bus ${arn}; AWS takes the event and drops it`;
}
