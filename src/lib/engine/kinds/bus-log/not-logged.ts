import { does, type KindHarms } from '../door/difference-harm.js';

const UNLOGGED = does('later', 'The delivery of events is not logged, so it cannot be looked up later.');

/** What differences of a part of the bus's log do to events. */
export const NOT_LOGGED: KindHarms = {
  missing: UNLOGGED,
  fields: {},
  others: UNLOGGED,
  harmless: /^tag /,
};
