import type { CountedMinutes, DeadLetterSearch, Evidence, LogEvidence, Stage } from '../model/evidence.js';
import { type Blank, blankOfMetrics, type Fate } from '../model/fate.js';

/**
 * What became of one event at one target. Pure. "Delivered" and its opposite are said for certain only where somebody saw
 * this very event: its dead letter, a record of the bus log with its id, the receiver. What minutes and present states tell
 * is probable, and where they do not agree nobody can know.
 */
export function verdictOf(evidence: Evidence): Fate {
  return ofDeadLetter(evidence) ?? ofLog(evidence) ?? ofReceiver(evidence) ?? ofCircumstances(evidence);
}

/** A dead letter is the event itself: it lies there because this target did not take it. */
function ofDeadLetter({ deadLetter, log }: Evidence): Fate | undefined {
  if (deadLetter === undefined) return undefined;
  const { identity, ...said } = deadLetter;
  const known = log.kind === 'read' && log.course?.identity === 'certain';
  if (identity === 'probably' && known) return undefined;
  return { kind: 'dead-lettered', certainty: identity, by: 'dead-letter', ...said };
}

/** Records of the event itself end it; those that fit by time do where the receiver does not know better, and the log is best effort. */
function ofLog({ log, receiver, stops }: Evidence): Fate | undefined {
  if (log.kind !== 'read' || log.course === undefined) return undefined;
  if (log.course.identity === 'probably' && receiver?.identity === 'certain') return undefined;
  const { end, identity: certainty } = log.course;
  const by = 'bus-log';
  switch (end.kind) {
    case 'delivered':
    case 'dead-lettered':
    case 'failed':
      return { ...end, certainty, by };
    case 'open': {
      const { over, ...tried } = end;
      if (!over) return { ...tried, kind: 'trying', certainty, by };
      // Where it had failed for good, that would be logged; that it succeeded is not, at this level.
      return log.level === 'error' ? { kind: 'delivered', certainty: 'probably', by } : undefined;
    }
    case 'unmatched': {
      const stop = stops.find(({ stage }) => stage === 'rule');
      return { kind: 'not-sent', certainty: 'probably', ...(stop === undefined ? {} : { stop }) };
    }
    case 'ambiguous':
      return undefined;
  }
}

/** What is behind the target can only have the event from the target. */
function ofReceiver({ receiver }: Evidence): Fate | undefined {
  return receiver === undefined
    ? undefined
    : { kind: 'delivered', certainty: receiver.identity, by: 'receiver' };
}

function ofCircumstances(evidence: Evidence): Fate {
  const { log, metrics, search } = evidence;
  const counted = metrics.kind === 'read' ? metrics.counted : undefined;
  const silent = log.kind === 'read' && log.course === undefined ? log.level : undefined;
  const stop = evidence.stops.find(({ stage }) => isBeforeTarget(stage));
  // Who logs every event would have logged this one.
  if (!evidence.seen && silent !== undefined && silent !== 'error')
    return { kind: 'not-sent', certainty: 'probably', ...(stop === undefined ? {} : { stop }) };
  if (stop !== undefined) {
    return counted !== undefined && passed(stop.stage, counted)
      ? { kind: 'unknown', because: [{ kind: 'metrics-contradict', stop }] }
      : { kind: 'not-sent', certainty: 'probably', stop };
  }
  if (search.kind === 'ambiguous') return unknown(evidence);
  if (counted === undefined || (log.kind === 'read' && log.course !== undefined)) return unknown(evidence);
  if (!evidence.seen && isNothing(counted.matched) && isNothing(counted.attempts))
    return { kind: 'not-sent', certainty: 'probably' };
  // Some calls of the rule failed, and none of them was one of this target.
  if (silent === 'error' && !isNothing(counted.succeeded))
    return { kind: 'delivered', certainty: 'probably', by: 'bus-log' };
  return ofCounted(counted, evidence.isBus === true) ?? unknown(evidence, { kind: 'metrics-mixed' });
}

/** What calls of the rule's targets in those minutes tell of one of them: all went well, or none did. */
function ofCounted(counted: CountedMinutes, isBus: boolean): Fate | undefined {
  const {
    matched = 0,
    attempts = 0,
    succeeded = 0,
    failed = 0,
    deadLettered = 0,
    deadLetterFailed = 0,
  } = counted;
  const told = { certainty: 'probably', by: 'metrics' } as const;
  const bad = failed + deadLettered + deadLetterFailed;
  if (isBus) return matched > 0 && bad === 0 ? { kind: 'delivered', ...told } : undefined;
  if (attempts > 0 && succeeded === attempts && bad === 0) return { kind: 'delivered', ...told };
  if (succeeded > 0 || failed === 0) return undefined;
  return deadLettered >= failed ? { kind: 'dead-lettered', ...told } : { kind: 'failed', ...told };
}

function isBeforeTarget(stage: Stage): boolean {
  return stage !== 'target' && stage !== 'receiver';
}

/** Whether events passed a stage in those minutes all the same: then it did not stand in the way yet. */
function passed(stage: Stage, { events, matched }: CountedMinutes): boolean {
  switch (stage) {
    case 'integration':
    case 'source':
      return !isNothing(events) || !isNothing(matched);
    case 'event-type':
    case 'rule':
      return !isNothing(matched);
    case 'target':
    case 'receiver':
      return false;
  }
}

function isNothing(count: number | undefined): boolean {
  return (count ?? 0) === 0;
}

function unknown(evidence: Evidence, ...more: readonly Blank[]): Fate {
  const { log, metrics, search } = evidence;
  return {
    kind: 'unknown',
    because: [...blankOfLog(log), ...blankOfMetrics(metrics), ...more, ...blankOfSearch(search)],
  };
}

function blankOfSearch(search: DeadLetterSearch): readonly Blank[] {
  switch (search.kind) {
    case 'denied':
      return [{ kind: 'denied', permission: search.permission }];
    case 'in-part':
      return [{ kind: 'dead-letters-in-part' }];
    case 'ambiguous':
      return [{ ...search, kind: 'dead-letters-ambiguous' }];
    case 'expired':
      return [{ ...search, kind: 'dead-letters-expired' }];
    case 'none-configured':
    case 'missing':
    case 'whole':
      return [];
  }
}

function blankOfLog(log: LogEvidence): readonly Blank[] {
  switch (log.kind) {
    case 'off':
      return [{ kind: 'log-off' }];
    case 'denied':
      return [{ kind: 'denied', permission: log.permission }];
    case 'expired':
      return [{ ...log, kind: 'log-expired' }];
    case 'too-new':
      return [{ kind: 'too-new' }];
    case 'read':
      if (log.course === undefined) return [{ kind: 'log-silent' }];
      return [{ kind: log.course.end.kind === 'ambiguous' ? 'log-ambiguous' : 'log-open' }];
  }
}
