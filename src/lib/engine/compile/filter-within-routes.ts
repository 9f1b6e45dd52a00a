import { GcxError } from '../../base/gcx-error.js';
import { ownValue } from '../../base/own-value.js';
import type { Config, LoadedConfig, ProcessorTarget } from '../../language/config/model.js';
import type { ChosenQueue, ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { describeQueue, describeSelector } from '../../language/queues/select-queues.js';

/**
 * Checks that the queues of a processor's own filter lie within those that its routes let through: of another queue
 * nothing ever comes, which the file would hide.
 * @param routed the queues of the routes
 * @param chosen those of the filter
 * @throws GcxError with each queue that no route lets through, and where the file names it
 */
export function checkFilterWithinRoutes(
  config: Pick<Config, 'routes' | 'file'>,
  target: Pick<ProcessorTarget, 'name' | 'only'>,
  queues: { readonly routed: ResolvedQueues; readonly chosen: readonly ChosenQueue[] },
  locate: LoadedConfig['locate'],
): void {
  const routes = Object.values(config.routes).filter(({ targets }) => targets.includes(target.name));
  if (routes.length === 0) return;
  // What a pattern lets through is not looked at.
  if (routes.some((route) => route.queues === undefined || route.pattern !== undefined)) return;
  const through = new Set(
    routes.flatMap(({ name }) => (ownValue(queues.routed, name) ?? []).map(({ id }) => id)),
  );
  const outside = queues.chosen.filter(({ id }) => !through.has(id));
  if (outside.length === 0) return;
  const named = routes.map(({ name }) => `"${name}"`).join(', ');
  const [first] = outside;
  const one = outside.length === 1 && first !== undefined;
  throw new GcxError({
    code: 'filter-queue',
    what: one
      ? `The processor "${target.name}" asks for the queue ${describeQueue(first)}, which no route sends to it.`
      : `The processor "${target.name}" asks for ${outside.length} queues that no route sends to it.`,
    where: placeOf(first),
    why: `Events reach it by the ${routes.length === 1 ? 'route' : 'routes'} ${named} only; of ${one ? 'this queue' : 'these queues'} none would ever come.`,
    ...(one
      ? {}
      : {
          details: outside.map((queue) => `${placeOf(queue)}  ${describeQueue(queue)}, by ${queue.chosenBy}`),
        }),
    fix: `Add ${one ? 'the queue' : 'the queues'} to ${routes.length === 1 ? `routes.${routes[0]?.name ?? ''}.queues` : 'one of these routes'}, or take ${one ? 'it' : 'them'} out of targets.${target.name}.processor.only.queues.`,
  });

  function placeOf(queue: ChosenQueue | undefined): string {
    const selectors = target.only?.queues ?? [];
    const index = selectors.findIndex((selector) => describeSelector(selector) === queue?.chosenBy);
    const path = ['targets', target.name, 'processor', 'only', 'queues', ...(index === -1 ? [] : [index])];
    const position = locate(path);
    return position === undefined
      ? `${config.file}: targets.${target.name}.processor.only.queues`
      : `${position.file}:${position.line}:${position.column}`;
  }
}
