import { AwsCallError } from '../../clients/aws/index.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import { holderText } from './lease-errors.js';
import { leasePlace } from './lease-place.js';
import { holderOf, readStanding } from './lease-standing.js';

/**
 * Who is changing the pipe of a file right now, in a sentence, or that these credentials may not see it; undefined where nobody
 * is, or where it cannot be read otherwise: reading commands need no right to it.
 */
export async function whoHolds(config: Config, aws: Aws): Promise<string | undefined> {
  if (config.lease === 'none') return undefined;
  const { parameter, what } = leasePlace(config);
  try {
    const standing = await readStanding(aws.parameters, parameter);
    if (standing.state !== 'held') return undefined;
    return `${holderText(holderOf(standing))} is changing ${what} right now: this may be outdated in a moment.`;
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    return error.report.code === 'aws-access-denied'
      ? `Whether somebody else is changing ${what} is not known: that needs ssm:GetParameter on parameter ${parameter}, which these credentials are not allowed.`
      : undefined;
  }
}
