import { partnerSourceOf } from '../patterns/index.js';
import type { BusEvents } from './model.js';

/** What a bus name tells, with where the bus is. */
export interface BusPlace {
  /** Full name. */
  readonly bus: string;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * What is known of the events of a bus by its name. A partner event bus has the name of its event source, and events of
 * the account and region that it is in.
 */
export function busEvents({ bus, account, region }: BusPlace): BusEvents {
  if (partnerSourceOf(bus) === undefined) return { kind: 'open' };
  return {
    kind: 'partner',
    source: bus,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  };
}
