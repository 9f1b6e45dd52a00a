import { keys, type Terminal } from './terminal.js';

/** Deletes what is typed so far. */
const CLEAR = '\u0015';

/** Waits for a question, types the beginning of a choice, and takes it once it is pointed at. */
export async function choose(
  terminal: Terminal,
  question: string,
  typed: string,
  choice: string,
): Promise<void> {
  await terminal.after(question, typed);
  await terminal.after(`❯ ${choice}`, keys.enter);
}

/**
 * Answers `gcx init` with every kind of answer, without credentials, in a folder where a file is already, whose SQS queue `wall`,
 * SNS topic `shared` and Lambda function `crm-sync` exist in the sandbox: credentials that are begun and the sandbox instead, two
 * routes, pasted queues and a pattern, filters, targets that exist and new ones, subscribers, environments, what a field refuses,
 * going back, answers that do not fit together, and one that is changed at the end.
 */
export async function everyAnswer(terminal: Terminal): Promise<void> {
  await terminal.after('already exists. Overwrite it?', 'y', keys.enter);
  await place(terminal);
  await terminal.after('Project name', 'calls', keys.enter);
  await firstRoute(terminal);
  await terminal.after('Add another route?', 'y', keys.enter);
  await secondRoute(terminal);
  await terminal.after('Add another route?', keys.enter);
  await terminal.after('Send events that cannot be delivered', keys.enter);
  await terminal.after('Name of the dead-letter', keys.enter);
  await terminal.after('Log failed deliveries?', 'y', keys.enter);
  await environments(terminal);
  // What does not fit together is said, and asked again; what comes after it stays as it was answered.
  await terminal.shows('These answers do not fit together');
  await choose(terminal, 'Which answer do you want to change?', 'AWS account ID', 'AWS account ID in test');
  await terminal.after('? AWS account ID in test', '111122223333', keys.enter);
  // An answer is changed though all is well.
  await choose(terminal, 'Write this to .genesysrc.yml?', 'No, change', 'No, change an answer first');
  await choose(
    terminal,
    'Which answer do you want to change?',
    'Event source',
    'Event source suffix in test',
  );
  await terminal.after('? Event source suffix in test', 'qa', keys.enter);
  await terminal.shows('suffix: qa');
  await terminal.after('Write this to .genesysrc.yml?', keys.enter);
}

async function place(terminal: Terminal): Promise<void> {
  await terminal.after('Which region is your Genesys Cloud in?', 'ireland');
  await terminal.after('❯ Ireland', keys.enter);
  await terminal.after('Which AWS region', keys.escape);
  await terminal.shows('Which region is your Genesys Cloud in?');
  await terminal.after('❯ Ireland', keys.enter);
  await terminal.after('Which AWS region', keys.enter);
  await terminal.after('How do you want to continue?', keys.enter);
  await terminal.after('Client ID', 'my-client', keys.enter);
  await terminal.after('Client secret', keys.escape);
  await terminal.after('Client ID', keys.escape);
  await choose(terminal, 'How do you want to continue?', 'Use the b', 'Use the built-in sandbox');
}

/** Two event types; queues that are pasted, with a wrong and an ambiguous name, and a pattern; filters; three targets. */
async function firstRoute(terminal: Terminal): Promise<void> {
  await choose(terminal, 'Which events do you want to send?', 'abandoned', 'conversation.acd.end');
  await choose(terminal, 'Add another event type?', 'user.end', 'conversation.user.end');
  await terminal.after('Done: conversation.acd.end, conversation.user.end', keys.enter);
  await choose(terminal, 'Which queues do you want events from?', 'Paste', 'Paste queue names');
  await terminal.after('one per line', '"sales  support"; Billing\rSaels Support\rSupport\r\r');
  await terminal.shows('There is no queue named "Saels Support"');
  await terminal.after('❯ Sales Support', keys.enter);
  await terminal.after('2 queues are named "Support"', keys.space, keys.enter);
  await choose(terminal, 'Selected: Sales Support, Billing, Support', 'Match', 'Match queue names');
  await terminal.after('Queue name pattern', 'Nope*', keys.enter);
  await terminal.after('can see matches Nope*', CLEAR, 'Sales DE*', keys.enter);
  await terminal.after('Sales DE* currently matches 4', keys.enter);
  await terminal.after('Selected: Sales Support, Billing, Support, Sales DE*', keys.enter);
  await choose(terminal, 'Filter these events by a field?', 'mediaType', 'mediaType');
  await terminal.after('Which values of mediaType?', keys.space, keys.down, keys.space, keys.enter);
  await terminal.after('Done: mediaType', keys.enter);
  await choose(terminal, 'Where should these events go?', 'New SN', 'New SNS topic');
  await terminal.after('Name of the new target', 'calls ended', keys.enter);
  await terminal.after('space', CLEAR, 'calls-ended', keys.enter);
  await subscribers(terminal);
  await terminal.after('Add another target?', 'y', keys.enter);
  await choose(terminal, 'Where should these events go?', 'Existing SQ', 'Existing SQS queue');
  await terminal.shows('Which one?');
  await terminal.after('❯ wall', keys.enter);
  await terminal.after('Add another target?', 'y', keys.enter);
  await choose(terminal, 'Where should these events go?', 'Your own', 'Your own code');
  await terminal.after('Name of the new target', CLEAR, 'greet', keys.enter);
  await terminal.after('Add another target?', keys.enter);
  await terminal.after('Route name', CLEAR, 'ended', keys.enter);
}

async function subscribers(terminal: Terminal): Promise<void> {
  await choose(terminal, 'Add a subscriber to this SNS topic?', 'Email', 'Email address');
  await terminal.after('Email address', 'team@example.com', keys.enter);
  await choose(terminal, 'Add another subscriber?', 'HTTPS', 'HTTPS endpoint');
  await terminal.after('Endpoint URL', 'https://example.com/hook', keys.enter);
  await choose(terminal, 'Add another subscriber?', 'SQS queue or', 'SQS queue or Lambda function');
  await choose(terminal, 'What do you want to subscribe?', 'Existing L', 'Existing Lambda function');
  await terminal.shows('Which one?');
  await terminal.after('❯ crm-sync', keys.enter);
  await terminal.after('Add another subscriber?', keys.enter);
}

/** An event type without queues; a topic that exists, one that was described before, and a target by its ARN with a role. */
async function secondRoute(terminal: Terminal): Promise<void> {
  await choose(terminal, 'Which events do you want to send?', 'customer.end', 'conversation.customer.end');
  await terminal.after('Done: conversation.customer.end', keys.enter);
  await terminal.shows('Queue filter skipped');
  await choose(terminal, 'Filter these events by a field?', 'conversationId', 'conversationId');
  await terminal.after('Which values of conversationId?', 'one, two', keys.enter);
  await terminal.after('Done: conversationId', keys.enter);
  await choose(terminal, 'Where should these events go?', 'Existing SN', 'Existing SNS topic');
  await terminal.shows('Which one?');
  await terminal.after('❯ shared', keys.enter);
  await terminal.after('Add another target?', 'y', keys.enter);
  await choose(terminal, 'Where should these events go?', 'calls-e', 'calls-ended (already described)');
  await terminal.after('Add another target?', 'y', keys.enter);
  await choose(terminal, 'Where should these events go?', 'Another AWS', 'Another AWS resource');
  await terminal.after(
    'ARN of the target',
    'arn:aws:states:eu-west-1:111122223333:stateMachine:audit',
    keys.enter,
  );
  await terminal.after('ARN of the IAM role', 'arn:aws:iam::111122223333:role/events', keys.enter);
  await terminal.after('Add another target?', keys.enter);
  await terminal.after('Route name', keys.enter);
}

async function environments(terminal: Terminal): Promise<void> {
  await terminal.after('several environments', 'y', keys.enter);
  await terminal.after('Name of the environment you have', keys.enter);
  await terminal.after('Environment name', keys.enter);
  await terminal.after('organization ID in test', keys.enter);
  await terminal.after('AWS account ID in test', CLEAR, '444455556666', keys.enter);
  await terminal.after('AWS region in test', keys.enter);
  await terminal.after('Event source suffix in test', keys.enter);
  await terminal.after('Add another environment?', keys.enter);
}
