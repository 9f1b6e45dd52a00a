/** A Genesys Cloud environment: its domain and the AWS region it runs in. */
export interface GenesysEnvironment {
  /** Domain, e.g. `mypurecloud.ie`; the API is at `api.`, the login at `login.` before it. */
  readonly environment: string;
  /** AWS region, e.g. `eu-west-1`. */
  readonly region: string;
}

/** All environments of Genesys Cloud (source: the region table of purecloud-platform-client-v2 262.0.0). */
export const GENESYS_ENVIRONMENTS: readonly GenesysEnvironment[] = [
  { environment: 'mypurecloud.com', region: 'us-east-1' },
  { environment: 'use2.us-gov-pure.cloud', region: 'us-east-2' },
  { environment: 'usw2.pure.cloud', region: 'us-west-2' },
  { environment: 'cac1.pure.cloud', region: 'ca-central-1' },
  { environment: 'sae1.pure.cloud', region: 'sa-east-1' },
  { environment: 'mxc1.pure.cloud', region: 'mx-central-1' },
  { environment: 'mypurecloud.ie', region: 'eu-west-1' },
  { environment: 'euw2.pure.cloud', region: 'eu-west-2' },
  { environment: 'mypurecloud.de', region: 'eu-central-1' },
  { environment: 'euc2.pure.cloud', region: 'eu-central-2' },
  { environment: 'edee1.eusc-pure.cloud', region: 'eusc-de-east-1' },
  { environment: 'mec1.pure.cloud', region: 'me-central-1' },
  { environment: 'aps1.pure.cloud', region: 'ap-south-1' },
  { environment: 'apse1.pure.cloud', region: 'ap-southeast-1' },
  { environment: 'mypurecloud.com.au', region: 'ap-southeast-2' },
  { environment: 'mypurecloud.jp', region: 'ap-northeast-1' },
  { environment: 'apne2.pure.cloud', region: 'ap-northeast-2' },
  { environment: 'apne3.pure.cloud', region: 'ap-northeast-3' },
];

/**
 * The environment that a person named by its domain (`mypurecloud.ie`, also with `api.`, `login.`, `apps.` or
 * `https://` before it) or by its AWS region (`eu-west-1`); undefined where there is none.
 * @example genesysEnvironment('eu-west-1') // { environment: 'mypurecloud.ie', region: 'eu-west-1' }
 */
export function genesysEnvironment(text: string): GenesysEnvironment | undefined {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/^(api|login|apps)\./, '');
  return GENESYS_ENVIRONMENTS.find(
    ({ environment, region }) => environment === name || region === name.replaceAll('_', '-'),
  );
}
