import { describe, expect, it } from 'vitest';
import {
  describe as describePattern,
  explain,
  parsePattern,
  readEvent,
} from '../../../../src/lib/language/patterns/index.js';

const explained = (pattern: object, event: object) =>
  explain(parsePattern(JSON.stringify(pattern)), readEvent(JSON.stringify(event)));

describe('explain', () => {
  it('shows each condition with what it wants and what the event has', () => {
    const { matches, clauses, reasons } = explained(
      { a: ['x', { prefix: 'y' }], b: { c: [{ numeric: ['>', 0, '<=', 5] }] }, d: [{ exists: false }] },
      { a: ['z', 'yes'], b: { c: 5 } },
    );
    expect(matches).toBe(true);
    expect(reasons).toEqual([]);
    expect(clauses).toEqual([
      { path: 'a', wants: '"x" or text starting with "y"', has: '"z" and "yes"', holds: true },
      { path: 'b.c', wants: 'a number > 0 and <= 5', has: '5', holds: true },
      { path: 'd', wants: 'the field to be missing', has: 'no such field', holds: true },
    ]);
  });

  it('shows every branch of a $or, and gives the reasons of the nearest', () => {
    const { clauses, reasons } = explained(
      { $or: [{ a: [1], b: [1] }, { c: [1] }, { d: ['x'] }] },
      { a: 2, b: 2, c: '1', d: 'y' },
    );
    expect(clauses).toMatchObject([
      {
        holds: false,
        anyOf: [
          { holds: false, clauses: [{ path: 'a' }, { path: 'b' }] },
          { holds: false, clauses: [{ path: 'c', has: '"1"' }] },
          { holds: false, clauses: [{ path: 'd' }] },
        ],
      },
    ]);
    expect(reasons.map(({ kind, path }) => ({ kind, path }))).toEqual([
      { kind: 'text-as-number', path: 'c' },
    ]);
  });

  it('gives one reason for conditions that share a mistake', () => {
    const { reasons } = explained({ Detail: { x: [1], y: [1], z: [1] } }, { detail: { x: 1, y: 1, z: 1 } });
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatchObject({
      kind: 'key-case',
      path: 'Detail.x',
      alsoPaths: ['Detail.y', 'Detail.z'],
    });
  });

  it('puts what can never match before what this event lacks', () => {
    const { reasons } = explained({ a: ['X'], b: ['1'], c: [2] }, { a: 'y', b: 1, c: 3 });
    expect(reasons.map(({ kind }) => kind)).toEqual(['number-as-text', 'different-value', 'different-value']);
  });

  it('tells that a field which must be missing is there, in the elements of an array too', () => {
    const { clauses, reasons } = explained(
      { a: { x: [{ exists: false }], y: [1] } },
      { a: [{ x: 5 }, { y: 1 }] },
    );
    expect(clauses).toMatchObject([{ holds: false }, { holds: true }]);
    expect(reasons).toMatchObject([{ kind: 'present', path: 'a.x' }]);
    expect(explained({ a: { x: [1], y: [{ exists: false }] } }, { a: [{ x: 1 }, { y: 5 }] }).matches).toBe(
      true,
    );
  });

  it('names the elements in which conditions hold apart', () => {
    const { reasons } = explained(
      { list: { name: ['scopes'], value: ['x'] }, other: [1] },
      { list: [{ name: 'scopes' }, { value: 'x' }], other: 1 },
    );
    expect(reasons).toMatchObject([{ kind: 'array-elements', path: 'list.name', alsoPaths: ['list.value'] }]);
    expect(reasons[0]?.message).toContain('list.name in list[0], list.value in list[1]');
  });

  it('uses what is known, and does without', () => {
    const pattern = parsePattern('{"queueId": ["5affb229-7631-4992-b0ce-583505c6af07"]}');
    const event = readEvent('{"queueId": "9c21e0b4-1111-4222-8333-444455556666"}');
    const names: Record<string, string> = {
      '5affb229-7631-4992-b0ce-583505c6af07': 'Sales',
      '9c21e0b4-1111-4222-8333-444455556666': 'Billing',
    };
    const known = explain(pattern, event, { queueName: (id) => names[id] });
    expect(known.reasons[0]?.message).toBe('The event is about Billing (9c21e0b4), not Sales (5affb229).');
    expect(known.clauses).toMatchObject([{ wants: 'Sales (5affb229)', has: 'Billing (9c21e0b4)' }]);
    expect(explain(pattern, event).reasons[0]?.message).toBe(
      'The event is about another queue (9c21e0b4), not the queue 5affb229.',
    );
  });
});

describe('describe', () => {
  it('says what a pattern means', () => {
    const pattern = {
      'detail-type': ['a', 'b'],
      detail: {
        x: [{ 'anything-but': { prefix: ['p', 'q'] } }],
        $or: [{ y: [{ exists: true }] }, { z: [null, { cidr: '10.0.0.0/8' }], w: [{ exists: false }] }],
      },
    };
    expect(describePattern(parsePattern(JSON.stringify(pattern))).split('\n')).toEqual([
      'All of:',
      '  detail-type is "a" or "b"',
      '  detail.x is anything but text starting with "p" or "q"',
      '  at least one of:',
      '    - detail.y has a value',
      '    - detail.z is null or an IP address in 10.0.0.0/8',
      '      detail.w is missing',
    ]);
  });
});
