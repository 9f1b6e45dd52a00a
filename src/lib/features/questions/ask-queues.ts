import type { Asker, Choice } from '../../base/terminal/asker.js';
import { globExpression } from '../../language/names/globs.js';
import type { Queue } from '../../language/queues/queue.js';
import type { EventAnswer, QueueAnswer } from './answers.js';
import { fieldProblem } from './field-problem.js';
import { pastedQueues } from './pasted-queues.js';
import { queueAnswer } from './queue-answer.js';

/** Why there is no question about queues for some event types, as a sentence; undefined where there is one. */
export function whyNoQueues(events: readonly EventAnswer[]): string | undefined {
  const without = events.filter(({ carriesQueue }) => !carriesQueue).map(({ name }) => name);
  if (without.length === 0) return undefined;
  return `No question about queues: ${without.join(' and ')} ${without.length > 1 ? 'name' : 'names'} no queue, so a filter on queues would let nothing through.`;
}

/** What to know of event types before queues are chosen for them; undefined where there is nothing. */
export function noteOnQueues(events: readonly EventAnswer[]): string | undefined {
  const names = events.filter(({ queueMayLack }) => queueMayLack === true).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return `Some events of ${names.join(' and ')} name no queue, such as those of calls that never were in one. If you choose queues, these events are left out; "Every queue" includes them.`;
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
  for (;;) {
    const way = await asker.choose<Way>(
      taken.length === 0 ? 'Events of which queues?' : `So far ${queuesInWords(taken)}. More?`,
      taken.length === 0 ? FIRST.filter(({ value }) => value !== 'every' || options.some !== true) : MORE,
    );
    if (way === 'every' || way === 'done') return taken;
    const added = await WAYS[way](asker, all);
    taken = [...taken, ...added.filter((each) => !taken.some((known) => sameQueue(known, each)))];
  }
}

const PICK: readonly Choice<Way>[] = [
  { value: 'list', name: 'Queues that I pick from the list', description: 'With a search.' },
  { value: 'paste', name: 'Queues whose names I paste', description: 'From a spreadsheet or an e-mail.' },
  {
    value: 'glob',
    name: 'Queues whose names match a pattern, such as Sales*',
    description: 'Also those that are made later.',
  },
];
const FIRST: readonly Choice<Way>[] = [
  { value: 'every', name: 'Every queue', description: 'Also those that are made later.' },
  ...PICK,
];
const MORE: readonly Choice<Way>[] = [{ value: 'done', name: 'No, these are all' }, ...PICK];

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
      taken.length === 0 ? 'Which queue? Type to search' : 'Another queue? Enter ends the list',
      (term) => [
        ...(taken.length === 0 || (term ?? '') !== ''
          ? []
          : [{ value: undefined, name: `No other: ${taken.map(({ name }) => name).join(', ')}` }]),
        ...all.filter((queue) => !taken.includes(queue) && fits(queue, term)).map(choice),
        ...(all.length === 0
          ? [{ value: undefined, name: 'There is no queue that these credentials see' }]
          : []),
      ],
    );
    if (next === undefined) return taken.map((queue) => queueAnswer(queue, all));
    taken.push(next);
  }
}

async function paste(asker: Asker, all: readonly Queue[]): Promise<readonly QueueAnswer[]> {
  const lines = await asker.lines('Paste or type the names, one a line; an empty line ends the list');
  return pastedQueues(asker, lines, all);
}

async function askGlob(asker: Asker, all: readonly Queue[]): Promise<readonly QueueAnswer[]> {
  const glob = await asker.text('Which names? * stands for any text, such as Sales* or *DE*', {
    problem: (text) =>
      fieldProblem(['routes', 'route', 'queues', 0, 'glob'], text) ??
      (matching(text, all).length > 0 ? undefined : `No queue that these credentials see matches ${text}.`),
  });
  const found = matching(glob, all);
  const names = found.slice(0, SHOWN).map(({ name }) => name);
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '';
  const right = await asker.confirm(
    `${glob} matches ${found.length} now: ${names.join(', ')}${more}. Take them?`,
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
