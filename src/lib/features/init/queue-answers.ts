import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { nearNames } from '../../base/near-names.js';
import type { Asker, Choice } from '../../base/terminal/asker.js';
import type { Queue } from '../../language/queues/queue.js';
import { type QueueAnswer, queueAnswer } from './answers.js';

/** The queues that `--queue` names by name or id. Throws GcxError where one is none, or several. */
export function queuesFromFlags(wanted: readonly string[], all: readonly Queue[]): readonly QueueAnswer[] {
  return wanted.map((text) => {
    const found = all.filter(({ id, name }) => name === text || id === text.toLowerCase());
    const [queue] = found;
    if (queue !== undefined && found.length === 1) return queueAnswer(queue, all);
    if (queue === undefined) {
      const near = nearNames(
        text,
        all.map(({ name }) => name),
      );
      throw new GcxError({
        code: 'queue-not-found',
        what: `--queue "${text}": no queue of that name or id.`,
        why: 'This OAuth client sees only the divisions of its roles.',
        fix:
          near.length > 0
            ? `Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`
            : gcxCommand('queue list'),
      });
    }
    throw new GcxError({
      code: 'queue-ambiguous',
      what: `--queue "${text}": ${found.length} queues have this name.`,
      details: found.map(({ id, name, division }) => `${id}  ${name}  (division ${division.name})`),
      fix: 'Give the id of the one you mean.',
    });
  });
}

/** Asks for queues, one after another, with a search over names and divisions; none at all means every queue. */
export async function askQueues(asker: Asker, all: readonly Queue[]): Promise<readonly QueueAnswer[]> {
  const taken: Queue[] = [];
  for (;;) {
    const done: Choice<Queue | undefined> = {
      value: undefined,
      name: taken.length === 0 ? 'every queue' : `done (${taken.map(({ name }) => name).join(', ')})`,
    };
    const next = await asker.search(
      taken.length === 0 ? 'Of which queues? Type to search' : 'Another queue?',
      (term) => [
        ...(term === undefined || term === '' ? [done] : []),
        ...all.filter((queue) => !taken.includes(queue) && fits(queue, term)).map(queueChoice),
      ],
    );
    if (next === undefined) return taken.map((queue) => queueAnswer(queue, all));
    taken.push(next);
  }
}

function queueChoice(queue: Queue): Choice<Queue | undefined> {
  return { value: queue, name: `${queue.name}  (${queue.division.name})`, description: queue.id };
}

function fits({ name, division }: Queue, term: string | undefined): boolean {
  const text = `${name} ${division.name}`.toLowerCase();
  return (term ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
