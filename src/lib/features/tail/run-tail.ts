import { join } from 'node:path';
import { makeFolderAsAsked, writeFileAsAsked } from '../../base/atomic-file.js';
import { type ErrorReport, GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { jsonText } from '../../base/unprintable.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import { markOf, newerMarksNotice } from '../../engine/kinds/index.js';
import { busOf } from '../../engine/plan/index.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { formatsInUse, MASKED } from '../../language/events/index.js';
import { requireKnownFormat } from '../access/known-format.js';
import { recallFromAccount } from '../queues/recall-from-account.js';
import {
  type Apparatus,
  designApparatus,
  makeApparatus,
  type NotRemoved,
  newTailId,
  removeApparatus,
} from './apparatus.js';
import { eventRoutes, type RoutesOf } from './event-routes.js';
import { newerMarksOfPipe } from './pipe-marks.js';
import { seeIntegration, whyNothingArrives } from './published.js';
import { queueNaming } from './queue-naming.js';
import { receiveEvents } from './receive-events.js';
import type { RunRecords } from './run-record.js';
import { distinctPatterns, joinedSelection, selectForTarget } from './select-for-target.js';
import { type Selection, selectEvents, type TailRequest } from './selection.js';
import { type Sweep, sweep } from './sweep.js';
import { eventFileName, maskedTailEvent, type TailEvent } from './tail-event.js';
import { tailPatterns } from './tail-patterns.js';

/** How a tail runs. */
export interface TailOptions {
  readonly loaded: LoadedConfig;
  readonly genesys: Genesys;
  readonly aws: Aws;
  readonly records: RunRecords;
  readonly request: TailRequest;
  /** Seconds until it ends by itself. */
  readonly seconds: number;
  /** Events until it ends by itself. */
  readonly count?: number;
  /** Folder that keeps the events as files; made where it is missing. */
  readonly save?: string;
  /** Hand over and save events as they came: else what may be of a person is masked. */
  readonly showPersonalData: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly observer: TailObserver;
}

/** Who shows what a tail does. */
export interface TailObserver {
  swept(swept: Sweep): void;
  warning(text: string): void;
  started(start: TailStart): void;
  /**
   * The next event comes when it is done with this one.
   * @param routes those of the file that take it; undefined where that cannot be said
   * @param received the event as it came
   */
  event(
    event: TailEvent,
    queueName: string | undefined,
    routes: readonly string[] | undefined,
    received: TailEvent,
  ): unknown;
  /** The tail is over; what it made is being removed. */
  ending(): void;
  /** What could not be removed. */
  left(left: readonly NotRemoved[]): void;
}

/** What a tail made, and until when. */
export interface TailStart {
  readonly apparatus: Apparatus;
  readonly selection: Selection;
  readonly ends: Date;
}

/** How a tail ended. */
export interface TailOutcome {
  readonly events: number;
  readonly reason: 'count' | 'time' | 'interrupted';
  readonly left: readonly NotRemoved[];
}

/**
 * Sweeps what former tails left, makes a temporary SQS queue and rules, hands over each event that arrives, and removes
 * what it made, however it ends. Throws GcxError.
 */
export async function runTail(options: TailOptions): Promise<TailOutcome> {
  const { loaded, genesys, aws, request, signal, observer } = options;
  const { config } = loaded;
  const bus = busOf(config);
  const live = await aws.events.bus(bus);
  if (live === undefined) throw busMissing(bus, config.aws.bus !== undefined);
  const recall = recallFromAccount(config, async () => aws, genesys);
  const selections =
    request.target === undefined
      ? [await selectEvents(loaded, request, genesys, recall)]
      : await selectForTarget(loaded, request.target, genesys, recall);
  const selection = joinedSelection(selections);
  const patterns = distinctPatterns(selections.flatMap((each) => tailPatterns(config, each)));
  if (options.save !== undefined) makeFolder(options.save);
  const left = await sweepLeniently(options);
  // What a relay sends is not the integration's affair.
  const seen = selection.format === undefined ? await seeIntegration(config, genesys) : undefined;
  const marks = await newerMarksOfPipe(aws, config, live, seen?.integration);
  for (const { message } of newerMarksNotice([...marks, ...left])) observer.warning(message);
  const why = seen === undefined ? undefined : whyNothingArrives(seen, request, selection.events);
  if (why !== undefined) observer.warning(why);
  if (signal.aborted) return { events: 0, reason: 'interrupted', left: [] };
  const ends = new Date(Date.now() + options.seconds * 1_000);
  const apparatus = designApparatus({ config, bus, patterns, id: newTailId(), ends });
  const routesOf = await eventRoutes(loaded, genesys, recall);
  return runApparatus(apparatus, { selection, ends, routesOf }, options);
}

/** What is shown, until when, and what says which routes take it. */
interface Course {
  readonly selection: Selection;
  readonly ends: Date;
  readonly routesOf: RoutesOf;
}

/** Makes what a tail needs, hands over what arrives, and removes what was made, however that ends. */
async function runApparatus(
  apparatus: Apparatus,
  course: Course,
  options: TailOptions,
): Promise<TailOutcome> {
  const { aws, records, signal, observer } = options;
  const { selection, ends } = course;
  records.begin(apparatus.id);
  let left: readonly NotRemoved[] = [];
  let events = 0;
  try {
    await makeApparatus(aws, apparatus);
    observer.started({ apparatus, selection, ends });
    events = await handOver(apparatus, course, options);
  } finally {
    observer.ending();
    left = await removeApparatus(aws, apparatus);
    if (left.length === 0) records.end(apparatus.id);
    else observer.left(left);
  }
  const reason = events === options.count ? 'count' : signal.aborted ? 'interrupted' : 'time';
  return { events, reason, left };
}

type SweepOptions = Pick<TailOptions, 'loaded' | 'aws' | 'records'>;

/**
 * Removes what former tails of this project left.
 * @throws GcxError where a tail of a newer gcx left something (exit code 5; nothing is removed), and what the clients throw
 */
export function sweepTails(options: SweepOptions): Promise<Sweep> {
  return sweepAllowedBy(requireKnownFormat, options);
}

async function sweepAllowedBy(
  allow: Parameters<typeof sweep>[2],
  { loaded, aws, records }: SweepOptions,
): Promise<Sweep> {
  const abandoned = records.abandoned();
  const swept = await sweep(aws, { mark: markOf(loaded.config), now: Date.now(), abandoned }, allow);
  for (const { id } of swept.removed) records.end(id);
  return swept;
}

/** A tail that cannot sweep can still run. Gives back the marks of a newer gcx on what was left alone for them. */
async function sweepLeniently(options: TailOptions): Promise<Sweep['newer']> {
  try {
    const swept = await sweepAllowedBy(() => {}, options);
    options.observer.swept(swept);
    return swept.newer;
  } catch (error) {
    if (!(error instanceof GcxError)) throw error;
    options.observer.warning(`What earlier tails may have left behind was not removed: ${error.report.what}`);
    return [];
  }
}

/** Hands over events until it is time to end; gives back how many. */
async function handOver(
  { queueName }: Apparatus,
  { selection, ends, routesOf }: Course,
  { loaded, aws, genesys, signal, observer, count, save, showPersonalData }: TailOptions,
): Promise<number> {
  const nameOf = queueNaming(genesys, selection.queues ?? []);
  const formats = formatsInUse(Object.values(loaded.config.routes)).map(({ format }) => format);
  let events = 0;
  const limits = { until: ends.getTime(), signal, formats };
  for await (const received of receiveEvents(aws, queueName, limits)) {
    const event = showPersonalData ? received : maskedTailEvent(received, formats);
    const { queueId } = event;
    if (save !== undefined) saveEvent(save, event);
    const queueName = queueId === undefined || queueId === MASKED ? undefined : await nameOf(queueId);
    // As it came: what is masked would match no pattern.
    await observer.event(event, queueName, routesOf(received.event), received);
    events += 1;
    if (events === count || signal.aborted) break;
  }
  return events;
}

function busMissing(bus: string, named: boolean): GcxError {
  return new GcxError({
    code: 'bus-missing',
    what: `There is no event bus ${bus} to tail.`,
    fix: named
      ? 'Correct aws.bus, or create the bus.'
      : `${gcxCommand('apply')} creates the integration and its event bus; then there are events to tail.`,
  });
}

function makeFolder(folder: string): void {
  unlessUnwritable(folder, () => makeFolderAsAsked(folder));
}

function saveEvent(folder: string, event: TailEvent): void {
  const file = join(folder, eventFileName(event));
  // Unmasked, an event holds what customers said and who they are: only for who tails.
  unlessUnwritable(file, () => writeFileAsAsked(file, `${jsonText(event.event, 2)}\n`, { ownerOnly: true }));
}

function unlessUnwritable(path: string, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (error instanceof GcxError) throw error;
    const report: ErrorReport = {
      code: 'file-not-written',
      what: `${path} could not be written (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'}).`,
      fix: 'Give --save a folder that you can write to.',
    };
    throw new GcxError(report, undefined, error);
  }
}
