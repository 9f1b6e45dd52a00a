/** Whole days in a time in ms. */
export function daysOf(milliseconds: number): number {
  return Math.floor(milliseconds / 86_400_000);
}
