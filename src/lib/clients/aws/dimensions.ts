import type { Dimension } from '@aws-sdk/client-cloudwatch';

/** Dimensions of a metric of CloudWatch, by name. */
type Dimensions = Readonly<Record<string, string>>;

/** Dimensions as CloudWatch takes them. */
export function dimensionsToAws(dimensions: Dimensions): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

/** Dimensions as CloudWatch answers them. */
export function dimensionsFromAws(dimensions: readonly Dimension[] = []): Dimensions {
  return Object.fromEntries(
    dimensions.flatMap(({ Name, Value }) => (Name === undefined ? [] : [[Name, Value ?? '']])),
  );
}

/**
 * The dimensions of a rule's metrics. A rule of another bus than `default` has both; with RuleName alone CloudWatch finds
 * nothing, without an error (measured on AWS, September 2026).
 */
export function ruleDimensions(bus: string, rule: string): Readonly<Record<string, string>> {
  return bus === 'default' ? { RuleName: rule } : { EventBusName: bus, RuleName: rule };
}
