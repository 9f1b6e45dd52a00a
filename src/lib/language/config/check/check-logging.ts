import { entriesOf, nodeAt, textOf } from '../document/source-node.js';
import { ACCEPTED } from '../schema/schema-logging.js';
import type { CheckContext } from './check-context.js';
import { checkLogKey } from './check-log-key.js';

const AT = ['logging'] as const;

/** Checks what the log of the event bus takes beside its own values. */
export function checkLogging(context: CheckContext): void {
  if (nodeAt(context.root, AT) === undefined) return;
  checkPersonalData(context);
  checkOwn(context);
  checkLogKey(context, [...AT, 'key']);
}

function checkPersonalData({ problems, root }: CheckContext): void {
  const detail = textOf(nodeAt(root, [...AT, 'detail']));
  const isAccepted = textOf(nodeAt(root, [...AT, 'personalData'])) === ACCEPTED;
  if (detail !== 'full' || isAccepted) return;
  problems.at([...AT, 'detail'], {
    code: 'personal-data',
    message:
      'With detail: full the events themselves stand in the log, with the phone numbers, names and attributes that they hold.',
    fix: `Write detail: none, or add personalData: ${ACCEPTED}.`,
  });
}

/** A bus of others is logged only where the file says that this is meant. */
function checkOwn({ problems, root }: CheckContext): void {
  const named = nodeAt(root, ['aws', 'bus']) !== undefined;
  const unmanaged = textOf(nodeAt(root, ['genesys', 'integration', 'manage'])) === 'false';
  const own = entriesOf(nodeAt(root, AT)).has('own');
  if (own && !named && !unmanaged)
    problems.atKey([...AT, 'own'], {
      code: 'misplaced-key',
      message: 'The event bus is gcx’s own already.',
      fix: 'Remove "own"; it is for files with aws.bus.',
    });
  if (own || !(named || unmanaged)) return;
  problems.atKey(AT, {
    code: 'bus-of-others',
    message:
      'The event bus is one that others look after, and logging is a setting of the whole bus: all of their events would be logged, and paid for, too.',
    fix: 'Write own: true under logging if they agree, or remove "logging".',
  });
}
