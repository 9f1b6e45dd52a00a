/** A decimal number as sign, significant digits and a power of ten: value = ±0.digits × 10^exponent. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/**
 * The double that EventBridge compares a JSON number by, or undefined where no double has exactly that value
 * (as Java's `BigDecimal.valueOf(double)` sees it): such a number only equals itself as it is spelled.
 * @param text a JSON number as it is spelled
 */
export function comparableNumber(text: string): number | undefined {
  const value = Number(text);
  // Fifteen digits always survive the way to a double and back.
  if (text.length <= 15 && !text.includes('e') && !text.includes('E')) return value + 0;
  if (!Number.isFinite(value)) return undefined;
  const written = decimalOf(text);
  const shortest = decimalOf(String(value));
  // Java writes two digits at least: the least double is 4.9E-324 there, and 5e-324 is no exact double.
  const kept = shortest.digits.length === 1 ? decimalOf(value.toPrecision(2)) : shortest;
  const same =
    written.negative === kept.negative &&
    written.digits === kept.digits &&
    written.exponent === kept.exponent;
  return same ? value + 0 : undefined;
}

function decimalOf(text: string): Decimal {
  const negative = text.startsWith('-');
  const mantissaStart = negative ? 1 : 0;
  const exponentAt = text.search(/[eE]/);
  const mantissa = text.slice(mantissaStart, exponentAt === -1 ? text.length : exponentAt);
  const power = exponentAt === -1 ? 0 : Number(text.slice(exponentAt + 1));
  const point = mantissa.indexOf('.');
  const all = point === -1 ? mantissa : mantissa.slice(0, point) + mantissa.slice(point + 1);
  let first = 0;
  while (all[first] === '0') first++;
  let last = all.length;
  while (last > first && all[last - 1] === '0') last--;
  if (first === last) return { negative: false, digits: '', exponent: 0 };
  const exponent = (point === -1 ? mantissa.length : point) - first + power;
  return { negative, digits: all.slice(first, last), exponent };
}
