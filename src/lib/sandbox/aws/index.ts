import { LocalAws } from './cloud.js';
import type { AwsCloud, AwsCloudOptions } from './model.js';

export type * from './model.js';

/**
 * Makes a local AWS for one account that the unmodified SDKs, AWS's CLI and boto3 can talk to.
 * @example createAwsCloud({ account: '111122223333', region: 'eu-west-1', seed: { functions: [{ name: 'crm-sync' }] } })
 */
export function createAwsCloud(options: AwsCloudOptions): AwsCloud {
  return new LocalAws(options);
}
