/** Above this a number is milliseconds since 1970, below it seconds: 100,000,000,000 s is the year 5138, as ms 1973. */
const LEAST_MILLISECONDS = 1e11;

/** The time that an event tells, as ISO text or as epoch in ms or s; undefined where it is not a time. */
export function readTime(told: string | number): number | undefined {
  if (told === '') return undefined;
  const number = Number(told);
  if (Number.isNaN(number)) {
    const time = Date.parse(String(told));
    return Number.isNaN(time) ? undefined : time;
  }
  if (!Number.isFinite(number) || number < 0) return undefined;
  return number < LEAST_MILLISECONDS ? number * 1000 : number;
}
