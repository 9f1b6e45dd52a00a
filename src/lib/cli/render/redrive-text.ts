import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled, wrapText } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import { SEND_WAYS } from '../../engine/targets/send-ways.js';
import type { DeadLetterGroup, FoundDeadLetters, Redrive } from '../../features/redrive/index.js';
import { parseArn } from '../../language/names/arn.js';
import { momentText } from './replay-text.js';

/** Event types and conversations of a group that are named; more are counted. */
const NAMED = 3;

/** What lies in a target's dead-letter queues, by reason. */
export function foundText(found: FoundDeadLetters, style: Style): string {
  const { count, more } = found;
  const all = deadLettersText(found, style);
  if (!more || count === 0) return all;
  return `${all}\n\nThese are the first ${count}, as many as one run takes; run it again for the rest.`;
}

/** How a redrive ended; undefined where what was shown says it all. */
export function redriveEndText({ found, end }: Redrive): string | undefined {
  switch (end.kind) {
    case 'nothing':
    case 'interrupted':
      return undefined;
    case 'shown':
      return `\nWithout --dry-run, ${deadLettersInWords(end.sendable)} would be sent back.`;
    case 'declined':
      return 'Nothing was sent.';
    case 'sent':
      return `\nSent back ${deadLettersInWords(end.result.sent)}; ${found.count - end.result.sent} left where they were.`;
  }
}

/** That there is nothing, as far as all was read. */
export function noneText(whose: string, more: boolean): string {
  return more ? `None${whose} among those that were read; there may be more.` : `There are none${whose}.`;
}

function deadLettersText(found: FoundDeadLetters, style: Style): string {
  const { target, conversation, queues, groups, more } = found;
  const heading = [
    style.bold(`Dead letters of target ${printable(target)}`),
    ...queues.flatMap((name) => wrapLabelled('SQS queue  ', printable(name), textColumns())),
  ];
  const whose = conversation === undefined ? '' : ` of conversation ${printable(conversation)}`;
  if (groups.length === 0) return [...heading, '', noneText(whose, more)].join('\n');
  return [...heading, ...groups.flatMap((group) => ['', ...groupLines(group, style)])].join('\n');
}

/** How many, in words. */
export function deadLettersInWords(count: number): string {
  return counted(count, 'dead letter');
}

/** A group of dead letters: how many, why, of what, and where they go. */
export function groupLines(group: DeadLetterGroup, style: Style, columns = textColumns()): readonly string[] {
  const { count, reason, example, eventTypes, conversations } = group;
  return [
    `${style.bold(`${count} × ${printable(reason)}`)}  ${whoText(group)}${timesText(group)}`,
    ...(eventTypes.length === 0 ? [] : wrapLabelled('  of    ', named(eventTypes), columns)),
    ...(conversations.length === 0 ? [] : wrapLabelled('  conversations  ', named(conversations), columns)),
    ...(example === undefined ? [] : wrapLabelled('  said  ', printable(example), columns)),
    ...wayBackLines(group, columns),
  ];
}

function wayBackLines({ wayBack }: DeadLetterGroup, columns: number): readonly string[] {
  return wayBack.kind === 'none'
    ? wrapText(`stays: ${printable(wayBack.why)}`, columns - 2).map((line) => `  ${line}`)
    : wrapLabelled(
        '  to    ',
        `${SEND_WAYS[wayBack.kind].called} ${printable(parseArn(wayBack.arn)?.resource ?? wayBack.arn)}`,
        columns,
      );
}

function whoText({ origin }: DeadLetterGroup): string {
  switch (origin) {
    case 'processor':
      return 'from the processor';
    case 'eventbridge':
      return 'from EventBridge';
    case 'sqs':
      return 'moved by SQS: never answered for';
    case 'unknown':
      return 'from an unknown sender';
  }
}

function timesText({ oldest, newest }: DeadLetterGroup): string {
  if (oldest === undefined || newest === undefined) return '';
  const first = momentText(oldest);
  return oldest === newest ? `, ${first}` : `, ${first} to\n  ${momentText(newest)}`;
}

/** The first few of many. */
function named(texts: readonly string[]): string {
  const first = texts.slice(0, NAMED).map(printable).join(', ');
  const more = texts.length - NAMED;
  return more > 0 ? `${first} and ${more} more` : first;
}
