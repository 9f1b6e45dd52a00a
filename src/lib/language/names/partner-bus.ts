/** The partner event source, and so the bus, of an integration: `aws.partner/genesys.com/cloud/<orgId>/<suffix>`. */
export function partnerBusName(organization: string, suffix: string): string {
  return `aws.partner/genesys.com/cloud/${organization}/${suffix}`;
}

/** The integration whose partner event bus a bus is; undefined for one of another kind. */
export function partnerOfBus(
  bus: string,
): { readonly organization: string; readonly suffix: string } | undefined {
  const [, organization, suffix] = /^aws\.partner\/genesys\.com\/cloud\/([^/]+)\/([^/]+)$/.exec(bus) ?? [];
  return organization === undefined || suffix === undefined ? undefined : { organization, suffix };
}
