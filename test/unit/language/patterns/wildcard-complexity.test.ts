import { describe, expect, it } from 'vitest';
import {
  InvalidPattern,
  parsePattern,
  wildcardComplexity,
} from '../../../../src/lib/language/patterns/index.js';

describe('the complexity of wildcards', () => {
  it.each([
    // Each counted by hand: the most beginnings, quotes included, that one value fits at once.
    [['abc'], 1],
    [['*'], 2],
    [['*ab'], 2],
    [['*aa'], 3],
    [['a*bb'], 3],
    [['a*bbb'], 4],
    [['*ab*ad'], 4],
    [['*ab*b*b*'], 7],
    [['/Users/*/dir/dir/dir/dir/dir/doc.txt'], 7],
    [['arn:aws:events:us-east-1:*:event-bus/*'], 3],
    [['a*bb', 'x*yy'], 3],
    [['ab*cd', 'ab*wx', 'ab*yz'], 6],
  ])('of %j is %i', (texts, complexity) => {
    expect(wildcardComplexity(texts.map((text) => [text]))).toBe(complexity);
  });

  it('counts a beginning that the texts of one anything-but share once', () => {
    expect(wildcardComplexity([['ab*cd', 'ab*wx', 'ab*yz']])).toBe(2);
  });

  it('refuses what EventBridge refused, and accepts what it accepted', () => {
    const pattern = (wildcard: string) => JSON.stringify({ a: [{ wildcard }] });
    expect(() => parsePattern(pattern('*:*:*:*:*:event-bus/*'))).toThrow(InvalidPattern);
    expect(() => parsePattern(pattern('/Users/*/dir/dir/dir/dir/dir/doc.txt'))).not.toThrow();
    expect(() => parsePattern(pattern('v2.detail.events.conversation.*.acd.end'))).not.toThrow();
  });
});
