import { gcxCommand } from '../../base/hints/gcx-command.js';
import { type LocalTime, localTime } from '../../base/local-time.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { cutToWidth, displayWidth, padEnd } from '../../base/terminal/width.js';
import { kindOfTrouble, type Verdict } from '../../features/status/index.js';
import type { PipeStatus } from '../../features/status/model.js';
import type { VerdictKind } from '../../features/status/verdict.js';
import { routeTable, targetTable } from './status-tables.js';
import {
  agoText,
  numberText,
  readText,
  type StatusReader,
  troubleText,
  unseenText,
  verdictText,
  windowText,
} from './status-words.js';

/** Troubles that are told by a line each, after the first; `--json` has all. */
const TOLD = 5;

/** The pipe on one screen. */
export function statusText(
  status: PipeStatus,
  verdict: Verdict,
  style: Style,
  time: LocalTime = localTime(),
): string {
  const reader = { readAt: status.readAt, time };
  return [
    heading(status, reader),
    ...verdictLines(status, verdict, style, reader),
    '',
    bothEnds(feedText(status), takenText(status, reader)),
    ...routeTable(status, reader, style, textColumns()),
    ...targetTable(status, reader, style, textColumns()),
    `Next: ${nextCommand(status, verdict)}`,
  ].join('\n');
}

function heading({ genesys, aws, window, sandbox }: PipeStatus, reader: StatusReader): string {
  const { organization } = genesys;
  const from = printable(organization.name ?? organization.id);
  return bothEnds(
    `${from} -> ${sandbox ? 'sandbox ' : ''}${aws.account}, ${aws.region}`,
    `${readText(reader)}, ${windowText(window.asked)}`,
  );
}

/** Left and right on one line; the left one is cut where there is no room for both. */
function bothEnds(left: string, right: string): string {
  const room = textColumns() - displayWidth(right) - 2;
  return right === '' ? cutToWidth(left, textColumns()) : `${padEnd(cutToWidth(left, room), room)}  ${right}`;
}

const SIGNS: Readonly<Record<VerdictKind, '!' | '?' | '-' | ' '>> = {
  'not-applied': '!',
  stopped: '!',
  failing: '!',
  broken: '!',
  unknown: '?',
  look: '-',
  quiet: '?',
  flowing: ' ',
};

function verdictLines(
  status: PipeStatus,
  verdict: Verdict,
  style: Style,
  reader: StatusReader,
): readonly string[] {
  const { kind, troubles } = verdict;
  const sign = SIGNS[kind];
  const color = sign === '!' ? style.red : sign === ' ' ? style.green : style.yellow;
  const first = verdictText(status, verdict, reader);
  const more = [
    ...troubles.map((each) => ({ sign: SIGNS[kindOfTrouble(each)], text: troubleText(each, reader) })),
    ...unseenLines(status).map((text) => ({ sign: '?', text })),
  ].filter(
    // Two topics of one target can lack the same.
    ({ text }, index, all) => !first.includes(text) && all.findIndex((each) => each.text === text) === index,
  );
  const told = more.length > TOLD ? more.slice(0, TOLD - 1) : more;
  return [
    style.bold(color(line(sign, first))),
    ...told.map((each) => line(each.sign, each.text)),
    ...(told.length < more.length
      ? [line(' ', `and ${more.length - told.length} more: --json has all`)]
      : []),
  ];
}

function line(sign: string, text: string): string {
  return cutToWidth(`${sign} ${text}`, textColumns());
}

/** Each reason once, however many things it is about. */
function unseenLines({ unseen }: PipeStatus): readonly string[] {
  const byReason = new Map<string, (typeof unseen)[number][]>();
  for (const each of unseen) {
    const key = each.permission ?? each.report.what;
    byReason.set(key, [...(byReason.get(key) ?? []), each]);
  }
  return [...byReason.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const text = unseenText(first);
    return [others.length === 0 ? text : `${text} and ${others.length} more`];
  });
}

function feedText({ feed, source, bus }: PipeStatus): string {
  switch (feed.kind) {
    case 'others':
      return `Bus ${printable(bus.name)}  fed by others`;
    case 'gateway':
      return `Gateway  ${feed.state}`;
    case 'integration': {
      const { state } = feed;
      const word = 'code' in state ? printable(state.code) : state.kind;
      const ofSource = source === undefined || state.kind === 'missing' ? '' : `, source ${source.state}`;
      return `Integration ${printable(feed.suffix)}  ${word}${ofSource}`;
    }
  }
}

function takenText({ source }: PipeStatus, reader: StatusReader): string {
  if (source === undefined) return '';
  const { count, last } = source.taken;
  if (!('value' in count)) return count.kind === 'none' ? 'no event counted' : 'events not known';
  const atLeast = count.kind === 'partial' ? 'at least ' : '';
  return `${atLeast}${numberText(count.value)} ${count.value === 1 ? 'event' : 'events'} in${last === undefined ? '' : `, the last ${agoText(last, reader)} ago`}`;
}

/** What to type next. */
function nextCommand(status: PipeStatus, { kind, troubles }: Verdict): string {
  switch (kind) {
    case 'not-applied':
      return gcxCommand('apply');
    case 'stopped':
    case 'failing':
    case 'broken':
      return gcxCommand('doctor');
    case 'unknown':
      return gcxCommand('whoami');
    case 'quiet':
      return gcxCommand('tail');
    case 'look': {
      const letters = troubles.find((each) => each.kind === 'dead-letters');
      const keeper = letters && status.targets.find(({ name }) => name === letters.of.target);
      // A processor keeps its own.
      const sender = keeper?.deadLettersOf[0] ?? keeper?.name;
      return sender === undefined ? gcxCommand('doctor') : gcxCommand('redrive', sender, '--dry-run');
    }
    case 'flowing':
      return gcxCommand('why', '--last');
  }
}
