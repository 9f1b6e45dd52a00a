import type { ReasonKind } from './explanation.js';

/**
 * The order in which reasons are worth reading: first what makes the pattern miss every such event (where it reads the
 * wrong place before what it wants there), then how this event differs from what is meant.
 */
const order: readonly ReasonKind[] = [
  'source-format',
  'detail-type-real-id',
  'detail-type-name',
  'key-case',
  'wildcard-as-exact',
  'star-in-affix',
  'value-case',
  'white-space',
  'number-as-text',
  'text-as-number',
  'word-as-text',
  'text-as-word',
  'queue-name-for-id',
  'unit',
  'object-not-value',
  'value-not-object',
  'wrong-place',
  'key-spelling',
  'never-carried',
  'text-test-on-number',
  'number-test-on-text',
  'unknown-value',
  'null-for-missing',
  'missing-for-null',
  'other-source',
  'other-event-type',
  'array-elements',
  'part-of-value',
  'other-queue',
  'anything-but-missing',
  'empty-array',
  'null-value',
  'excluded-value',
  'present',
  'out-of-range',
  'not-an-address',
  'different-value',
  'missing',
];

const weights: ReadonlyMap<ReasonKind, number> = new Map(order.map((kind, at) => [kind, at]));

/** The place of a kind in the order: the lower, the better it explains. */
export function weightOf(kind: ReasonKind): number {
  return weights.get(kind) ?? order.length;
}
