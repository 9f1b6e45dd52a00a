/** The partner event source, and so the bus, of an integration: `aws.partner/genesys.com/cloud/<orgId>/<suffix>`. */
export function partnerBusName(organization: string, suffix: string): string {
  return `aws.partner/genesys.com/cloud/${organization}/${suffix}`;
}
