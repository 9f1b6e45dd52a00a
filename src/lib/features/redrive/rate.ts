import { HIDDEN_SECONDS } from './collect-dead-letters.js';

/** Most dead letters of one run: what is collected is held in memory. */
const COLLECTED_AT_MOST = 10_000;

/** Part of the time that messages are hidden which sending may take. */
const SAFE_SHARE = 0.8;

/** How fast a redrive sends. */
export interface Rate {
  /** Dead letters a second. */
  readonly perSecond: number;
  /** Dead letters of one run: as many as can be sent while they are hidden. */
  readonly limit: number;
}

/** Reads `10/s`, `10` (a second) or `300/m`; undefined where it is none of these. */
export function parseRate(text: string): Rate | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(?:\/\s*(s|m))?$/.exec(text.trim());
  const perSecond = Number(match?.[1]) / (match?.[2] === 'm' ? 60 : 1);
  if (!Number.isFinite(perSecond) || perSecond <= 0) return undefined;
  const limit = Math.min(COLLECTED_AT_MOST, Math.max(1, Math.floor(perSecond * HIDDEN_SECONDS * SAFE_SHARE)));
  return { perSecond, limit };
}
