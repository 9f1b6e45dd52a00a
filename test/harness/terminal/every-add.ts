import { choose } from './every-answer.js';
import { keys, type Terminal } from './terminal.js';

/** What {@link everyAdd} answers, one after the other. */
export const EVERY_ADD = ['route', 'target', 'queue', 'event', 'environment']
  // Without an environment it is asked for.
  .map((what) => `gcx add ${what} ${what === 'queue' ? '' : '--env production '}--sandbox`)
  .join(' && ');

/**
 * Answers each `gcx add` of {@link EVERY_ADD}, for the file that everyAnswer made: a route to a target of the file and a new one, a
 * target that two routes send to, queues from a list and by a pattern after a return to the question before, event types,
 * an environment.
 */
export async function everyAdd(terminal: Terminal): Promise<void> {
  await route(terminal);
  await target(terminal);
  await queue(terminal);
  await choose(terminal, 'Which route do you want to add them to?', 'ended', 'ended');
  await choose(terminal, 'Which events do you want to send?', 'conversation.acw', 'conversation.acw');
  await terminal.after('Done: conversation.acw', keys.enter);
  await written(terminal, 'event type conversation.acw to route ended');
  await environment(terminal);
}

async function route(terminal: Terminal): Promise<void> {
  await choose(terminal, 'Which events do you want to send?', 'acd.start', 'conversation.acd.start');
  await terminal.after('Done: conversation.acd.start', keys.enter);
  await terminal.after('Which queues do you want events from?', keys.enter);
  await terminal.after('Filter these events by a field?', keys.enter);
  // The first of the file's seven, and what comes after them.
  await terminal.after(
    'Where should these events go? Press Space',
    keys.space,
    keys.down.repeat(7),
    keys.space,
  );
  await terminal.after('❯◉ A new target', keys.enter);
  await choose(terminal, 'Where should these events go?', 'New SQ', 'New SQS queue');
  await terminal.after('Name of the new target', 'waiting', keys.enter);
  await terminal.after('Add another target?', keys.enter);
  await terminal.after('Route name', 'ended', keys.enter);
  await terminal.after('already in use', CLEAR, 'waiting', keys.enter);
  await written(terminal, 'route waiting');
}

async function target(terminal: Terminal): Promise<void> {
  await choose(terminal, 'Which target do you want to add?', 'Existing SQ', 'Existing SQS queue');
  await terminal.after('Which one?', keys.escape);
  await choose(terminal, 'Which target do you want to add?', 'New SN', 'New SNS topic');
  await terminal.after('Name of the new target', CLEAR, 'board', keys.enter);
  await terminal.after('Add a subscriber to this SNS topic?', keys.enter);
  await terminal.after(
    'Which routes should send events there?',
    keys.space,
    keys.down,
    keys.down,
    keys.space,
    keys.enter,
  );
  await written(terminal, 'target board to route');
}

async function queue(terminal: Terminal): Promise<void> {
  await choose(terminal, 'In which environment', 'production', 'production');
  await choose(terminal, 'Which route do you want to add them to?', 'ended', 'ended');
  await choose(terminal, 'Which queues do you want events from?', 'Select', 'Select queues from a list');
  await terminal.after('Which queue?', 'sales supp');
  await terminal.after('❯ Sales Support', keys.enter);
  await terminal.after('Add another queue?', 'vip');
  await terminal.after('❯ VIP', keys.enter);
  // The answered question shows its text again.
  await terminal.after('❯ Done: Sales Support, VIP Concierge', keys.enter);
  await choose(terminal, 'Selected: Sales Support, VIP', 'Match', 'Match queue names');
  await terminal.after('Queue name pattern', keys.escape);
  await choose(terminal, 'Selected: Sales Support, VIP', 'No, c', 'No, continue');
  await written(terminal, 'queue "VIP Concierge" to route ended');
}

async function environment(terminal: Terminal): Promise<void> {
  await terminal.after('Environment name', 'training', keys.enter);
  await terminal.after('organization ID in training', keys.enter);
  await terminal.after('AWS account ID in training', '1234', keys.enter);
  await terminal.after('AWS account', CLEAR, '111122223333', keys.enter);
  await terminal.after('AWS region in training', keys.enter);
  await terminal.after('Event source suffix in training', keys.enter);
  await written(terminal, 'environment training');
}

/** The difference is shown, and written at Enter. */
async function written(terminal: Terminal, added: string): Promise<void> {
  await terminal.shows('@@');
  await terminal.after('Write this to .genesysrc.yml?', keys.enter);
  await terminal.shows(added);
}

/** Deletes what is typed so far. */
const CLEAR = '\u0015';
