import { gcxCommand } from '../../base/hints/gcx-command.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { counted, orList } from '../../base/words.js';
import type { DeadLetterGroup, DeadLetterSurvey, SurveyRequest } from '../../features/redrive/index.js';
import { deadLettersInWords, groupLines, noneText } from './redrive-text.js';

/** What lies in all dead-letter queues of a file, by target and reason, and how to send it back. */
export function deadLetterSurveyText(
  survey: DeadLetterSurvey,
  { conversation, reasons }: Pick<SurveyRequest, 'conversation' | 'reasons'>,
  style: Style,
): string {
  const { queues, missing, targets, others, count, more } = survey;
  const read = queues.filter((name) => !missing.includes(name));
  if (queues.length === 0) return 'No target in the file has a dead-letter queue.';
  if (read.length === 0) return 'None of the dead-letter queues in the file exist.';
  const whose = conversation === undefined ? '' : ` of conversation ${printable(conversation)}`;
  const where = wrapLabelled(
    `${counted(read.length, 'SQS queue')}  `,
    read.map(printable).join(', '),
    textColumns(),
  );
  const heading = [style.bold(`Dead letters of all targets${whose}`), ...where];
  const [next] = targets.filter(({ sendable }) => sendable > 0);
  const sent = [
    ...(conversation === undefined ? [] : ['--conversation', conversation]),
    ...(reasons ?? []).flatMap((reason) => ['--reason', reason]),
  ];
  const closing = [
    ...(more ? [`These are the first ${count}; there may be more.`] : []),
    ...(next === undefined ? [] : [`Nothing was sent. Next: ${gcxCommand('redrive', next.target, ...sent)}`]),
  ];
  const which = reasons === undefined ? '' : ` of reason ${orList(reasons.map(printable))}`;
  if (count === 0) return [...heading, '', noneText(which, more)].join('\n');
  return [
    ...heading,
    ...targets.flatMap(({ target, count: own, groups }) =>
      section(`Target ${printable(target)}`, own, groups, style),
    ),
    ...(others.length === 0 ? [] : section('Of no target in the file', countOf(others), others, style)),
    ...(closing.length === 0 ? [] : ['', ...closing]),
  ].join('\n');
}

function section(
  title: string,
  count: number,
  groups: readonly DeadLetterGroup[],
  style: Style,
): readonly string[] {
  return [
    '',
    `${style.bold(title)}  ${deadLettersInWords(count)}`,
    ...groups.flatMap((group) =>
      groupLines(group, style, textColumns() - 2)
        .flatMap((line) => line.split('\n'))
        .map((line) => `  ${line}`),
    ),
  ];
}

function countOf(groups: readonly DeadLetterGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
