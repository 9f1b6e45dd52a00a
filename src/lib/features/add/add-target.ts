import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { addItems } from './add-items.js';
import { type FileContent, mapAt, requireRoute } from './file-content.js';
import { NOTHING, type Proposal, together } from './proposal.js';
import { flagged } from './route-events.js';
import { TargetBook } from './target-book.js';
import { type GivenTarget, type TargetSettings, targetOf } from './target-text.js';

/** What `gcx add target` is asked. */
export interface TargetsRequest extends TargetSettings {
  readonly targets: readonly GivenTarget[];
  /** Name in the file, of a single one. */
  readonly name?: string | undefined;
  /** Routes that send to them. */
  readonly routes: readonly string[];
}

/** Adds targets, and sends events of routes to them. @throws GcxError for a text that is no target, an unknown route */
export function addTargets(file: FileContent, request: TargetsRequest): Proposal {
  for (const route of request.routes) requireRoute(file, route);
  requireFitting(request);
  const book = new TargetBook(file);
  const names = namesOf(book, file, request.targets, '', request);
  const items = names.map(({ name, flag }) => ({ value: name, called: `target ${name}`, flag }));
  const targets = book.proposal();
  const plain = items.filter(({ value }) => !book.created.includes(value)).map(({ called }) => called);
  return together([
    // Those that go to routes are told with these.
    request.routes.length === 0 ? targets : { ...targets, adds: [], there: [] },
    ...request.routes.map((route) => addItems(file, route, 'targets', items)),
    {
      ...NOTHING,
      notes: request.routes.length === 0 ? idleNotes(file, book.created) : [],
      there: request.routes.length === 0 && targets.there.length === 0 ? plain.map(isThere) : [],
    },
  ]);
}

/**
 * The names of targets in the file, each with the flag that brought it; what the file lacks goes into the book.
 * @param flag how they were given: `--target`, or nothing where they are arguments
 */
export function namesOf(
  book: TargetBook,
  file: FileContent,
  given: readonly GivenTarget[],
  flag: string,
  settings: TargetSettings & { readonly name?: string | undefined } = {},
): readonly { readonly name: string; readonly flag: string }[] {
  return given.map((each) => {
    if (typeof each !== 'string') return { name: book.nameOf(each, each.name), flag: each.name };
    const by = flagged(flag, each);
    if (book.has(each) && settings.name === undefined) return { name: each, flag: by };
    const target = targetOf(each, by, Object.keys(mapAt(file.content, 'targets')), settings);
    return { name: book.nameOf(target, by, settings.name), flag: by };
  });
}

/** @throws GcxError with exit code 64 where a flag is for one target, or for a topic, and there is no such */
function requireFitting({ targets, name, subscribers = [], messageGroup }: TargetsRequest): void {
  const kinds = targets.map((each) => (typeof each === 'string' ? each : ''));
  const wrong =
    name !== undefined && targets.length > 1
      ? '--name is for a single target.'
      : subscribers.length > 0 &&
          !kinds.some((each) => each.startsWith('sns:') || each.startsWith('existing-sns:'))
        ? '--subscriber is for who gets what an SNS topic gets, and no target is an SNS topic.'
        : messageGroup !== undefined && !kinds.some((each) => /^(existing-)?sqs:/.test(each))
          ? '--message-group is for SQS queues, and no target is one.'
          : undefined;
  if (wrong !== undefined)
    throw new GcxError(
      { code: 'usage', what: wrong, fix: `${gcxCommand('add target', '--help')} explains each flag.` },
      ExitCode.usage,
    );
}

function isThere(called: string): string {
  return `${called.charAt(0).toUpperCase()}${called.slice(1)} is there already.`;
}

/** How new targets get events: nothing sends to them yet. */
function idleNotes({ content }: FileContent, names: readonly string[]): readonly string[] {
  const [route] = Object.keys(mapAt(content, 'routes'));
  if (names.length === 0) return [];
  if (route === undefined)
    return [`No route sends there yet. To make one: ${gcxCommand('add route', '--help')}`];
  return [
    `No route sends there yet. To have one do so: ${gcxCommand('add target', ...names, '--route', route)}`,
  ];
}
