import type { Asker, Choice } from '../../base/terminal/asker.js';
import { globExpression } from '../../language/names/globs.js';
import type { Queue } from '../../language/queues/queue.js';
import type { EventAnswer, QueueAnswer } from './answers.js';
import { fieldProblem } from './field-problem.js';
import { partOf } from './interview.js';
import { pastedQueues } from './pasted-queues.js';
import { queueAnswer } from './queue-answer.js';

/** Why there is no question about queues for some event types, as a sentence; undefined where there is one. */
export function whyNoQueues(events: readonly EventAnswer[]): string | undefined {
  const without = events.filter(({ carriesQueue }) => !carriesQueue).map(({ name }) => name);
  if (without.length === 0) return undefined;
  return `Queue filter skipped: ${without.join(' and ')} ${without.length > 1 ? 'do' : 'does'} not include the queue, so a queue filter would match nothing.`;
}

/** What to know of event types before queues are chosen for them; undefined where there is nothing. */
export function noteOnQueues(events: readonly EventAnswer[]): string | undefined {
  const names = events.filter(({ queueMayLack }) => queueMayLack === true).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return `Some ${names.join(' and ')} events do not include a queue, such as those of calls that never entered one. If you select queues, these events are not sent; "All queues" includes them.`;
}

type Way = 'every' | 'list' | 'paste' | 'glob' | 'done';

/**
 * Asks of which queues events are taken: by picking them from a list with a search, by pasting names, by a pattern; several
 * ways one after another. None at all means every queue. Ask only where {@link whyNoQueues} says nothing.
 * @param all the queues that the credentials see
 * @param options.some true: every queue is no answer
 */
export async function askQueues(
  asker: Asker,
  all: readonly Queue[],
  options: { readonly some?: boolean } = {},
): Promise<readonly QueueAnswer[]> {
  let taken: readonly QueueAnswer[] = [];
  for (let round = 1; ; round++) {
    const part = partOf(asker, `queues ${round}`);
    const way = await part.choose<Way>(
      taken.length === 0
        ? 'Which queues do you want events from?'
        : `Selected: ${queuesInWords(taken)}. Add more queues?`,
      taken.length === 0 ? FIRST.filter(({ value }) => value !== 'every' || options.some !== true) : MORE,
    );
    if (way === 'every' || way === 'done') return taken;
    const added = await WAYS[way](part, all);
    taken = [...taken, ...added.filter((each) => !taken.some((known) => sameQueue(known, each)))];
  }
}

const PICK: readonly Choice<Way>[] = [
  { value: 'list', name: 'Select queues from a list', description: 'You can search the list.' },
  { value: 'paste', name: 'Paste queue names', description: 'From a spreadsheet or an email.' },
  {
    value: 'glob',
    name: 'Match queue names with a pattern, such as Sales*',
    description: 'Includes queues that are created later.',
  },
];
const FIRST: readonly Choice<Way>[] = [
  { value: 'every', name: 'All queues', description: 'Includes queues that are created later.' },
  ...PICK,
];
const MORE: readonly Choice<Way>[] = [{ value: 'done', name: 'No, continue' }, ...PICK];

const WAYS: Readonly<
  Record<
    Exclude<Way, 'every' | 'done'>,
    (asker: Asker, all: readonly Queue[]) => Promise<readonly QueueAnswer[]>
  >
> = { list: pick, paste: paste, glob: askGlob };

async function pick(asker: Asker, all: readonly Queue[]): Promise<readonly QueueAnswer[]> {
  const taken: Queue[] = [];
  for (;;) {
    const next = await asker.search<Queue | undefined>(
      taken.length === 0
        ? 'Which queue? Type to search'
        : 'Add another queue? Press Enter to finish, or type to search',
      (term) => [
        ...(taken.length === 0 || (term ?? '') !== ''
          ? []
          : [{ value: undefined, name: `Done: ${taken.map(({ name }) => name).join(', ')}` }]),
        ...all.filter((queue) => !taken.includes(queue) && fits(queue, term)).map(choice),
        ...(all.length === 0 ? [{ value: undefined, name: 'These credentials cannot see any queues' }] : []),
      ],
    );
    if (next === undefined) return taken.map((queue) => queueAnswer(queue, all));
    taken.push(next);
  }
}

async function paste(asker: Asker, all: readonly Queue[]): Promise<readonly QueueAnswer[]> {
  const lines = await asker.lines('Paste or type queue names, one per line. Enter an empty line to finish');
  return pastedQueues(asker, lines, all);
}

async function askGlob(asker: Asker, all: readonly Queue[]): Promise<readonly QueueAnswer[]> {
  const glob = await asker.text('Queue name pattern (* matches any text, such as Sales* or *DE*)', {
    problem: (text) =>
      fieldProblem(['routes', 'route', 'queues', 0, 'glob'], text) ??
      (matching(text, all).length > 0
        ? undefined
        : `No queue that these credentials can see matches ${text}.`),
  });
  const found = matching(glob, all);
  const names = found.slice(0, SHOWN).map(({ name }) => name);
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '';
  const right = await asker.confirm(
    `${glob} currently matches ${found.length}: ${names.join(', ')}${more}. Use this pattern?`,
    true,
  );
  return right ? [{ glob }] : [];
}

/** Names of matching queues that are shown. */
const SHOWN = 5;

function matching(glob: string, all: readonly Queue[]): readonly Queue[] {
  const pattern = globExpression(glob);
  return all.filter(({ name }) => pattern.test(name));
}

function choice(queue: Queue): Choice<Queue | undefined> {
  return { value: queue, name: `${queue.name}  (${queue.division.name})`, description: queue.id };
}

function fits({ name, division }: Queue, term: string | undefined): boolean {
  const text = `${name} ${division.name}`.toLowerCase();
  return (term ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function sameQueue(one: QueueAnswer, other: QueueAnswer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function queuesInWords(taken: readonly QueueAnswer[]): string {
  const names = taken.map((each) => ('glob' in each ? each.glob : each.name));
  return names.length > SHOWN
    ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`
    : names.join(', ');
}
