import { AwsError } from '../aws-error.js';
import type { Context } from '../context.js';
import type { AlarmRecord, AlarmState } from '../processor-records.js';
import { act } from './alarm-actions.js';
import { noteHistory } from './alarm-history.js';
import { type Watch, watchOf } from './alarm-settings.js';
import { alarmTime } from './alarm-words.js';
import { type Datapoint, EXTRA_WINDOWS, judgeWindows, type Verdict } from './evaluate-alarm.js';
import { QueryAnswers } from './queries.js';
import { MINUTE_MS } from './retention.js';
import { nextPointAt } from './series.js';

/** Minutes that may pass before alarms with longer periods are looked at once a period only. */
const CLOSELY_MINUTES = 1_440;

/** What an alarm is where nobody has looked at it yet (recorded). */
export function initialState(at: number): AlarmState {
  return {
    value: 'INSUFFICIENT_DATA',
    reason: 'Unchecked: Initial alarm creation',
    updated: at,
    transitioned: at,
  };
}

/** The state of an alarm. */
export function stateOf({ state, updated }: AlarmRecord): AlarmState {
  return state ?? initialState(updated);
}

/**
 * Looks at the alarms of a region for every minute that has passed since it last did, as CloudWatch does each minute, and
 * does what they are to do, at the time of that minute. To be called whenever time may have passed.
 */
export function advanceAlarms(context: Context): void {
  const { alarms } = context.state;
  if (alarms.size === 0) return;
  const last = Math.floor(context.now() / MINUTE_MS);
  const due = [...alarms.values()].filter(({ evaluated }) => (evaluated ?? last - 1) < last);
  const turns = due.map((alarm) => turnOf(alarm, last, context)).filter((turn) => turn !== undefined);
  for (let minute = firstMinute(turns); minute <= last; minute = firstMinute(turns)) {
    // What it sends is delivered later, at this time all the same.
    const then = { ...context, now: () => minute * MINUTE_MS };
    for (const turn of turns) {
      if (turn.minute !== minute) continue;
      const empty = look(turn, then);
      turn.minute = empty ? nextMinute(turn, context) : minute + turn.step;
    }
  }
  for (const alarm of due) alarm.evaluated = last;
}

/** The minute of the next turn; without end where there is none. */
function firstMinute(turns: readonly Turn[]): number {
  return turns.reduce((first, { minute }) => Math.min(first, minute), Number.POSITIVE_INFINITY);
}

/** An alarm that is to be looked at, and when next. */
interface Turn {
  readonly alarm: AlarmRecord;
  readonly watch: Watch;
  readonly step: number;
  minute: number;
}

function turnOf(alarm: AlarmRecord, last: number, context: Context): Turn | undefined {
  const from = alarm.evaluated ?? last - 1;
  const watch = watchIfAny(alarm, context);
  if (watch === undefined) return undefined;
  const periodMinutes = Math.max(1, Math.floor(watch.judged.periodMs / MINUTE_MS));
  return { alarm, watch, minute: from + 1, step: last - from > CLOSELY_MINUTES ? periodMinutes : 1 };
}

/** The minute after the next point of what an alarm watches: until then nothing changes. Only where there is no math. */
function nextMinute({ minute, step, watch: { judged } }: Turn, context: Context): number {
  if (judged.source.kind !== 'metric') return minute + step;
  const point = nextPointAt(judged.source.metric, minute * MINUTE_MS, context);
  return point === undefined ? Number.POSITIVE_INFINITY : Math.max(minute + step, point + 1);
}

/** Undefined for an alarm that an older gcx took and that is none: it stays as it is, and keeps no other from ringing. */
function watchIfAny({ settings }: AlarmRecord, context: Context): Watch | undefined {
  try {
    return watchOf(settings, context);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/** @returns whether there is no data at all in its windows */
function look({ alarm, watch }: Turn, context: Context): boolean {
  const { rule, judged } = watch;
  const until = context.now();
  const from = until - (rule.periods + EXTRA_WINDOWS) * judged.periodMs;
  const answer = new QueryAnswers(watch.queries, { from, until }, context).of(judged);
  const values = answer.kind === 'series' ? answer.values : undefined;
  const windows: Datapoint[] = [];
  for (let time = from; time < until; time += judged.periodMs) {
    const value = answer.kind === 'scalar' ? answer.value : values?.get(time);
    windows.push({ time, ...(value === undefined ? {} : { value }) });
  }
  const verdict = judgeWindows(rule, windows);
  const { value, reason } = verdict;
  if (value !== undefined && value !== stateOf(alarm).value)
    enter(alarm, { value, reason, data: reasonData(alarm, watch, verdict, until) }, context);
  return windows.every((window) => window.value === undefined);
}

/** Puts an alarm into a state, tells its history and does what it is to do then. */
export function enter(
  alarm: AlarmRecord,
  state: Pick<AlarmState, 'value' | 'reason' | 'data'>,
  context: Context,
): void {
  const before = stateOf(alarm);
  const at = context.now();
  const after: AlarmState = { ...state, updated: at, transitioned: at };
  alarm.state = after;
  noteHistory(
    alarm.name,
    {
      at,
      type: 'StateUpdate',
      summary: `Alarm updated from ${before.value} to ${after.value}`,
      data: JSON.stringify({ version: '1.0', oldState: shown(before), newState: shown(after) }),
    },
    context,
  );
  act(alarm, before, after, context);
}

function shown({ value, reason, data }: AlarmState) {
  return {
    stateValue: value,
    stateReason: reason,
    ...(data === undefined ? {} : { stateReasonData: JSON.parse(data) as unknown }),
  };
}

/** What the state is made of, in AWS's form (recorded 2023-09-12 and 2023-10-26, localstack's test_cloudwatch). */
function reasonData(
  { settings }: AlarmRecord,
  { rule, judged }: Watch,
  { evaluated }: Verdict,
  at: number,
): string {
  const values = evaluated.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const [first] = evaluated.filter(({ value }) => value !== undefined);
  const { Unit: unit, Statistic: statistic } = settings;
  return JSON.stringify({
    version: '1.0',
    queryDate: alarmTime(at),
    ...(first === undefined ? {} : { startDate: alarmTime(first.time) }),
    ...(unit === undefined ? {} : { unit }),
    ...(statistic === undefined ? {} : { statistic }),
    period: judged.periodMs / 1_000,
    recentDatapoints: values,
    threshold: rule.threshold,
    evaluatedDatapoints: evaluated
      .toReversed()
      .map(({ time, value }) => ({ timestamp: alarmTime(time), ...(value === undefined ? {} : { value }) })),
  });
}
