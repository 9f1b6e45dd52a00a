import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { genesysEventTypes } from '../../language/events/index.js';
import type { AvailableEventType } from '../../language/events/model.js';

/**
 * Checks the routes' event types against what the organisation offers: the live list is the authority (facts/genesys.md).
 * Throws one GcxError that names every event type which is not there or which EventBridge may not carry, with its place.
 */
export function checkEventTypes(
  { config, locate }: LoadedConfig,
  available: readonly AvailableEventType[],
): void {
  const byTemplate = new Map(available.map((eventType) => [eventType.template, eventType]));
  const problems = Object.values(config.routes).flatMap((route) =>
    genesysEventTypes(route).flatMap((template, index) => {
      const problem = problemOf(template, byTemplate.get(template));
      if (problem === undefined) return [];
      const position = locate(['routes', route.name, 'events', index]);
      const where =
        position === undefined
          ? `route ${route.name}`
          : `${position.file}:${position.line}:${position.column}`;
      return [`${where}  ${problem}`];
    }),
  );
  if (problems.length === 0) return;
  throw new GcxError({
    code: 'event-type-not-available',
    what:
      problems.length === 1
        ? 'An event type of the file cannot be sent to EventBridge by this organisation.'
        : `${problems.length} event types of the file cannot be sent to EventBridge by this organisation.`,
    details: problems,
    fix: `${gcxCommand('event-type list', '--live')} shows what this organisation can send.`,
  });
}

function problemOf(template: string, live: AvailableEventType | undefined): string | undefined {
  if (live === undefined) return `${template}: this organisation does not know it`;
  const { transports } = live;
  if (transports === undefined || transports.includes('EventBridge') || transports.includes('All'))
    return undefined;
  return `${template}: Genesys sends it only by ${transports.join(', ')}, not to EventBridge`;
}
