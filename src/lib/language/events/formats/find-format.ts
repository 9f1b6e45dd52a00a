import { GcxError } from '../../../base/gcx-error.js';
import { nearNames } from '../../../base/near-names.js';
import type { EventFormat } from './model.js';
import { shippedFormats } from './shipped-formats.js';

/** A format by its name: one of the file's, else one that gcx brings. */
export function findFormat(
  name: string,
  declared: Readonly<Record<string, EventFormat>> = {},
): EventFormat | undefined {
  return Object.hasOwn(declared, name) ? declared[name] : shippedFormats().get(name);
}

/**
 * The format that a command was given.
 * @throws GcxError with near ones where there is none of the name
 */
export function requireFormat(
  name: string,
  declared: Readonly<Record<string, EventFormat>> = {},
): EventFormat {
  const found = findFormat(name, declared);
  if (found !== undefined) return found;
  const names = [...new Set([...Object.keys(declared), ...shippedFormats().keys()])];
  const near = nearNames(name, names);
  throw new GcxError({
    code: 'unknown-format',
    what: `There is no event format "${name.slice(0, 100)}".`,
    fix: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${names.join(', ')}.`,
  });
}
