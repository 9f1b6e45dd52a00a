import { createHash } from 'node:crypto';
import { isJsonObject } from '../../base/json.js';
import type { BundledModule } from './model.js';
import { fileOfZip } from './zip.js';

/** Name within the zip of the processor's settings. */
export const SETTINGS_FILE = 'settings.json';

/** Path under which the settings, which follow from the configuration file and its queues, are among the modules. */
export const SETTINGS_MODULE = 'genesys-gcx/settings.json';

/** Name within the zip of the list of modules. */
export const MODULES_FILE = 'modules.json';

/** The modules as the zip holds them. */
export function modulesText(modules: readonly BundledModule[]): string {
  return `${JSON.stringify({ schemaVersion: 1, modules })}\n`;
}

/** The modules of a zip that gcx made; undefined for any other zip. */
export async function readModules(zip: Uint8Array): Promise<readonly BundledModule[] | undefined> {
  const text = await fileOfZip(zip, MODULES_FILE);
  return text === undefined ? undefined : parseModules(text);
}

/** What tells a module's source from an earlier one: its SHA-256, 16 hexadecimal characters. Line ends do not count. */
export function digestOf(source: string | Uint8Array): string {
  const text = Buffer.from(source).toString('latin1');
  return createHash('sha256').update(text.replaceAll('\r\n', '\n'), 'latin1').digest('hex').slice(0, 16);
}

function parseModules(text: string): readonly BundledModule[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const modules = isJsonObject(document) ? document['modules'] : undefined;
  return Array.isArray(modules) && modules.every(isModule) ? modules : undefined;
}

function isModule(value: unknown): value is BundledModule {
  return (
    isJsonObject(value) &&
    typeof value['path'] === 'string' &&
    typeof value['bytes'] === 'number' &&
    typeof value['digest'] === 'string'
  );
}
