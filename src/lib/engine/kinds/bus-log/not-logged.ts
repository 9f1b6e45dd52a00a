import { does, type KindHarms } from '../door/difference-harm.js';

const UNLOGGED = does('later', 'What becomes of events is not logged: nobody can tell it afterwards.');

/** What differences of a part of the bus's log do to events. */
export const NOT_LOGGED: KindHarms = {
  missing: UNLOGGED,
  fields: {},
  others: UNLOGGED,
  harmless: /^tag /,
};
