import type { Aws } from './model.js';

/**
 * What time it is on AWS, or in the sandbox, whose clock can be ahead: what events and logs say of times is by that clock.
 * Epoch ms.
 * @param now of this machine
 */
export async function timeOnAws(aws: Pick<Aws, 'identity'>, now: () => number = Date.now): Promise<number> {
  return now() + (await aws.identity()).clockAheadMs;
}
