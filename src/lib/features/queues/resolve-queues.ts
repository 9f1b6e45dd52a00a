import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Config, LoadedConfig, QueueSelector } from '../../language/config/model.js';
import { explainSelection, visibilityNote } from '../../language/queues/explain-selection.js';
import type { Queue } from '../../language/queues/queue.js';
import type { ChosenQueue, ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { describeSelector, type QueueSelection } from '../../language/queues/select-queues.js';
import { findQueues } from './find-queues.js';
import { withQueuesOfIds } from './queues-by-id.js';

/** A selector of the file and where it stands. */
interface Placed {
  readonly route: string;
  readonly index: number;
  readonly selector: QueueSelector;
}

/** A selector of a route's that chooses no queue, or not one alone. */
export interface UnresolvedQueue {
  readonly route: string;
  /** Where it stands. */
  readonly where: string;
  readonly what: string;
}

/**
 * The queues of all routes, by id, in as few calls as can be.
 * @param recall finds the queue that a name once chose, where no queue is called so any more
 * @param onUnresolved told of each selector that fits no queue; the others are resolved. Absent: that is an error
 * @throws GcxError (exit code 1) that names every selector which fits no queue, or a name that fits several.
 */
export async function resolveQueues(
  genesys: Genesys,
  config: Config,
  locate: LoadedConfig['locate'],
  recall?: (route: string, selector: QueueSelector) => Promise<Queue | undefined>,
  onUnresolved?: (unresolved: UnresolvedQueue) => void,
): Promise<ResolvedQueues> {
  const placed: readonly Placed[] = Object.values(config.routes).flatMap((route) =>
    (route.queues ?? []).map((selector, index) => ({ route: route.name, index, selector })),
  );
  if (placed.length === 0) return {};
  const selectors = placed.map(({ selector }) => selector);
  const found = await findQueues(genesys.queues, selectors);
  const selections = await withQueuesOfIds(genesys.queues, selectors, found);
  const routes = new Map<string, Map<string, ChosenQueue>>();
  const failures: Failure[] = [];
  for (const [index, each] of placed.entries()) {
    const selection = selections[index];
    if (selection === undefined) continue;
    const lost = selection.kind === 'none' && each.selector.kind === 'name';
    const recalled = lost ? await recall?.(each.route, each.selector) : undefined;
    if (selection.kind !== 'found' && recalled === undefined) {
      const failure = describeFailure(each, selection, locate);
      if (onUnresolved === undefined) failures.push(failure);
      else
        onUnresolved({
          route: each.route,
          where: failure.where,
          what: [failure.what, ...failure.lines].join(' ').replaceAll(' - ', ' '),
        });
      continue;
    }
    const chosen = routes.get(each.route) ?? new Map<string, ChosenQueue>();
    routes.set(each.route, chosen);
    const renamed = recalled === undefined ? {} : ({ renamed: true } as const);
    for (const queue of recalled === undefined ? foundQueues(selection) : [recalled]) {
      if (!chosen.has(queue.id))
        chosen.set(queue.id, { ...queue, chosenBy: describeSelector(each.selector), ...renamed });
    }
  }
  if (failures.length > 0) throw failuresError(failures);
  return Object.fromEntries(
    [...routes].map(([route, chosen]) => [
      route,
      [...chosen.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    ]),
  );
}

function foundQueues(selection: QueueSelection): readonly Queue[] {
  return selection.kind === 'found' ? selection.queues : [];
}

interface Failure {
  readonly where: string;
  readonly what: string;
  readonly lines: readonly string[];
}

/** How to point at one of several queues of the same name. */
function narrowing(queues: readonly { name: string; id: string; division: { name: string } }[]): string {
  const [first] = queues;
  if (first === undefined) return '';
  const divisions = new Set(queues.map(({ division }) => division.name));
  const byId = `{ id: ${first.id} }`;
  if (divisions.size < queues.length) return `Specify which one: ${byId}`;
  return `Specify which one: { name: ${JSON.stringify(first.name)}, division: ${JSON.stringify(first.division.name)} } or ${byId}`;
}

function describeFailure(
  { route, index, selector }: Placed,
  selection: Exclude<QueueSelection, { kind: 'found' }>,
  locate: LoadedConfig['locate'],
): Failure {
  const position = locate(['routes', route, 'queues', index]);
  const where =
    position === undefined
      ? `routes.${route}.queues[${index}]`
      : `${position.file}:${position.line}:${position.column}`;
  const { what, lines } = explainSelection(selector, selection);
  return {
    where,
    what,
    lines: selection.kind === 'ambiguous' ? [...lines, narrowing(selection.queues)] : lines,
  };
}

function failuresError(failures: readonly Failure[]): GcxError {
  const fix = `Correct the file; ${gcxCommand('queue list')} lists the queues.`;
  const code = 'queue-not-found';
  const [only] = failures;
  if (only !== undefined && failures.length === 1) {
    return new GcxError({
      code,
      what: only.what,
      where: only.where,
      why: visibilityNote,
      details: only.lines,
      fix,
    });
  }
  return new GcxError({
    code,
    what: `${failures.length} places in the file name queues that do not exist, or names of several queues.`,
    why: visibilityNote,
    details: failures.flatMap(({ where, what, lines }) => [
      `${where}  ${what}`,
      ...lines.map((line) => `  ${line}`),
    ]),
    fix,
  });
}
