import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { AwsError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import { integer, objects, text } from '../input.js';
import type { MetricName } from './series.js';

/** Names and values of dimensions of a metric. */
const DIMENSIONS = 30;
const SIZES = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'] as const;
const BITS = ['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits'] as const;
/** CloudWatch's units (API reference, StandardUnit). */
const UNITS: readonly string[] = [
  ...['Seconds', 'Microseconds', 'Milliseconds', ...SIZES, ...BITS, 'Percent', 'Count'],
  ...[...SIZES, ...BITS, 'Count'].map((unit) => `${unit}/Second`),
  'None',
];

/** CloudWatch's answer to a wrong value. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

/** CloudWatch's answer where the model itself refuses a value. */
export function validationFault(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** CloudWatch's answer where something is missing. */
export function missingParameter(parameter: string): AwsError {
  return validationFault(`The parameter ${parameter} is required.`);
}

/** CloudWatch's words where two things exclude each other (recorded for PutMetricData). */
export function exclusive(first: string, second: string): string {
  return `The parameters ${first} and ${second} are mutually exclusive and you have specified both.`;
}

/** A text that must be there. @param path What the message calls it. @throws AwsError */
export function requiredText(input: JsonObject, name: string, path = name): string {
  const value = text(input, name);
  if (value === undefined || value === '') throw missingParameter(path);
  return value;
}

/** A time in epoch milliseconds: AWS JSON writes seconds, the query protocol ISO 8601. @throws AwsError */
export function instant(input: JsonObject, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  const seconds = typeof value === 'number' ? value : Number(value);
  const time = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(String(value));
  if (!Number.isFinite(time)) throw new AwsError('SerializationException', `${name} must be a timestamp.`);
  return time;
}

/** As {@link instant}, for a time that must be there. @throws AwsError */
export function requiredInstant(input: JsonObject, name: string): number {
  const time = instant(input, name);
  if (time === undefined) throw missingParameter(name);
  return time;
}

/** Seconds that a window is long: 1, 5, 10, 20, 30 or whole minutes. @throws AwsError */
export function periodOf(input: JsonObject, path: string): number {
  const period = integer(input, 'Period');
  if (period === undefined) throw missingParameter(path);
  if ([1, 5, 10, 20, 30].includes(period) || (period >= 60 && period % 60 === 0)) return period;
  throw validationFault(`The parameter ${path} must be 1, 5, 10, 20, 30, or a multiple of 60.`);
}

/** A unit; undefined where it is of no account. @throws AwsError where it is none */
export function unitOf(input: JsonObject): string | undefined {
  const unit = text(input, 'Unit');
  new Constraints().text('unit', unit, { oneOf: UNITS }).check(validationFault);
  return unit;
}

/** Which metric an input names. @param path What the message calls the input, with a dot at its end. @throws AwsError */
export function metricOf(input: JsonObject, path = ''): MetricName {
  const namespace = requiredText(input, 'Namespace', `${path}Namespace`);
  new Constraints()
    .text('namespace', namespace, { max: Limits.metricNamespaceCharacters, pattern: '[^:].*' })
    .check(validationFault);
  return {
    namespace,
    name: requiredText(input, 'MetricName', `${path}MetricName`),
    dimensions: dimensionsOf(input, path),
  };
}

function dimensionsOf(input: JsonObject, path: string): MetricName['dimensions'] {
  const given = objects(input, 'Dimensions');
  if (given.length > DIMENSIONS)
    throw validationFault(
      `The collection ${path}Dimensions must not have a size greater than ${DIMENSIONS}.`,
    );
  return given.map((entry, index) => {
    const each = `${path}Dimensions.member.${index + 1}.`;
    return [
      requiredText(entry, 'Name', `${each}Name`),
      requiredText(entry, 'Value', `${each}Value`),
    ] as const;
  });
}
