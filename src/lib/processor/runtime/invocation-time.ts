import type { LambdaContext } from './lambda-context.js';

/** What is kept of an invocation's time for putting things in order once its events' time is up, in ms. */
const MARGIN_MS = 1_500;
/** The part of its time that an invocation keeps for that at most. */
const MARGIN_PART = 0.25;
/** An event that would have less time than this is not begun, in ms. */
const LEAST_EVENT_MS = 50;

/** How an invocation's time is used. */
export class InvocationTime {
  private readonly margin: number;

  constructor(private readonly context: LambdaContext) {
    this.margin = Math.min(MARGIN_MS, context.getRemainingTimeInMillis() * MARGIN_PART);
  }

  /** Milliseconds that an event which is begun now may take; undefined: too few to begin. */
  forEvent(): number | undefined {
    const left = this.context.getRemainingTimeInMillis() - this.margin;
    return left < LEAST_EVENT_MS ? undefined : left;
  }

  /** Milliseconds until the answer has to be given, whatever is still under way. */
  untilAnswer(): number {
    return Math.max(0, this.context.getRemainingTimeInMillis() - this.margin / 2);
  }
}
