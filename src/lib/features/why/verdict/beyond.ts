import { isJsonObject } from '../../../base/json.js';
import { ownValue } from '../../../base/own-value.js';
import { counted } from '../../../base/words.js';
import { isAt } from '../../../engine/targets/list.js';
import { valueAt } from '../../../language/events/index.js';
import type { DeadLetter } from '../../redrive/index.js';
import type { Course } from '../evidence/courses.js';
import { eventIdOf } from '../evidence/letter-events.js';
import type { ProcessorLine } from '../evidence/processor-end.js';
import type { Beyond } from '../model/model.js';
import { type Moment, shortName } from '../model/moment.js';
import type { Material } from './material.js';

/** What is behind a target says of an event, and how sure it is that it speaks of this one. */
export interface BeyondTarget {
  readonly identity: 'certain' | 'probably';
  readonly said: Beyond;
}

/** What the receiver behind a target tells of an event: a processor's log and dead letters, or SQS's. */
export function beyondOf(moment: Moment, course: Course, material: Material): BeyondTarget | undefined {
  return ofLetters(moment, course, material) ?? ofLines(moment, course, material);
}

function ofLetters(moment: Moment, course: Course, material: Material): BeyondTarget | undefined {
  const letters = material.letters.filter((letter) => isBehind(letter, course, material));
  const own = letters.find((letter) => moment.eventId !== undefined && eventIdOf(letter) === moment.eventId);
  return own === undefined ? undefined : { identity: 'certain', said: givenUp(own) };
}

/** Whether what is behind the target gave an event up: it had it from the target. */
function isBehind({ origin }: DeadLetter, { target: name, arn }: Course, { ground }: Material): boolean {
  switch (origin.kind) {
    case 'processor':
      return origin.processor === name;
    case 'sqs': {
      const target = ownValue(ground.config.targets, name);
      return (
        origin.sourceArn === arn || (target !== undefined && isAt(target, ground.config, origin.sourceArn))
      );
    }
    case 'eventbridge':
    case 'unknown':
      return false;
  }
}

/** The detail is left out: it can hold what a handler read in the event. */
function givenUp({ origin, reason, message }: DeadLetter): Beyond {
  const said =
    origin.kind === 'processor'
      ? `the processor gave up: ${reason}`
      : 'its receiver never deleted it, and SQS moved it to the dead-letter queue';
  return { said, lost: true, ...(message.sentAt === undefined ? {} : { at: message.sentAt }) };
}

function ofLines(moment: Moment, course: Course, material: Material): BeyondTarget | undefined {
  const ofType = material.lines.filter(
    ({ processor, eventType }) =>
      processor === course.target && [moment.template, shortName(moment.template)].includes(eventType),
  );
  const correlation = moment.eventId === undefined ? undefined : correlationOf(moment);
  const lines = ofType.filter(
    ({ correlationId }) =>
      correlation === undefined || correlationId === undefined || correlationId === correlation,
  );
  const [first] = lines;
  if (first === undefined) return undefined;
  const exact = correlation !== undefined && lines.some(({ correlationId }) => correlationId === correlation);
  const alike = material.placed.filter(
    ({ moment: { template }, found }) =>
      template === moment.template && found.courses.some(({ target }) => target === course.target),
  );
  const told = new Set(ofType.map(({ correlationId }) => correlationId)).size;
  return { identity: exact || told >= alike.length ? 'certain' : 'probably', said: saidBy(lines, first) };
}

function saidBy(lines: readonly ProcessorLine[], first: ProcessorLine): Beyond {
  const failures = lines.filter(({ failed }) => failed).length;
  const said =
    failures > 0
      ? `its handler failed ${counted(failures, 'time')}`
      : 'its handler wrote to its log about it';
  return { said, lost: false, at: first.at };
}

function correlationOf({ json }: Moment): string | undefined {
  const value = isJsonObject(json) ? valueAt(json, 'detail.metadata.CorrelationId') : undefined;
  return typeof value === 'string' ? value : undefined;
}
