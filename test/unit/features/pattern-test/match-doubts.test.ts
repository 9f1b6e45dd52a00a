import { describe, expect, test } from 'vitest';
import { matchDoubtsLines } from '../../../../src/lib/cli/render/match-doubts-text.js';
import { matchDoubts } from '../../../../src/lib/features/pattern-test/match-doubts.js';
import { patternMeaning } from '../../../../src/lib/features/rules/explain-subject.js';
import { busEvents } from '../../../../src/lib/language/can-match/index.js';

const partner = busEvents({ bus: 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod' });

describe('what gcx rule explain says against a pattern', () => {
  test('of a rule on the bus', () => {
    const doubts = matchDoubts('{"source":["genesyscloud"]}', partner);
    expect(doubts).toMatchObject({ kind: 'never', reasons: [{ path: 'source' }] });
    const text = doubts === undefined ? '' : matchDoubtsLines(doubts, '  ').join('\n');
    expect(text).toMatch(/^ {2}It can never match: On this bus source is always/);
    expect(matchDoubts('{"source":[{"prefix":"aws.partner/"}]}', partner)).toBeUndefined();
    expect(matchDoubts('{"region":["eu-west-1"],"account":[5,"111122223333"]}', partner)?.kind).toBe(
      'in-part',
    );
    expect(matchDoubts('not a pattern', partner)).toBeUndefined();
  });

  test('of a pattern alone, whose bus nobody knows', async () => {
    expect(await patternMeaning('{"detailType":["x"]}')).toMatchObject({
      doubts: { kind: 'never', reasons: [{ cure: 'Write "detail-type".' }] },
    });
    expect(await patternMeaning('{"source":["genesyscloud"]}')).not.toHaveProperty('doubts');
  });
});
