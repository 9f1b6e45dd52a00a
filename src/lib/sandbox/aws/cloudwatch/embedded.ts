import { embeddedValues } from '../logs/embedded-metrics.js';
import type { LogLine } from '../logs/log-line.js';
import { type Measured, measure } from './measure.js';

/** CloudWatch takes no dimension without a value. */
function isWhole(dimensions: Readonly<Record<string, string>>): boolean {
  return Object.values(dimensions).every((value) => value !== '');
}

/** Notes the metrics in lines of a log, whoever wrote them (embedded metric format). */
export function measureEmbedded(lines: readonly LogLine[], context: Measured): void {
  for (const { time, message } of lines)
    for (const { unit = 'None', at = time, ...value } of embeddedValues(message))
      if (isWhole(value.dimensions)) measure(context, { ...value, unit, at });
}
