/** Computes something, or opens it, when it is first asked for, then keeps it: of a promise also that it failed. */
export function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}
