import type { Integration } from '../../../clients/genesys/model.js';
import type { Mark } from '../ownership/mark.js';

/**
 * The name that gcx gives to an integration it creates. Genesys's names are not unique, so it is no identity;
 * it only serves to find our own integration again where a crash came between creating and configuring it.
 */
export function integrationName(mark: Mark, suffix: string): string {
  return `gcx ${mark.project}/${mark.environment} (${suffix})`;
}

/** Whether an integration is of this identity: AWS account, region and suffix (facts: never by name). */
export function isOfIdentity(
  integration: Integration,
  identity: { readonly account: string; readonly region: string; readonly suffix: string },
): boolean {
  const { config } = integration;
  return (
    config !== undefined &&
    config.awsAccountId === identity.account &&
    config.awsAccountRegion === identity.region &&
    config.eventSourceSuffix === identity.suffix
  );
}

/** Whether an integration is one that gcx created for this mark but did not come to configure. */
export function isHalfMade(integration: Integration, mark: Mark, suffix: string): boolean {
  const suffixNow = integration.config?.eventSourceSuffix ?? '';
  return suffixNow === '' && integration.name === integrationName(mark, suffix);
}
