import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject } from '../../base/json.js';

/**
 * What tells a saved plan that is as gcx wrote it from any other: SHA-256 (hex) over all of it but the seal itself,
 * whatever the order of keys and the white space. It finds damage and edits; it is no signature, as anybody can make
 * one: that a plan does what it was looked at for, its digest sees to.
 */
export function sealOf({ seal: _, ...document }: JsonObject): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}
