import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';

/** A metric of one set of dimensions, over all lines that were read. */
export interface MetricSum {
  readonly namespace: string;
  readonly name: string;
  /** Dimension → value. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch's, such as `Count` or `Milliseconds`. */
  readonly unit?: string;
  readonly sum: number;
  /** How many values it is the sum of. */
  readonly samples: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The metrics in log lines of CloudWatch's embedded metric format, summed by name space, name and dimensions; lines
 * without metrics are passed over. A metric with several sets of dimensions is in each of them, as in CloudWatch.
 * @example metricsOf(lines).find(({ name }) => name === 'Processed')?.sum
 */
export function metricsOf(lines: readonly string[]): readonly MetricSum[] {
  const sums = new Map<string, MetricSum>();
  for (const line of lines) {
    const document = readLine(line);
    if (document === undefined) continue;
    for (const directive of objectsIn(document['_aws'], 'CloudWatchMetrics'))
      addAll(directive, document, sums);
  }
  return [...sums.values()];
}

/** One value of a metric in a log line. */
export interface EmbeddedValue {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit?: string;
  readonly value: number;
  /** Epoch milliseconds; undefined where the line says none. */
  readonly at?: number;
}

/** The values of metrics in one log line, each in each set of dimensions. */
export function embeddedValues(line: string): readonly EmbeddedValue[] {
  const document = readLine(line);
  if (document === undefined) return [];
  const { _aws: aws } = document;
  const at = isJsonObject(aws) ? aws['Timestamp'] : undefined;
  return objectsIn(aws, 'CloudWatchMetrics').flatMap((directive) =>
    [...valuesIn(directive, document)].map((value) => (typeof at === 'number' ? { ...value, at } : value)),
  );
}

function readLine(line: string): JsonObject | undefined {
  // Cheaper than parsing every line of a log.
  if (!line.includes('"_aws"')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function objectsIn(value: JsonValue | undefined, member: string): readonly JsonObject[] {
  const list = isJsonObject(value) ? value[member] : undefined;
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function addAll(directive: JsonObject, document: JsonObject, sums: Map<string, MetricSum>): void {
  for (const { value, ...metric } of valuesIn(directive, document)) {
    const { namespace, name, dimensions } = metric;
    const key = JSON.stringify([namespace, name, ...Object.entries(dimensions).sort()]);
    const before = sums.get(key);
    sums.set(key, {
      ...metric,
      sum: (before?.sum ?? 0) + value,
      samples: (before?.samples ?? 0) + 1,
      min: Math.min(before?.min ?? value, value),
      max: Math.max(before?.max ?? value, value),
    });
  }
}

function* valuesIn(directive: JsonObject, document: JsonObject): Generator<EmbeddedValue> {
  const namespace = String(directive['Namespace'] ?? '');
  for (const set of dimensionSets(directive['Dimensions'])) {
    const dimensions = Object.fromEntries(set.map((name) => [name, String(document[name] ?? '')]));
    for (const metric of objectsIn(directive, 'Metrics')) {
      const name = String(metric['Name'] ?? '');
      const unit = metric['Unit'];
      for (const value of numbersOf(document[name]))
        yield { namespace, name, dimensions, ...(typeof unit === 'string' ? { unit } : {}), value };
    }
  }
}

/** Without any, the metric stands alone. */
function dimensionSets(value: JsonValue | undefined): readonly (readonly string[])[] {
  if (!Array.isArray(value) || value.length === 0) return [[]];
  return value.map((set: JsonValue) => (Array.isArray(set) ? set.map(String) : []));
}

function numbersOf(value: JsonValue | undefined): readonly number[] {
  const values: readonly JsonValue[] = Array.isArray(value) ? value : [value ?? null];
  return values.filter((each) => typeof each === 'number');
}
