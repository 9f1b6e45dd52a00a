import { READINGS } from '../../engine/kinds/index.js';

/** Something that could not be read. */
export interface UnreadPart {
  /** A word for it. */
  readonly of: string;
  /** The kinds of resources of which nothing true can be said without it. */
  readonly kinds: readonly string[];
  /** Codes of a plan's lines that are not true without it. */
  readonly codes?: RegExp;
}

/** What else a plan asks for (engine/plan/make-plan.ts). */
const BESIDE_READINGS = {
  // What their rules match is then not known; that they are there and enabled is.
  'routes-queues': 'the queues of the routes in Genesys Cloud',
  'event-types': 'the event types of the organization',
  'queue-names': 'names of queues',
  'processors-code': 'the code of processors',
} as const;

/** By the name of a reading, or of another part of a plan. */
export const UNREAD_PARTS: ReadonlyMap<string, UnreadPart> = new Map<string, UnreadPart>([
  ...READINGS.map(({ name, unread }) => [name, unread] as const),
  ...Object.entries(BESIDE_READINGS).map(([name, of]) => [name, { of, kinds: [] }] as const),
]);
