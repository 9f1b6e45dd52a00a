import { acdOutcome } from './acd-outcome.js';
import type { Draft, RebuiltName } from './draft.js';
import { durationIn, type Leg, milliseconds, type Segment } from './leg.js';

/** Segments in which nobody is connected yet. */
const BEFORE_CONNECTION = new Set([
  'delay',
  'system',
  'alert',
  'contacting',
  'dialing',
  'scheduled',
  'callback',
]);

/**
 * What a leg has made happen so far.
 * @param legs All legs of the conversation.
 */
export function legEvents(leg: Leg, legs: readonly Leg[]): readonly Draft[] {
  switch (leg.kind) {
    case 'customer':
      return [
        ...startAndEnd(leg, 'customer', { interactingDurationMs: durationIn(leg, 'interact') }),
        ...wrapups(leg),
      ];
    case 'flow':
      return [...flowEvents(leg), ...wrapups(leg)];
    case 'acd':
      return [...startAndEnd(leg, 'acd', acdEnd(leg, legs)), ...wrapups(leg)];
    case 'user':
      return [...startAndEnd(leg, 'user', userEnd(leg)), ...afterCallWork(leg), ...wrapups(leg)];
    case 'other':
      return [];
  }
}

function startAndEnd(
  leg: Leg,
  who: 'customer' | 'flow' | 'acd' | 'user',
  atEnd: Draft['fields'],
): readonly Draft[] {
  const { start, end, disconnectType } = leg;
  if (start === undefined) return [];
  const name = (what: 'start' | 'end'): RebuiltName => `conversation.${who}.${what}`;
  const started: Draft = { name: name('start'), at: start, leg, fields: {} };
  if (end === undefined) return [started];
  return [started, { name: name('end'), at: end, leg, fields: { ...atEnd, disconnectType } }];
}

function acdEnd(leg: Leg, legs: readonly Leg[]): Draft['fields'] {
  return {
    ...acdOutcome(leg, legs),
    connectedDurationMs: connectedDuration(leg),
    // Captured events have it in lower case here, and in upper case in those of the flow.
    flowType: leg.session.flow?.flowType?.toLowerCase(),
  };
}

function userEnd(leg: Leg): Draft['fields'] {
  return {
    interactingDurationMs: durationIn(leg, 'interact'),
    heldDurationMs: durationIn(leg, 'hold'),
    alertingDurationMs: durationIn(leg, 'alert'),
    contactingDurationMs: durationIn(leg, 'contacting'),
    dialingDurationMs: durationIn(leg, 'dialing'),
    callbackDurationMs: durationIn(leg, 'callback'),
  };
}

function flowEvents(leg: Leg): readonly Draft[] {
  const { flow } = leg.session;
  const about = { flowType: flow?.flowType, flowId: flow?.flowId, flowVersion: flow?.flowVersion };
  const passage = startAndEnd(leg, 'flow', {
    connectedDurationMs: connectedDuration(leg),
    exitReason: flow?.exitReason,
    transferType: flow?.transferType,
  }).map((draft): Draft => ({ ...draft, fields: { ...about, ...draft.fields } }));
  const outcomes = (flow?.outcomes ?? []).flatMap((outcome): readonly Draft[] => {
    const over = milliseconds(outcome.flowOutcomeEndTimestamp);
    const at = leg.end ?? over;
    if (at === undefined || outcome.flowOutcomeId === undefined) return [];
    const fields = {
      ...about,
      flowOutcomeId: outcome.flowOutcomeId,
      flowOutcomeValue: outcome.flowOutcomeValue,
      flowOutcomeStartTime: milliseconds(outcome.flowOutcomeStartTimestamp),
      flowOutcomeEndTime: over,
    };
    // A captured one was sent long after its outcome had ended: with the end of the flow, as far as can be told.
    return [{ name: 'conversation.flow.outcome', at, leg, fields, guessed: ['eventTime'] }];
  });
  return [...passage, ...outcomes];
}

function afterCallWork(leg: Leg): readonly Draft[] {
  return leg.wrapups.flatMap((wrapup): readonly Draft[] =>
    wrapup.end === undefined
      ? []
      : [{ name: 'conversation.acw', at: wrapup.end, leg, fields: wrapupFields(wrapup, wrapup.end) }],
  );
}

function wrapups(leg: Leg): readonly Draft[] {
  return leg.wrapups.flatMap((wrapup): readonly Draft[] =>
    wrapup.end === undefined || wrapup.told.wrapUpCode === undefined
      ? []
      : [{ name: 'conversation.wrapup', at: wrapup.end, leg, fields: wrapupFields(wrapup, wrapup.end) }],
  );
}

function wrapupFields({ start, told }: Segment, end: number): Draft['fields'] {
  return {
    queueId: told.queueId,
    wrapupCode: told.wrapUpCode,
    wrapupNotes: told.wrapUpNote,
    wrapupDurationMs: end - start,
  };
}

function connectedDuration(leg: Leg): number {
  const types = leg.segments.map(({ type }) => type).filter((type) => !BEFORE_CONNECTION.has(type));
  return durationIn(leg, ...new Set(types));
}
