import { gcxCommand } from '../../base/hints/gcx-command.js';
import { bothClocks, type LocalTime, localTime } from '../../base/local-time.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapText } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type { NotRemoved, Sweep, TailOutcome, TailStart, TailThing } from '../../features/tail/index.js';

/** What a tail made, and when it will be gone. */
export function tailStartText(
  { apparatus, selection, ends }: TailStart,
  style: Style,
  time: LocalTime = localTime(),
): string {
  const made = tailMadeText({ apparatus }, time);
  return [
    `${style.bold(`Tail of ${printable(selection.words)}`)}, until ${bothClocks(time, ends.getTime())} or Ctrl-C.`,
    ...wrapText(made, textColumns()),
    'Events arrive from now on. It can take AWS up to a minute to start.',
  ].join('\n');
}

/** What is in AWS for the time of a tail. */
export function tailMadeText({ apparatus }: Pick<TailStart, 'apparatus'>, time: LocalTime): string {
  const { bus, queueName, rules, expires } = apparatus;
  const ruleNames =
    rules.length === 1 ? `rule ${rules[0]?.name}` : `${rules.length} rules ${queueName}-1 … -${rules.length}`;
  return `On bus ${bus}, gcx created ${ruleNames} and SQS queue ${queueName} for this tail. It removes them at the end. If gcx crashes, the next ${gcxCommand('tail')} removes them; they expire at ${bothClocks(time, expires.getTime())}.`;
}

/** How a tail ended; `duration` is how long it was to run. */
export function tailEndText(outcome: TailOutcome, duration: string, save: string | undefined): string {
  const { events, reason, left } = outcome;
  const count = counted(events, 'event');
  const why = { count: '', time: ` in ${duration}`, interrupted: ', then interrupted' }[reason];
  const saved = save === undefined || events === 0 ? '' : `, saved in ${printable(save)}`;
  const gone = left.length === 0 ? 'The temporary rules and SQS queue are removed.' : '';
  return `${count}${why}${saved}. ${gone}`.trim();
}

/** What could not be removed, and what will. */
export function tailLeftText(left: readonly NotRemoved[]): string {
  return [
    'Could not be removed:',
    ...left.map(({ what, why }) => `  ${what}: ${printable(why)}`),
    `Remove it with ${gcxCommand('tail', '--sweep')}.`,
  ].join('\n');
}

/** What a sweep removed, and what it left alone; nothing where there was nothing. */
export function sweepText({ removed, running }: Sweep): string {
  return [
    ...removed.map((thing) => `Removed ${nameOf(thing)}, which an earlier tail left behind.`),
    ...running.map(
      (thing) => `Left alone: ${nameOf(thing)}, of a tail that is still running or has not expired.`,
    ),
  ].join('\n');
}

function nameOf(thing: TailThing): string {
  return thing.kind === 'rule' ? `rule ${thing.name}` : `SQS queue ${thing.name}`;
}
