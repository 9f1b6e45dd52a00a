/** A part of a metric math expression. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  /** A query's id. */
  | { readonly kind: 'id'; readonly id: string }
  /** A word without brackets that a function takes, such as `REPEAT`. */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** Several time series, as in `SUM([m1, m2])`. */
  | { readonly kind: 'list'; readonly entries: readonly Expression[] }
  | { readonly kind: 'negated'; readonly value: Expression }
  | {
      readonly kind: 'operation';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** A time series: values by the beginning of their window, epoch milliseconds. */
export type Series = ReadonlyMap<number, number>;

/** What an expression comes to: a number, a time series, or several of them. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly values: Series }
  | { readonly kind: 'array'; readonly all: readonly Series[] };

/** Why an expression is none, in words that follow its id. */
export class MathFault extends Error {
  override readonly name = 'MathFault';
}
