import { keys, type Terminal } from './terminal.js';

/**
 * Takes what `gcx init --sandbox` offers once the file is written, one after the other: plan, apply, a test event and status; then
 * ends it.
 * @param sent what is shown of the test event, such as the name of a target
 * @param status what the status shows
 */
export async function eachOffer(terminal: Terminal, sent: string, status: string): Promise<void> {
  await terminal.after('What do you want to do next?', keys.enter);
  await terminal.shows('0 to change, 0 to delete');
  // The answered question shows its text again: what is typed before the list is there would go to the command that runs.
  await terminal.after('❯ Apply them in the sandbox', keys.enter);
  await terminal.shows('changes done');
  await terminal.after('❯ Send a test event', keys.enter);
  await terminal.shows(sent);
  await terminal.after('❯ Show the status', keys.enter);
  await terminal.shows(status);
  await terminal.after('❯ Nothing, exit', keys.enter);
}
