import type { Runtime } from '../../base/net/index.js';

/** What is left of the window before calls are spread over the rest of it. */
const scarceShare = 0.1;

/** The longest that one wait is trusted to be, in milliseconds. */
const longestWait = 120_000;

/**
 * Keeps calls below the limit that Genesys Cloud announces (`inin-ratelimit-count`, `-allowed`, `-reset`), so that a
 * 429 does not happen: when little of the window is left, calls are spread over the rest of it.
 */
export class RateLimit {
  private nextTurn = 0;
  private spacing = 0;
  private spacingEnds = 0;

  constructor(private readonly runtime: Runtime) {}

  /** Waits for the turn of one call. */
  async turn(): Promise<void> {
    const now = this.runtime.now();
    if (now >= this.spacingEnds) this.spacing = 0;
    const at = Math.max(now, this.nextTurn);
    this.nextTurn = at + this.spacing;
    if (at > now) await this.runtime.sleep(at - now);
  }

  /** Reads the headers of an answer. */
  learn(headers: Readonly<Record<string, string>>): void {
    const count = headerNumber(headers, 'inin-ratelimit-count');
    const allowed = headerNumber(headers, 'inin-ratelimit-allowed');
    const resetSeconds = headerNumber(headers, 'inin-ratelimit-reset');
    if (count === undefined || allowed === undefined || resetSeconds === undefined) return;
    const left = allowed - count;
    const now = this.runtime.now();
    const reset = Math.min(longestWait, resetSeconds * 1000);
    if (left <= 0) {
      this.pause(reset);
    } else if (left <= allowed * scarceShare) {
      this.spacing = reset / left;
      this.spacingEnds = now + reset;
      this.nextTurn = Math.max(this.nextTurn, now + this.spacing);
    } else {
      this.spacing = 0;
    }
  }

  /** Holds every call back for so long. */
  pause(milliseconds: number): void {
    this.nextTurn = Math.max(this.nextTurn, this.runtime.now() + milliseconds);
  }
}

function headerNumber(headers: Readonly<Record<string, string>>, name: string): number | undefined {
  const text = headers[name];
  if (text === undefined || text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}
