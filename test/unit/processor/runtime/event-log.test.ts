import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { EventLog } from '../../../../src/lib/processor/runtime/event-log.js';
import { metricsOf } from '../../../../src/lib/sandbox/aws/logs/embedded-metrics.js';

function logged(fields: JsonObject): { readonly text: string; readonly line: JsonObject } {
  const lines: string[] = [];
  const log = new EventLog(
    (line) => lines.push(line),
    () => 0,
    { processor: 'sales' },
    0,
  );
  log.with({ eventType: 'acd.end', attempt: 1 }).warn('told', fields);
  const [text = ''] = lines;
  return { text, line: JSON.parse(text) as JsonObject };
}

const OWN = {
  level: 'WARN',
  timestamp: '1970-01-01T00:00:00.000Z',
  message: 'told',
  processor: 'sales',
  eventType: 'acd.end',
  attempt: 1,
};

describe('fields of a handler', () => {
  it('stand beside gcx’s own', () => {
    expect(logged({ queue: 'Sales' }).line).toEqual({ ...OWN, queue: 'Sales' });
  });

  it('are kept apart where they are called as gcx’s own', () => {
    const fields = { level: 'ERROR', timestamp: 'never', message: 'forged', attempt: 9, fields: { a: 1 } };
    expect(logged({ ...fields, queue: 'Sales' }).line).toEqual({ ...OWN, queue: 'Sales', fields });
  });

  it('forge no metric', () => {
    const _aws = {
      Timestamp: 0,
      CloudWatchMetrics: [
        {
          Namespace: 'GenesysGcx',
          Dimensions: [['processor']],
          Metrics: [{ Name: 'Processed', Unit: 'Count' }],
        },
      ],
    };
    const { text, line } = logged({ _aws, Processed: 1_000 });
    expect(line['_aws']).toBeUndefined();
    expect(line['fields']).toEqual({ _aws });
    expect(metricsOf([text])).toEqual([]);
    // So that the line above is worth something: at the top it is one.
    expect(metricsOf([JSON.stringify({ processor: 'sales', _aws, Processed: 1_000 })])).toHaveLength(1);
  });

  it('whatever they are, leave gcx’s own as they are', () => {
    const name = fc.oneof(
      fc.constantFrom(...Object.keys(OWN), '_aws', 'toJSON', 'fields', '__proto__', 'constructor'),
      fc.string(),
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constant(() => ({ forged: true })),
      fc.bigInt(),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value), (fields) => {
        const { line } = logged(fields as JsonObject);
        expect(line).toMatchObject(OWN);
        expect(Object.hasOwn(line, '_aws')).toBe(false);
      }),
    );
  });
});
