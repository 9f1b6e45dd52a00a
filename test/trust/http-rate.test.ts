import { expect, it } from 'vitest';
import { mostWithin, ratedRun } from '../unit/sandbox/aws/http/rated-run.js';
import { chanceOf, SHARE } from './stage/cases.js';
import { withEachSeed } from './stage/seeds.js';

/** Events of the whole run. */
const EVENTS = Math.max(50, Math.round(1_000 * SHARE));
/** Requests a second that the API destination allows. */
const RATE = 50;
/** Share of the requests that the server refuses. */
const REFUSED = 0.1;

it(`a server gets ${EVENTS} of ${EVENTS} events once, at ${RATE} a second, though it refuses one in ten requests`, () =>
  withEachSeed(async () => {
    const chance = chanceOf('http-rate');
    const { taken, times, refused, outcomes } = await ratedRun(
      EVENTS,
      RATE,
      (request) => chance.at('refused', request) < REFUSED,
    );
    expect([...taken].sort((one, other) => one - other)).toEqual(
      Array.from({ length: EVENTS }, (_, id) => id),
    );
    expect(times.length).toBe(EVENTS + refused);
    expect(mostWithin(1_000, times)).toBeLessThanOrEqual(RATE);
    expect([...outcomes].every((outcome) => outcome === 'delivered' || outcome === 'retried')).toBe(true);
  }));
