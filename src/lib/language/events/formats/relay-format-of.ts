import type { JsonObject } from '../../../base/json.js';
import { PARTNER_FORMAT } from './event-format.js';
import { isOfFormat } from './is-of-format.js';
import type { EventFormat } from './model.js';

/** The format of a relay that an event is of; undefined where it is of none, and so as Genesys Cloud itself sends it. */
export function relayFormatOf(event: JsonObject, formats: readonly EventFormat[]): EventFormat | undefined {
  return formats.find((each) => each.name !== PARTNER_FORMAT && isOfFormat(each, event));
}
