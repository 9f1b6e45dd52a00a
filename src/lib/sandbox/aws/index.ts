import type { SandboxRequest } from '../http.js';
import { LocalAws } from './cloud.js';
import type { AwsCall, AwsCloud, AwsCloudOptions } from './model.js';
import { identify } from './protocols/identify.js';

export { refuseStranger } from './authenticate.js';
export type * from './model.js';

/**
 * Makes a local AWS for one account that the unmodified SDKs, AWS's CLI and boto3 can talk to.
 * @example createAwsCloud({ account: '111122223333', region: 'eu-west-1', seed: { functions: [{ name: 'crm-sync' }] } })
 */
export function createAwsCloud(options: AwsCloudOptions): AwsCloud {
  return new LocalAws(options);
}

/** Which call of AWS a request is, as far as it says. */
export function awsCallOf(request: SandboxRequest): AwsCall {
  const { service, action, write } = identify(request);
  return { service, action, write };
}
