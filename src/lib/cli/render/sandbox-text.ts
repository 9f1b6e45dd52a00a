import { gcxCommand } from '../../base/hints/gcx-command.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { displayWidth, padEnd } from '../../base/terminal/width.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { andList, counted } from '../../base/words.js';
import type {
  Delivery,
  EmitReport,
  EmittedEvent,
  Handling,
  JournalEntry,
  NearMiss,
  SandboxServerState,
} from '../../features/sandbox/index.js';

/** Rules of each kind that are named of those that an event did not match. */
const MISSES_SHOWN = 10;

/** A server's state, with the variables that point other programs at it. */
export function serverText(state: SandboxServerState, style: Style): string {
  if (!state.running) {
    return `No sandbox server runs. Commands with --sandbox run the sandbox by themselves.\nState    ${state.folder}`;
  }
  const exports = Object.entries(state.environment).map(([name, value]) => `  export ${name}=${value}`);
  return [
    `Sandbox  ${style.bold(state.endpoint)} (process ${state.pid})`,
    `Genesys  organization ${state.organization}`,
    `AWS      ${state.account}, ${state.region}`,
    `State    ${state.folder}`,
    '',
    "For AWS's CLI, boto3 and other tools:",
    ...exports,
    '',
    "gcx's own commands find it by themselves with --sandbox.",
  ].join('\n');
}

/**
 * Where emitted events went: for each the rule, its target, and the subscribers behind it.
 * @param notApplied routes of the file that have no rule yet
 */
export function emitText(report: EmitReport, notApplied: readonly string[], style: Style): string {
  const lines = [`Event type  ${report.eventType}`];
  for (const event of report.events) {
    lines.push(
      '',
      `Event ${style.bold(event.id)}`,
      event.integration === undefined
        ? `  source ${printable(event.source)}, format ${printable(event.relay?.format ?? '')}`
        : `  integration ${printable(event.integration.name)}`,
      `  bus ${printable(event.bus)}`,
    );
    if (!event.accepted)
      lines.push(
        style.yellow(`  dropped: ${whyDropped(event)}`),
        `  Next: ${gcxCommand('apply', '--sandbox')}`,
      );
    else if (event.deliveries.length === 0) lines.push(style.yellow('  no rule matched'));
    lines.push(...deliveryLines(event, style), ...missLines(event.nearMisses));
  }
  if (notApplied.length > 0) lines.push('', ...notAppliedLines(notApplied));
  if (report.events.length === 0) {
    lines.push('', style.yellow('Nothing was published.'));
    if (report.silent.length === 0)
      lines.push(`There is no EventBridge integration. Next: ${gcxCommand('apply', '--sandbox')}`);
  }
  for (const { name, id, why } of report.silent) {
    lines.push(`${printable(silentName(name, id))} did not publish it: ${printable(why)}.`);
    if (why.includes('not subscribed'))
      lines.push(
        `It is subscribed to the event types of the file's routes. Add the event type to "events" of a route, then run ${gcxCommand('apply', '--sandbox')}`,
      );
  }
  return lines.join('\n');
}

/** Routes of the file without a rule, and what makes their rules. */
function notAppliedLines(routes: readonly string[]): readonly string[] {
  const more = routes.length - MISSES_SHOWN;
  const names = routes.slice(0, MISSES_SHOWN).map(printable);
  const listed = andList(more > 0 ? [...names, `${more} more`] : names);
  const are = routes.length === 1 ? `Route ${listed} is` : `Routes ${listed} are`;
  return [
    ...wrapLabelled(
      '',
      `${are} not applied in the sandbox: no event reaches ${routes.length === 1 ? 'its' : 'their'} targets.`,
      textColumns(),
    ),
    `Next: ${gcxCommand('apply', '--sandbox')}`,
  ];
}

function whyDropped({ integration, bus }: EmittedEvent): string {
  return integration === undefined
    ? `there is no event bus ${printable(bus)}`
    : 'no event bus is made of the partner event source';
}

/** A gateway or relay has the name of its format for an id, an integration a UUID. */
function silentName(name: string, id: string): string {
  return name === 'gateway' ? `The gateway (format ${id})` : `Integration ${name} (${id})`;
}

/** Each rule with its targets, each topic with its subscribers below it, each SQS queue with the function that took it. */
function deliveryLines({ deliveries, handling = [] }: EmittedEvent, style: Style): string[] {
  const lines: string[] = [];
  const rules = new Set(deliveries.flatMap(({ rule }) => (rule === undefined ? [] : [rule])));
  for (const rule of rules) {
    lines.push(`  rule ${rule}`);
    const ofRule = deliveries.filter((delivery) => delivery.rule === rule);
    for (const delivery of ofRule.filter(({ by }) => by === 'events')) {
      lines.push(...linesOf(delivery, '    ', style));
      const behind = [
        ...ofRule.filter(({ by, topic }) => by === 'sns' && topic === delivery.target),
        ...deliveries.filter(({ by, queue }) => by === 'lambda' && queue === delivery.target),
      ];
      for (const next of [delivery, ...behind]) {
        // What became of it there says more than that the function took it.
        const isTold = next.by === 'lambda' && handling.some(({ queue }) => queue === next.queue);
        if (next !== delivery && !isTold) lines.push(...linesOf(next, '      ', style));
        const indent = next === delivery ? '      ' : '        ';
        const ofQueue = handling.filter(({ queue }) => next.by !== 'lambda' && queue === next.target);
        lines.push(...ofQueue.map((each) => handlingLine(each, indent, style)));
      }
    }
  }
  return lines;
}

/** What a function made of an event, with the reason where it did not handle it. */
function handlingLine(
  { function: arn, outcome, attempts, error, reason }: Handling,
  indent: string,
  style: Style,
): string {
  const named = error === undefined ? '' : printable(error);
  const why: Readonly<Record<Handling['outcome'], string>> = {
    processed: attempts > 1 ? ` at attempt ${attempts}` : '',
    failed: ` at attempt ${attempts}${named === '' ? '' : `: ${named}`}; it comes again`,
    'dead-lettered': `: ${printable(reason ?? '')}${named === '' ? '' : ` (${named})`}`,
    waiting: ': the function has not had it yet',
  };
  const colors = { processed: 'green', failed: 'red', 'dead-lettered': 'yellow', waiting: 'yellow' } as const;
  return `${indent}-> ${printable(arn)}  ${style[colors[outcome]](outcome)}${why[outcome]}`;
}

/** The rules that an event did not match: each with the reason, those for other event types together. */
function missLines(misses: readonly NearMiss[]): readonly string[] {
  const near = misses.filter(({ otherEventType }) => otherEventType !== true);
  const aside = misses.filter(({ otherEventType }) => otherEventType === true).map(({ rule }) => rule);
  const more = near.length - MISSES_SHOWN;
  const asideNames = aside.slice(0, MISSES_SHOWN).map(printable).join(', ');
  const asideMore = aside.length > MISSES_SHOWN ? ` and ${aside.length - MISSES_SHOWN} more` : '';
  return [
    ...(misses.length === 0 ? [] : ['  not matched by']),
    ...near.slice(0, MISSES_SHOWN).flatMap(({ rule, why }) => nearMissLines(rule, printable(why))),
    ...(more > 0 ? [`    … and ${counted(more, 'more rule', 'more rules')}: --json lists them`] : []),
    ...(aside.length === 0
      ? []
      : wrapLabelled('    rules for other event types: ', asideNames + asideMore, textColumns())),
  ];
}

/** A rule and why it did not match: on one line where that fits. */
function nearMissLines(rule: string, why: string): readonly string[] {
  const line = `    ${rule}: ${why}`;
  if (displayWidth(line) <= textColumns()) return [line];
  return [`    ${rule}:`, ...wrapLabelled('      ', why, textColumns())];
}

function linesOf(delivery: Delivery, indent: string, style: Style): readonly string[] {
  const outcome = OUTCOMES[delivery.outcome](style)(delivery.outcome);
  const tries = delivery.attempts === undefined ? '' : ` after ${counted(delivery.attempts, 'try', 'tries')}`;
  const target = printable(delivery.target ?? '(no target)');
  if (delivery.unheard !== undefined)
    return [`${indent}-> ${target}  ${style.yellow('accepted')}${tries}; ${printable(delivery.unheard)}`];
  const line = `${indent}-> ${target}  ${outcome}${tries}`;
  if (delivery.outcome === 'delivered') return [line];
  const why = printable(delivery.why);
  const plain = `${indent}-> ${target}  ${delivery.outcome}${tries}: ${why}`;
  if (displayWidth(plain) <= textColumns()) return [`${line}: ${why}`];
  return [`${line}:`, ...wrapLabelled(`${indent}   `, why, textColumns())];
}

const OUTCOMES: Readonly<Record<Delivery['outcome'], (style: Style) => Style['green']>> = {
  delivered: (style) => style.green,
  retried: (style) => style.yellow,
  'dead-lettered': (style) => style.yellow,
  dropped: (style) => style.red,
  'not-sent': (style) => style.yellow,
};

/** The journal as a table: time, service, call, status. */
export function journalText(entries: readonly JournalEntry[], style: Style): string {
  if (entries.length === 0) return 'No calls.';
  return entries
    .map((entry) => {
      const status = entry.status === 0 ? 'cut off' : String(entry.status);
      const call = `${entry.service} ${entry.action === '' ? `${entry.method} ${entry.path}` : entry.action}`;
      const shown = entry.status >= 400 || entry.status === 0 ? style.red(status) : status;
      const fault = entry.fault === undefined ? '' : style.dim(`  fault ${entry.fault}`);
      return `${entry.time}  ${entry.write ? 'W' : ' '}  ${padEnd(call, 40)}  ${shown}${fault}`;
    })
    .join('\n');
}
