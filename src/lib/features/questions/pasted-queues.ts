import { nearName } from '../../base/name-difference.js';
import type { Asker } from '../../base/terminal/asker.js';
import type { Queue } from '../../language/queues/queue.js';
import type { QueueAnswer } from './answers.js';
import { queueAnswer } from './queue-answer.js';

/**
 * The queues of a pasted list: names or ids, one a line or several with commas, semicolons or tabs between them, with or
 * without quotes. Capitals and spaces do not matter where only one queue can be meant. What is no queue, or several, is
 * asked.
 */
export async function pastedQueues(
  asker: Asker,
  lines: readonly string[],
  all: readonly Queue[],
): Promise<readonly QueueAnswer[]> {
  const found: Queue[] = [];
  for (const text of lines.flatMap((line) => namesOf(line, all))) {
    const queues = queuesCalled(text, all);
    found.push(...(queues.length === 1 ? queues : await which(asker, text, queues, all)));
  }
  return [...new Set(found)].map((queue) => queueAnswer(queue, all));
}

/** The names on a line: a name may hold a comma itself. */
function namesOf(line: string, all: readonly Queue[]): readonly string[] {
  const whole = bare(line);
  if (queuesCalled(whole, all).length > 0) return [whole];
  return line
    .split(/[\t;,]/)
    .map(bare)
    .filter((name) => name !== '');
}

function bare(text: string): string {
  return text
    .trim()
    .replace(/^(["'“„])(.*)["'”“]$/u, '$2')
    .trim();
}

function queuesCalled(text: string, all: readonly Queue[]): readonly Queue[] {
  const exactly = all.filter(({ id, name }) => name === text || id === text.toLowerCase());
  if (exactly.length > 0) return exactly;
  return all.filter(({ name }) => plain(name) === plain(text));
}

/** A name without what cannot be seen: capitals, kinds and numbers of spaces. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\u200b-\u200d\u2060\ufeff]+/gu, ' ')
    .trim();
}

async function which(
  asker: Asker,
  text: string,
  meant: readonly Queue[],
  all: readonly Queue[],
): Promise<readonly Queue[]> {
  const named = (queue: Queue) => ({ value: queue, name: `${queue.name}  (${queue.division.name})` });
  if (meant.length > 1)
    return asker.several(
      `${meant.length} queues are named "${text}". Which ones do you want?`,
      meant.map(named),
      {
        atLeastOne: true,
      },
    );
  const { names: near, difference } = nearName(
    text,
    all.map(({ name }) => name),
  );
  const first = near.flatMap((name) => all.filter((queue) => queue.name === name));
  const rest = all.filter((queue) => !first.includes(queue));
  const queue = await asker.search<Queue | undefined>(
    `There is no queue named "${text}".${difference === undefined ? '' : ` "${near[0] ?? ''}" differs ${difference}.`} Which queue do you mean?`,
    (term) => [
      ...(term === undefined ? first : []).map(named),
      ...(term === undefined ? [{ value: undefined, name: 'Skip this name' }] : []),
      ...(term === undefined ? rest : all)
        .filter(({ name }) => name.toLowerCase().includes((term ?? '').toLowerCase()))
        .map(named),
    ],
  );
  return queue === undefined ? [] : [queue];
}
