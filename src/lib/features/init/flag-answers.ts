import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { didYouMean, nearName } from '../../base/name-difference.js';
import { catalogue } from '../../language/events/index.js';
import type { Queue } from '../../language/queues/queue.js';
import {
  type EnvironmentAnswer,
  type EventAnswer,
  eventAnswer,
  type QueueAnswer,
  queueAnswer,
  type WhereAnswer,
  whereFrom,
} from '../questions/index.js';

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

/** What stands between a queue and the division that it is in: `Support,division=Retail`. */
export const DIVISION = ',division=';

/** A pattern of names that `--queue-glob` gives, with a division where it names one. */
export function globFromFlag(text: string): QueueAnswer {
  const { before, division } = withoutDivision(text);
  return { glob: before, ...(division === undefined ? {} : { division }) };
}

function withoutDivision(text: string): { readonly before: string; readonly division?: string } {
  const at = text.lastIndexOf(DIVISION);
  return at === -1
    ? { before: text }
    : { before: text.slice(0, at), division: text.slice(at + DIVISION.length) };
}

function queuesCalled(text: string, all: readonly Queue[]): readonly Queue[] {
  const whole = all.filter(({ id, name }) => name === text || id === text.toLowerCase());
  if (whole.length > 0) return whole;
  const { before, division } = withoutDivision(text);
  return all.filter((queue) => queue.name === before && queue.division.name === division);
}

/** The queues that `--queue` names by name, name and division, or id. Throws GcxError where one is none, or several. */
export function queuesFromFlags(wanted: readonly string[], all: readonly Queue[]): readonly QueueAnswer[] {
  return wanted.map((text) => {
    const found = queuesCalled(text, all);
    const [queue] = found;
    if (queue !== undefined && found.length === 1) return queueAnswer(queue, all);
    if (queue === undefined) {
      const near = nearName(
        text,
        all.map(({ name }) => name),
      );
      throw new GcxError({
        code: 'queue-not-found',
        what: `--queue "${text}": there is no queue with this name or id.`,
        why: 'This OAuth client sees only the divisions of its roles.',
        fix: near.names.length > 0 ? didYouMean(near) : gcxCommand('queue list'),
      });
    }
    throw new GcxError({
      code: 'queue-ambiguous',
      what: `--queue "${text}": ${found.length} queues have this name.`,
      details: found.map(({ id, name, division }) => `${id}  ${name}  (division ${division.name})`),
      fix: `Say which: --queue "${text}${DIVISION}${found[0]?.division.name}", or give its id.`,
    });
  });
}

/** The conditions that `--where` gives. Throws GcxError with exit code 64 for one that is not FIELD=VALUE. */
export function whereFromFlags(
  texts: readonly string[],
  events: readonly EventAnswer[],
): readonly WhereAnswer[] {
  return texts.map((text) => {
    const where = whereFrom(text, events);
    if (where !== undefined) return where;
    throw new GcxError(
      {
        code: 'usage',
        what: `--where cannot be "${text}".`,
        fix: 'Write FIELD=VALUE, FIELD=VALUE,VALUE for several, or FIELD=["VALUE"] as JSON: --where mediaType=VOICE,MESSAGE',
      },
      ExitCode.usage,
    );
  });
}

const ENVIRONMENT_KEYS = ['organization', 'suffix', 'account', 'region'] as const;

/** An environment that `--environment` gives: NAME, or NAME:suffix=test,account=… Throws GcxError with exit code 64. */
export function environmentFromFlag(text: string): EnvironmentAnswer {
  const [name = '', ...rest] = text.split(':');
  const settings = rest
    .join(':')
    .split(',')
    .filter((each) => each !== '');
  const pairs = settings.map((each) => {
    const [key = '', ...value] = each.split('=');
    const known = ENVIRONMENT_KEYS.find((one) => one === key);
    if (known !== undefined && value.join('=') !== '') return [known, value.join('=')] as const;
    throw new GcxError(
      {
        code: 'usage',
        what: `--environment cannot be "${text}": ${each} is not a setting of an environment.`,
        fix: `Write NAME, or what is different in it: NAME:suffix=test,account=444455556666. It takes ${ENVIRONMENT_KEYS.join(', ')}.`,
      },
      ExitCode.usage,
    );
  });
  return { name, ...Object.fromEntries(pairs) };
}
