/**
 * IP addresses as EventBridge reads them (event-ruler's CIDR class on top of Java's InetAddress), written as upper-case
 * hexadecimal: 8 digits for IPv4, 32 for IPv6, so that text order is address order.
 */

const ipv4Form = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const ipv6Form = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;
const hexDigit = /^[0-9A-F]$/;
const mappedIpv4 = '00000000000000000000FFFF';

/** A range of addresses, both ends included. */
export interface AddressRange {
  readonly low: string;
  readonly high: string;
}

/** The address as hexadecimal digits, or undefined where the text is no IP address. */
export function ipAddress(text: string): string | undefined {
  // Every address starts with a hexadecimal digit or a colon; most other texts are told apart by that alone.
  const first = text.charCodeAt(0);
  if (
    !(
      (first >= 0x30 && first <= 0x3a) ||
      (first >= 0x41 && first <= 0x46) ||
      (first >= 0x61 && first <= 0x66)
    )
  )
    return undefined;
  // No address is that long; Java reads groups with any number of leading zeros, hence the room.
  if (text.length > 256) return undefined;
  if (ipv4Form.test(text)) return ipv4(text);
  if (ipv6Form.test(text)) return ipv6(text);
  return undefined;
}

/** Whether the text has the form of an address, even if its parts are out of range. */
function looksLikeIpAddress(text: string): boolean {
  return ipv4Form.test(text) || ipv6Form.test(text);
}

/**
 * The addresses of a CIDR block.
 * @throws Error with event-ruler's message where it is none; /32 and /128 are refused.
 */
export function cidrRange(cidr: string): AddressRange {
  const parts = cidr.split('/');
  // Java's split drops empty parts at the end.
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  const [address, mask] = parts;
  if (parts.length !== 2 || address === undefined || mask === undefined) {
    throw new Error("Malformed CIDR, one '/' required");
  }
  const bits = /^[+-]?[0-9]+$/.test(mask) ? Number(mask) : Number.NaN;
  if (!(bits >= -(2 ** 31) && bits < 2 ** 31))
    throw new Error('Malformed CIDR, mask bits must be an integer');
  if (bits < 0) throw new Error('Malformed CIDR, mask bits must not be negative');
  const digits = ipAddress(address);
  if (digits === undefined) {
    throw new Error(`${looksLikeIpAddress(address) ? 'Invalid' : 'Nonstandard'} IP address: ${address}`);
  }
  if (digits.length === 8 && bits > 31) throw new Error('IPv4 mask bits must be < 32');
  if (bits > 127) throw new Error('IPv6 mask bits must be < 128');
  const width = digits.length * 4;
  const free = (1n << BigInt(width - bits)) - 1n;
  const value = BigInt(`0x${digits}`);
  return { low: toHex(value & ~free, digits.length), high: toHex(value | free, digits.length) };
}

/**
 * Whether digits are in a range. event-ruler goes digit by digit and decides at the first one that settles the matter,
 * so an address of the other version, and even a number, is compared by its leading digits: 32.1.0.0/16 holds
 * 2001:db8::1.
 */
export function isInRange(digits: string, { low, high }: AddressRange): boolean {
  let onLow = true;
  let onHigh = true;
  for (let at = 0; at < low.length; at++) {
    const digit = digits.charAt(at);
    if (!hexDigit.test(digit) || (onLow && digit < low.charAt(at)) || (onHigh && digit > high.charAt(at)))
      return false;
    onLow &&= digit === low.charAt(at);
    onHigh &&= digit === high.charAt(at);
    if (!onLow && !onHigh) return true;
  }
  return true;
}

/** Whether digits equal the address of a pattern, with the same rule for other digits as {@link isInRange}. */
export function isSameAddress(digits: string, wanted: string): boolean {
  return digits.startsWith(wanted);
}

function toHex(value: bigint, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

function ipv4(text: string): string | undefined {
  if (text.length > 15) return undefined;
  let digits = '';
  for (const part of text.split('.')) {
    const value = Number(part);
    if (value > 255) return undefined;
    digits += value.toString(16).toUpperCase().padStart(2, '0');
  }
  return digits;
}

function ipv6(text: string): string | undefined {
  if (text.length < 2) return undefined;
  const gap = text.indexOf('::');
  if (gap !== -1 && text.indexOf('::', gap + 1) !== -1) return undefined;
  const head = groups(gap === -1 ? text : text.slice(0, gap));
  const tail = groups(gap === -1 ? '' : text.slice(gap + 2));
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (gap === -1 ? missing !== 0 : missing < 1) return undefined;
  const digits = [...head, ...new Array<string>(missing).fill('0000'), ...tail].join('');
  // Java turns an IPv4-mapped address into the IPv4 one.
  return digits.startsWith(mappedIpv4) ? digits.slice(mappedIpv4.length) : digits;
}

function groups(text: string): string[] | undefined {
  if (text === '') return [];
  const found: string[] = [];
  for (const part of text.split(':')) {
    const value = Number.parseInt(part, 16);
    if (!/^[0-9a-fA-F]+$/.test(part) || value > 0xffff) return undefined;
    found.push(toHex(BigInt(value), 4));
  }
  return found;
}
