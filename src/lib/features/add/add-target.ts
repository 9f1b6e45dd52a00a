import { gcxCommand } from '../../base/hints/gcx-command.js';
import { addItems } from './add-items.js';
import { type FileContent, mapAt, requireRoute } from './file-content.js';
import { NOTHING, type Proposal, together } from './proposal.js';
import { type NamedTarget, namedTarget, type TargetSettings } from './target-text.js';

/** What `gcx add target` is asked. */
export interface TargetsRequest extends TargetSettings {
  /** `sqs:crm-inbox` and its like. */
  readonly targets: readonly string[];
  /** Name in the file, of a single one. */
  readonly name?: string | undefined;
  /** Routes that send to them. */
  readonly routes: readonly string[];
}

/** Adds targets, and sends events of routes to them. @throws GcxError for a text that is no target, an unknown route */
export function addTargets(file: FileContent, request: TargetsRequest): Proposal {
  for (const route of request.routes) requireRoute(file, route);
  const named: (NamedTarget & { readonly flag: string })[] = [];
  for (const text of request.targets)
    named.push({
      ...namedTarget(
        file,
        text,
        text,
        request,
        named.map(({ name }) => name),
      ),
      flag: text,
    });
  const items = named.map(({ name, flag }) => ({ value: name, called: `target ${name}`, flag }));
  const created = named.map(newTarget);
  return together([
    // Those that go to routes are told with these.
    ...created.map((each) => (request.routes.length === 0 ? each : { ...each, adds: [], there: [] })),
    ...request.routes.map((route) => addItems(file, route, 'targets', items)),
    { ...NOTHING, notes: request.routes.length === 0 ? idleNotes(file, named) : [] },
  ]);
}

/** Adds one target. @param flag that brought it */
export function newTarget({ name, content, flag }: NamedTarget & { readonly flag: string }): Proposal {
  if (content === undefined) return { ...NOTHING, there: [`Target ${name} is there already.`] };
  return {
    ...NOTHING,
    additions: [{ kind: 'entry', path: ['targets'], key: name, value: content, layout: 'line' }],
    origins: [{ path: ['targets', name], flag }],
    adds: [`target ${name}`],
  };
}

/** How new targets get events: nothing sends to them yet. */
function idleNotes({ content }: FileContent, named: readonly NamedTarget[]): readonly string[] {
  const [route] = Object.keys(mapAt(content, 'routes'));
  const names = named.filter((each) => each.content !== undefined).map(({ name }) => name);
  if (names.length === 0) return [];
  if (route === undefined)
    return [`No route sends there yet. To make one: ${gcxCommand('add route', '--help')}`];
  return [
    `No route sends there yet. To have one do so: ${gcxCommand('add target', ...names, '--route', route)}`,
  ];
}
