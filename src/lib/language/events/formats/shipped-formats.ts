import { once } from '../../../base/once.js';
import { readPackageData } from '../../../base/package-data.js';
import { PARTNER_FORMAT, toEventFormat } from './event-format.js';
import type { EventFormat, FormatDefinition } from './model.js';

/** The formats of config/formats.json by name; `partner` is the first. */
export const shippedFormats: () => ReadonlyMap<string, EventFormat> = once(() => {
  const file: { readonly formats: Readonly<Record<string, FormatDefinition>> } = JSON.parse(
    readPackageData('formats.json'),
  );
  return new Map(
    Object.entries(file.formats).map(([name, definition]) => [name, toEventFormat(name, definition)]),
  );
});

/** The format that Genesys Cloud itself sends; that of a file that says nothing else. */
export function partnerFormat(): EventFormat {
  const format = shippedFormats().get(PARTNER_FORMAT);
  if (format === undefined) throw new Error('config/formats.json lacks the format partner');
  return format;
}
