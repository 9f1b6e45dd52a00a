import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Asker, Choice } from '../../base/terminal/asker.js';
import { catalogue, type EventType } from '../../language/events/index.js';
import type { EventAnswer } from './answers.js';

/** The event types that `--event` names. Throws GcxError for one that gcx does not know, with the near ones. */
export function eventsFromFlags(names: readonly string[]): readonly EventAnswer[] {
  const known = catalogue();
  return names.map((name) => {
    const eventType = known.findLoosely(name);
    if (eventType !== undefined) return eventAnswer(eventType);
    const tutorial = known.tutorial(name);
    const near = tutorial?.instead ?? known.suggest(name).map((each) => each.name);
    throw new GcxError(
      {
        code: 'event-type-unknown',
        what: `--event ${name}: there is no such event type.`,
        ...(tutorial === undefined ? {} : { why: tutorial.explanation }),
        fix:
          near.length > 0 ? `Did you mean ${near.slice(0, 3).join(' or ')}?` : gcxCommand('event-type list'),
      },
      ExitCode.usage,
    );
  });
}

/** Asks for event types, one after another, with a search over their names and descriptions. */
export async function askEvents(asker: Asker): Promise<readonly EventAnswer[]> {
  const offered = catalogue()
    .all.filter(({ transports }) => transports !== 'other')
    .toSorted((one, other) => usefulness(one) - usefulness(other));
  const taken: EventType[] = [];
  for (;;) {
    const done: Choice<EventType | undefined>[] =
      taken.length === 0
        ? []
        : [{ value: undefined, name: `done (${taken.map(({ name }) => name).join(', ')})` }];
    const next = await asker.search(
      taken.length === 0 ? 'Which events? Type to search' : 'Another event type?',
      (term) => [
        ...(term === undefined || term === '' ? done : []),
        ...offered.filter((each) => !taken.includes(each) && fits(each, term)).map(eventChoice),
      ],
    );
    if (next === undefined) return taken.map(eventAnswer);
    taken.push(next);
  }
}

/** Most pipes begin with what happens in a queue, then with what EventBridge is known to carry. */
function usefulness({ transports, queue }: EventType): number {
  if (transports !== 'eventbridge') return 2;
  return queue === 'body' ? 0 : 1;
}

function eventChoice(eventType: EventType): Choice<EventType | undefined> {
  const queue = eventType.queue === 'none' ? '' : ' Carries the queue.';
  return { value: eventType, name: eventType.name, description: `${eventType.description}${queue}` };
}

function fits({ name, description }: EventType, term: string | undefined): boolean {
  const text = `${name} ${description}`.toLowerCase();
  return (term ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function eventAnswer({ name, description, queue }: EventType): EventAnswer {
  return { name, description, carriesQueue: queue !== 'none' };
}
