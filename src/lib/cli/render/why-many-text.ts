import { gcxCommand } from '../../base/hints/gcx-command.js';
import { type LocalTime, localTime } from '../../base/local-time.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import { type Candidate, manySentence, type WhyMany } from '../../features/why/index.js';

/** What `gcx why --queue` prints. `queue`: as a person calls it. */
export function whyManyText(
  many: WhyMany,
  queue: string,
  style: Style,
  time: LocalTime = localTime(),
): string {
  const { from, to, conversations, more, groups, looked } = many;
  const count = `${more ? 'the newest ' : ''}${counted(conversations, 'conversation')}`;
  const span = `${momentWords(from, time)} to ${momentWords(to, time)} ${time.zone(to)}`;
  const [first] = groups.flatMap((group) => group.conversations);
  return [
    ...wrapLabelled('', `Queue ${printable(queue)}, ${span}: ${count}`, textColumns()).map(style.bold),
    '',
    ...wrapLabelled('', printable(manySentence(many)), textColumns()).map(style.bold),
    ...groups.flatMap(({ count: of, what, conversations: ids }) => [
      ...wrapLabelled(`${of} × `, printable(what), textColumns()),
      ...ids.map((id) => `    ${printable(id)}`),
      ...(of > ids.length ? [`    and ${of - ids.length} more`] : []),
    ]),
    ...looked.missing.flatMap((each) => wrapLabelled('Not checked: ', printable(each), textColumns())),
    ...(first === undefined ? [] : [`Next: ${gcxCommand('why', first)}`]),
  ].join('\n');
}

/** The conversations that a number took part in, where it is not one alone. The number is not shown. */
export function candidatesText(
  candidates: readonly Candidate[],
  queueName: (id: string) => string | undefined,
  style: Style,
  time: LocalTime = localTime(),
): string {
  const [first] = candidates;
  if (first === undefined) return 'No conversation of that number in that time.';
  return [
    style.bold(`${counted(candidates.length, 'conversation')} of that number in that time`),
    ...candidates.flatMap(({ id, start, media, queueIds }) => {
      const at = Date.parse(start ?? '');
      const when = Number.isNaN(at) ? '' : `${momentWords(at, time)} ${time.zone(at)}  `;
      const queues = queueIds.map((each) => queueName(each) ?? each).join(', then ');
      return [
        id,
        ...wrapLabelled(
          '  ',
          printable(`${when}${media ?? ''}${queues === '' ? '' : `, ${queues}`}`),
          textColumns(),
        ),
      ];
    }),
    `Next: ${gcxCommand('why', first.id)}`,
  ].join('\n');
}

function momentWords(at: number, time: LocalTime): string {
  return `${time.day(at)}, ${time.minute(at)}`;
}
