import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Notice } from '../../base/notice.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { catalogue, genesysEventTypes, transportsOf } from '../../language/events/index.js';
import type { AvailableEventType } from '../../language/events/model.js';

/** Event types that a warning names. */
const SHOWN_EVENT_TYPES = 12;

/**
 * Checks the routes' event types against what the organization offers: the live list is the authority. Transports that
 * are missing or empty there mean "not said", not "none": a warning.
 * @throws GcxError that names every event type which is not there or which goes to other transports only, with its place
 */
export function checkEventTypes(
  { config, locate }: LoadedConfig,
  available: readonly AvailableEventType[],
): readonly Notice[] {
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
  if (problems.length === 0) {
    const all = new Set(Object.values(config.routes).flatMap((route) => genesysEventTypes(route)));
    return unsaid([...all].filter((template) => isUnsaid(byTemplate.get(template))));
  }
  throw new GcxError({
    code: 'event-type-not-available',
    what:
      problems.length === 1
        ? 'An event type of the file cannot be sent to EventBridge by this organization.'
        : `${problems.length} event types of the file cannot be sent to EventBridge by this organization.`,
    details: problems,
    fix: `${gcxCommand('event-type list', '--live')} shows what this organization can send.`,
  });
}

function problemOf(template: string, live: AvailableEventType | undefined): string | undefined {
  if (live === undefined) return `${template}: this organization does not know it`;
  const { transports = [] } = live;
  return transportsOf(transports) === 'other'
    ? `${template}: Genesys sends it only by ${transports.join(', ')}, not to EventBridge`
    : undefined;
}

/** Whether neither the organization nor what Genesys publishes says that EventBridge carries an event type. */
function isUnsaid(live: AvailableEventType | undefined): boolean {
  if (live === undefined || transportsOf(live.transports) !== 'unknown') return false;
  return catalogue().find(live.template)?.transports !== 'eventbridge';
}

function unsaid(templates: readonly string[]): readonly Notice[] {
  if (templates.length === 0) return [];
  const names = templates.map((template) => catalogue().find(template)?.name ?? template).sort();
  const more = names.length - SHOWN_EVENT_TYPES;
  const shown = names.slice(0, SHOWN_EVENT_TYPES).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return [
    {
      code: 'event-type-transports-unsaid',
      message: `Neither this organization nor what Genesys publishes says whether EventBridge carries ${shown}. Genesys Cloud may refuse the integration's event types, or send none of these events; ${gcxCommand('tail')} shows what comes.`,
    },
  ];
}
