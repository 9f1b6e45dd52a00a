/** What follows a processor's name in those of its alarms. */
const SUFFIXES = ['dead-letters', 'failures', 'oldest-message'] as const;

/** The names of a processor's alarms. */
export function alarmNames(base: string): readonly string[] {
  return SUFFIXES.map((suffix) => `${base}-${suffix}`);
}
