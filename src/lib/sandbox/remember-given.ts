import { isJsonObject, type JsonValue } from '../base/json.js';
import { relayFormatOf } from '../language/events/index.js';
import { type OrganizationState, rememberEvent } from './genesys/index.js';
import type { Tenant } from './model.js';

/** Remembers events that somebody gives, in the formats of the file's relays or Genesys Cloud's own; what is no event is left out. */
export function rememberGiven(
  organization: OrganizationState,
  tenant: Tenant,
  events: readonly JsonValue[],
  now: number,
): void {
  const formats = (tenant.existing.relays ?? []).map(({ format }) => format);
  for (const event of events) {
    if (isJsonObject(event)) rememberEvent(organization, event, now, relayFormatOf(event, formats));
  }
}
