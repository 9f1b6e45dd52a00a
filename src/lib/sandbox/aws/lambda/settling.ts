/** How long a change of a function or mapping is under way at most; it is over sooner, once it was read. */
const SETTLING_MILLISECONDS = 1_000;

/** Until when a change that begins now is under way. */
export function settlesAt(now: number): number {
  return now + SETTLING_MILLISECONDS;
}

/** Whether a change is under way. */
export function isUnsettled(
  record: { readonly unsettled?: { readonly until: number } },
  now: number,
): boolean {
  return record.unsettled !== undefined && now < record.unsettled.until;
}
