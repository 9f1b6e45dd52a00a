import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Genesys, Integration } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';
import { catalogue } from '../../language/events/index.js';
import type { TailRequest } from './selection.js';

/**
 * Why some of the wanted events will not arrive, as the integration stands; undefined where they will, or where the
 * integration is none of the file's or cannot be seen.
 */
export async function whyNothingArrives(
  config: Config,
  request: TailRequest,
  events: readonly string[] | undefined,
  genesys: Genesys,
): Promise<string | undefined> {
  const suffix = config.genesys.integration?.suffix;
  if (suffix === undefined) return undefined;
  try {
    const all = await genesys.integrations.list();
    const named = request.route !== undefined || request.eventTypes.length > 0;
    return explain(
      suffix,
      all.find((each) => each.config?.eventSourceSuffix === suffix),
      events,
      named,
    );
  } catch (error) {
    if (error instanceof GcxError) return undefined;
    throw error;
  }
}

/** @param named Whether the person named the event types, so that each one missing is worth a word. */
function explain(
  suffix: string,
  integration: Integration | undefined,
  events: readonly string[] | undefined,
  named: boolean,
): string | undefined {
  if (integration === undefined) {
    return `Genesys Cloud has no integration ${suffix} yet, so nothing arrives: ${gcxCommand('apply')} makes it.`;
  }
  if (integration.intendedState !== 'ENABLED') {
    return `Integration ${suffix} is not enabled in Genesys Cloud, so nothing arrives.`;
  }
  const subscribed = new Set(integration.config?.eventFilter ?? []);
  if (subscribed.size === 0) return `Integration ${suffix} has no event types, so nothing arrives.`;
  const missing = (events ?? []).filter((event) => !subscribed.has(event));
  if (missing.length === 0 || !(named || missing.length === events?.length)) return undefined;
  const names = missing.map((template) => catalogue().find(template)?.name ?? template);
  const listed = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
  return `Integration ${suffix} does not send ${listed}, so none of ${names.length === 1 ? 'it' : 'them'} arrives: put it into a route of the file and apply.`;
}
