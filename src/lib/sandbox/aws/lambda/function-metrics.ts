import { type Measured, measure } from '../cloudwatch/measure.js';
import type { FunctionRecord } from '../processor-records.js';

const NAMESPACE = 'AWS/Lambda';

/** How an invocation of a function ended, for {@link measureRun}. */
export interface Run {
  readonly failed: boolean;
  /** When it began, epoch milliseconds: its time stamp, however long it takes. */
  readonly began: number;
  readonly milliseconds: number;
  readonly qualifier?: string;
}

/** Counts an invocation that ran: Errors and Throttles are 0 where there were none (Lambda developer guide, "Types of metrics"). */
export function measureRun(record: FunctionRecord, run: Run, context: Measured): void {
  const of = (name: string, value: number, unit = 'Count') =>
    measureFunction(record, { name, value, unit, at: run.began, qualifier: run.qualifier }, context);
  of('Invocations', 1);
  of('Errors', Number(run.failed));
  of('Throttles', 0);
  of('Duration', run.milliseconds, 'Milliseconds');
  of('ConcurrentExecutions', 1);
}

/** Counts an invocation that Lambda refused: it is neither an invocation nor an error. */
export function measureThrottle(record: FunctionRecord, context: Measured, qualifier?: string): void {
  measureFunction(
    record,
    { name: 'Throttles', value: 1, unit: 'Count', at: context.now(), qualifier },
    context,
  );
}

/** Counts an event that Lambda queued for a function. */
export function measureAsyncReceived(record: FunctionRecord, context: Measured): void {
  const at = context.now();
  measureFunction(
    record,
    { name: 'AsyncEventsReceived', value: 1, unit: 'Count', at, qualifier: undefined },
    context,
  );
}

/** Counts an event that Lambda dropped, after all of its tries. */
export function measureAsyncDropped(record: FunctionRecord, context: Measured): void {
  const at = context.now();
  measureFunction(
    record,
    { name: 'AsyncEventsDropped', value: 1, unit: 'Count', at, qualifier: undefined },
    context,
  );
}

function measureFunction(
  { name: FunctionName }: FunctionRecord,
  {
    qualifier,
    ...measurement
  }: {
    readonly name: string;
    readonly value: number;
    readonly unit: string;
    readonly at: number;
    readonly qualifier: string | undefined;
  },
  context: Measured,
): void {
  const Resource =
    qualifier === undefined || qualifier === '' ? FunctionName : `${FunctionName}:${qualifier}`;
  for (const dimensions of [{}, { FunctionName }, { FunctionName, Resource }])
    measure(context, { namespace: NAMESPACE, dimensions, ...measurement });
}
