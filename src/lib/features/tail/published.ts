import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Genesys, Integration } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';
import { catalogue } from '../../language/events/index.js';
import type { TailRequest } from './selection.js';

/** The file's integration as Genesys Cloud has it. */
export interface SeenIntegration {
  readonly suffix: string;
  /** Absent: there is none yet. */
  readonly integration?: Integration;
}

/** Looks at the file's integration; undefined where the file has none, or it cannot be seen. */
export async function seeIntegration(config: Config, genesys: Genesys): Promise<SeenIntegration | undefined> {
  const suffix = config.genesys.integration?.suffix;
  if (suffix === undefined) return undefined;
  try {
    const all = await genesys.integrations.list();
    const integration = all.find((each) => each.config?.eventSourceSuffix === suffix);
    return { suffix, ...(integration === undefined ? {} : { integration }) };
  } catch (error) {
    if (error instanceof GcxError) return undefined;
    throw error;
  }
}

/** Why some of the wanted events will not arrive, as the integration stands; undefined where they will. */
export function whyNothingArrives(
  { suffix, integration }: SeenIntegration,
  request: TailRequest,
  events: readonly string[] | undefined,
): string | undefined {
  if (integration === undefined) {
    return `Genesys Cloud has no integration ${suffix} yet, so nothing arrives: ${gcxCommand('apply')} creates it.`;
  }
  if (integration.intendedState !== 'ENABLED') {
    return `Integration ${suffix} is not enabled in Genesys Cloud, so nothing arrives.`;
  }
  const subscribed = new Set(integration.config?.eventFilter ?? []);
  if (subscribed.size === 0) return `Integration ${suffix} has no event types, so nothing arrives.`;
  // Where the person named the event types, each one missing is worth a word.
  const named = request.route !== undefined || request.target !== undefined || request.eventTypes.length > 0;
  const missing = (events ?? []).filter((event) => !subscribed.has(event));
  if (missing.length === 0 || !(named || missing.length === events?.length)) return undefined;
  const names = missing.map((template) => catalogue().find(template)?.name ?? template);
  const listed = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
  return `Integration ${suffix} does not send ${listed}, so none of ${names.length === 1 ? 'it' : 'them'} arrives: add it to a route in the file, then apply.`;
}
