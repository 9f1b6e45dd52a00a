/** The Date of an HTTP answer: AWS's clock, epoch ms in whole seconds. Undefined where it names none. */
export function dateOfAnswer(response: unknown): number | undefined {
  if (typeof response !== 'object' || response === null) return undefined;
  const headers: unknown = Reflect.get(response, 'headers');
  if (typeof headers !== 'object' || headers === null) return undefined;
  const date: unknown = Reflect.get(headers, 'date');
  const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
