import { cutWithHash, toNameCharacters } from './rule-names.js';

/** Characters of the names of delivery sources and destinations, with room for what follows (CloudWatch Logs API: 60). */
const BASE_CHARACTERS = 50;

/** The types of logs of an event bus, by the level from which on they are written; each takes a delivery source of its own. */
export const BUS_LOG_TYPES = { error: 'ERROR_LOGS', info: 'INFO_LOGS', trace: 'TRACE_LOGS' } as const;

/** How much an event bus logs. */
export type BusLogLevel = keyof typeof BUS_LOG_TYPES;

/** The levels, each after those that it holds as well. */
export const BUS_LOG_LEVELS: readonly BusLogLevel[] = ['error', 'info', 'trace'];

/** What the parts of a project's bus log are called. */
export interface BusLogNames {
  readonly destination: string;
  readonly logGroup: string;
  /** Of the resource policy of CloudWatch Logs that lets the deliveries write. */
  readonly policy: string;
  /** What the names of its sources begin with, whatever the bus. */
  readonly sources: string;
  /** Of a bus that the file used before it has another name. */
  source(bus: string, level: BusLogLevel): string;
}

/** What a file's bus log is called: after project and environment. */
export function busLogNames(config: { readonly project: string; readonly environment: string }): BusLogNames {
  const environment = config.environment === 'default' ? [] : [config.environment];
  const words = [config.project, ...environment].join('-');
  const base = cutWithHash(asName(words), BASE_CHARACTERS);
  return {
    destination: base,
    // What begins so never makes AWS's own policy too long (CloudWatch Logs user guide, vended logs).
    logGroup: `/aws/vendedlogs/events/${base}`,
    policy: `genesys-gcx-${base}`,
    sources: `${base.slice(0, SHARED_CHARACTERS)}`,
    source: (bus, level) => {
      const last = bus.slice(bus.lastIndexOf('/') + 1);
      const shared = base.slice(0, SHARED_CHARACTERS);
      return `${shared}-${cutWithHash(asName(last), BASE_CHARACTERS - shared.length)}-${level}`;
    },
  };
}

/** Of a base, those with which all names of sources begin. */
const SHARED_CHARACTERS = 32;

function asName(text: string): string {
  return toNameCharacters(text).replaceAll('.', '-');
}
