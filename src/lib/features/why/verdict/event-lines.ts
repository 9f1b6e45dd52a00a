import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { isId, isProgramName, MASKED } from '../../../language/events/index.js';
import { parseArn, ruleArn } from '../../../language/names/arn.js';
import { loggedAt } from '../evidence/bus-log.js';
import type { Course, Courses } from '../evidence/courses.js';
import { conversationsIn } from '../evidence/dead-letters-of.js';
import type { Ground } from '../evidence/ground.js';
import { eventIdOf } from '../evidence/letter-events.js';
import type { Traces } from '../evidence/traces.js';
import { type Evidence, STAGES, type Stop } from '../model/evidence.js';
import type { EventLine, RouteLine, TargetLine } from '../model/model.js';
import { type Moment, shortName } from '../model/moment.js';
import { beyondOf } from './beyond.js';
import { deadLetterAt } from './dead-letter-at.js';
import type { Material } from './material.js';
import { verdictOf } from './verdict-of.js';
import { withoutKnown } from './without-known.js';

/** Pure: what became of each moment of a conversation, with whatever was read. */
export function eventLines(ground: Ground, traces: Traces, id: string): readonly EventLine[] {
  const moments = traces.moments.get(id) ?? [];
  const letters = ground.letters.letters.filter(({ message }) => conversationsIn(message.body).includes(id));
  const lines = ground.processors.lines.filter(({ conversation }) => conversation === id);
  const placed = moments.map((moment) => ({ moment, found: ground.coursesOf(moment) }));
  return placed.map(({ moment, found }) => ({
    at: moment.at,
    eventType: isProgramName(moment.template) ? shortName(moment.template) : MASKED,
    ...queueOf(moment, ground),
    seen: moment.eventId !== undefined,
    ...(moment.eventId === undefined ? {} : { eventId: moment.eventId }),
    routes: routeLines(moment, found, { ground, letters, lines, placed, traces }),
    misses: found.misses,
    undecided: found.undecided,
  }));
}

function queueOf({ queueId }: Moment, { queueName }: Ground): Pick<EventLine, 'queue'> {
  if (queueId === undefined) return {};
  return { queue: queueName(queueId) ?? (isId(queueId) ? queueId : MASKED) };
}

function routeLines(moment: Moment, { courses }: Courses, material: Material): readonly RouteLine[] {
  const routes = new Map<string, Course[]>();
  for (const course of courses) routes.set(course.route, [...(routes.get(course.route) ?? []), course]);
  return [...routes].map(([route, of]) => {
    const rule = of.find((course) => course.rule !== undefined)?.rule;
    return {
      route,
      ...(rule === undefined ? {} : { rule }),
      targets: of.map((course) => targetLine(moment, course, material)),
    };
  });
}

function targetLine(moment: Moment, course: Course, material: Material): TargetLine {
  const { ground, traces } = material;
  const { config, bus, now } = ground;
  const metrics =
    course.rule === undefined ? ({ kind: 'unread' } as const) : traces.minutes.at(course.rule, moment.at);
  const rule = course.rule === undefined ? undefined : ruleArn(config, bus, course.rule);
  const matched = metrics.kind === 'read' ? metrics.counted.matched : undefined;
  const letter = deadLetterAt(moment, course, material);
  const beyond = beyondOf(moment, course, material);
  const evidence: Evidence = {
    ...(letter.seen === undefined ? {} : { deadLetter: letter.seen }),
    search: letter.search,
    log: loggedAt(traces.log, {
      ...(moment.eventId === undefined ? {} : { eventId: moment.eventId }),
      template: moment.template,
      at: moment.at,
      ...(rule === undefined ? {} : { rule }),
      target: course.arn,
      ...(matched === undefined ? {} : { matched }),
      now,
    }),
    metrics:
      rule === undefined
        ? metrics
        : withoutKnown(metrics, material.letters, { rule, target: course.arn, at: moment.at }),
    ...(parseArn(course.arn)?.service === 'events' ? { isBus: true } : {}),
    ...(beyond === undefined ? {} : { receiver: { identity: beyond.identity } }),
    seen: moment.eventId !== undefined,
    stops: stopsOf(moment, course, material),
  };
  const fate = verdictOf(evidence);
  const stops = stopsAt(course, ground);
  return {
    target: course.target,
    arn: course.arn,
    fate,
    ...(beyond?.said === undefined ? {} : { beyond: beyond.said }),
    ...(course.filtered === undefined ? {} : { filtered: course.filtered }),
    // What takes an event is not stopped itself, whatever it is now.
    stops: fate.kind === 'delivered' ? stops.filter(({ stage }) => stage === 'receiver') : stops,
  };
}

/** What stands in the way at a target, or behind it; not at subscribers that the event is not for. */
function stopsAt({ target, filtered = [] }: Course, { targetStops }: Ground): readonly Stop[] {
  const isNotSent = (name: string) => filtered.some(({ subscriber }) => subscriber === name);
  return (targetStops.get(target) ?? []).flatMap(({ subscribers, ...stop }) =>
    subscribers.length > 0 && subscribers.every(isNotSent) ? [] : [stop],
  );
}

/** What stands in the way of an event on its whole way, in the order of the pipe; not what it is known to have passed. */
function stopsOf(moment: Moment, course: Course, material: Material): readonly Stop[] {
  const { eventId, template } = moment;
  if (eventId !== undefined) return hasPassed(eventId, course, material) ? [] : course.stops;
  const { pipe, busStops } = material.ground;
  const unsubscribed =
    pipe.eventTypes === undefined || pipe.eventTypes.has(template) ? [] : [eventTypeStop(template)];
  // The source is read with the integration, and lies behind the event types.
  return [...pipe.stops, ...unsubscribed, ...busStops, ...course.stops].sort(
    (a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage),
  );
}

/** Whether a rule that does not take an event now took it then: a dead letter of another target, or the bus log, names it. */
function hasPassed(
  eventId: string,
  { closed }: Course,
  { ground, letters, traces: { log } }: Material,
): boolean {
  const arns = new Set(closed.map((rule) => ruleArn(ground.config, ground.bus, rule)));
  return (
    letters.some(
      (letter) =>
        eventIdOf(letter) === eventId && arns.has(letter.message.messageAttributes['RULE_ARN'] ?? ''),
    ) ||
    (log.kind === 'read' &&
      log.records.some((record) => record.eventId === eventId && arns.has(record.ruleArn ?? '')))
  );
}

function eventTypeStop(template: string): Stop {
  return {
    stage: 'event-type',
    what: `Genesys Cloud does not send ${shortName(template)}: the integration is not subscribed to it.`,
    cure: gcxCommand('apply'),
  };
}
