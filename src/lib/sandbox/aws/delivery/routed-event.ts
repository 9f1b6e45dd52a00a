import type { JsonObject } from '../../../base/json.js';

/** Whether an event was forwarded between buses of one region, and between regions: each is possible once (recorded). */
interface Forwarded {
  readonly inRegion: boolean;
  readonly acrossRegions: boolean;
}

/** An event on a bus. */
export interface RoutedEvent {
  readonly event: JsonObject;
  readonly id: string;
  readonly bus: string;
  /** Epoch milliseconds. */
  readonly ingested: number;
  /** How it came from another bus; absent: it was put here. */
  readonly forwarded?: Forwarded;
  /** X-Ray header that PutEvents was given. */
  readonly trace?: string;
  /** ARNs of the rules that a replay sends it to; undefined: all. */
  readonly onlyRules?: readonly string[];
}
