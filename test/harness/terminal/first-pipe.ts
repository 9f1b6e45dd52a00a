import { eachOffer } from './each-offer.js';
import { keys, type Terminal } from './terminal.js';

/**
 * Answers `gcx init --sandbox` as somebody does who makes a first pipe: searches, an answer that its field does not take, going back,
 * what is offered; then plan, apply, a test event and status, as the wizard offers them, until it ends.
 */
export async function firstPipe(terminal: Terminal): Promise<void> {
  await terminal.after('Which region is your Genesys Cloud in?', 'ireland');
  await terminal.after('❯ Ireland', keys.enter);
  await terminal.after('Which AWS region', keys.enter);
  await terminal.after('Project name', 'Contact Center', keys.enter);
  // What the field does not take is asked again; back and forth, an answer is kept.
  await terminal.after('cannot hold', '\u0015', 'center', keys.enter);
  await terminal.after('Which events do you want to send?', keys.escape);
  await terminal.after('Project name', keys.enter);
  await terminal.after('Which events do you want to send?', 'abandoned');
  await terminal.after('❯ conversation.acd.end', keys.enter);
  await terminal.after('Add another event type?', keys.enter);
  await terminal.after('Which queues do you want events from?', keys.down, keys.enter);
  await terminal.after('Which queue?', 'sales supp');
  await terminal.after('❯ Sales Support', keys.enter);
  await terminal.after('Add another queue?', keys.enter);
  await terminal.after('Selected: Sales Support', keys.enter);
  await terminal.after('Filter these events by a field?', keys.enter);
  await terminal.after('Where should these events go?', keys.enter);
  await terminal.after('Name of the new target', keys.enter);
  await terminal.after('Add another target?', keys.enter);
  await terminal.after('Route name', keys.enter);
  await terminal.after('Add another route?', keys.enter);
  await terminal.after('Send events that cannot be delivered', keys.enter);
  await terminal.after('Name of the dead-letter SQS queue', keys.enter);
  await terminal.after('Log failed deliveries?', keys.enter);
  await terminal.after('several environments', keys.enter);
  await terminal.after('Write this to .genesysrc.yml?', keys.enter);
  await eachOffer(terminal, 'center-inbox', 'conversation-acd-end');
}
