import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Config, loadConfig } from '../../../src/lib/language/config/index.js';
import { temporaryFolder } from '../sandbox/temporary-folder.js';

/** A file's text, loaded; the handlers that it may name lie beside it. */
export async function configOf(text: string, environment?: string): Promise<Config> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, '.genesysrc.yml'), text);
  for (const [, handler = ''] of text.matchAll(/handler: (\S+?\.ts)/g)) {
    mkdirSync(dirname(join(cwd, handler)), { recursive: true });
    writeFileSync(join(cwd, handler), 'export default async () => {};\n');
  }
  const { config } = await loadConfig({
    cwd,
    env: {},
    ...(environment === undefined ? {} : { environment }),
  });
  return config;
}
