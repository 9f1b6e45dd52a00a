import { GcxError } from '../../../base/gcx-error.js';
import { meantName } from '../../../base/name-difference.js';
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
  throw new GcxError({
    code: 'unknown-format',
    what: `There is no event format "${name.slice(0, 100)}".`,
    fix: meantName(name, names, `There are ${names.join(', ')}.`),
  });
}
