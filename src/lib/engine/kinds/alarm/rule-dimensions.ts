/**
 * The dimensions of a rule's metrics. A rule of another bus than `default` has both; with RuleName alone CloudWatch finds
 * nothing, without an error (measured on AWS, September 2026).
 */
export function ruleDimensions(bus: string, rule: string): Readonly<Record<string, string>> {
  return bus === 'default' ? { RuleName: rule } : { EventBusName: bus, RuleName: rule };
}
