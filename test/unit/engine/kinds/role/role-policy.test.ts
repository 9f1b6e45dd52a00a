import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import { policyMove, rightsIn } from '../../../../../src/lib/engine/kinds/role/role-policy.js';

const some = (values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1 }).map((all) => (all.length === 1 ? (all[0] ?? '') : all));
const statement = fc.record({
  Effect: fc.constant('Allow'),
  Action: some(['kinesis:PutRecord', 'firehose:PutRecord', 'firehose:PutRecordBatch']),
  Resource: some(['arn:one', 'arn:two', 'arn:three']),
});
const policy = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement): JsonObject => ({ Version: '2012-10-17', Statement }));

describe('the move from one policy of a role to another', () => {
  it('lacks no right of either while it is made, and keeps none that is not wanted', () => {
    fc.assert(
      fc.property(policy, policy, (live, wanted) => {
        const { widened, narrows } = policyMove(live, wanted);
        const during = new Set(rightsIn(widened ?? live));
        for (const right of [...rightsIn(live), ...rightsIn(wanted)]) expect(during).toContain(right);
        if (!narrows) expect(during).toEqual(new Set(rightsIn(wanted)));
      }),
      { numRuns: 500 },
    );
  });

  it('is one call where rights only come, or only go', () => {
    const to = (...Resource: string[]): JsonObject => ({
      Version: '2012-10-17',
      Statement: [{ Sid: 'Send', Effect: 'Allow', Action: ['kinesis:PutRecord'], Resource }],
    });
    expect(policyMove(to('arn:one'), to('arn:one', 'arn:two'))).toEqual({
      narrows: false,
      widened: to('arn:one', 'arn:two'),
    });
    expect(policyMove(to('arn:one', 'arn:two'), to('arn:one'))).toEqual({ narrows: true });
    expect(policyMove(to('arn:one'), to('arn:one'))).toEqual({ narrows: false });
  });
});
