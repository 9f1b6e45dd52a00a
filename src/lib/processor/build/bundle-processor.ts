import { createHash } from 'node:crypto';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { Limits } from '../../base/limits.js';
import type { ProcessorTarget } from '../../language/config/model.js';
import type { ProcessorSettings } from '../contract/settings.js';
import { type BuiltCode, buildCode } from './build-code.js';
import { checkHandler } from './check-handler.js';
import type { ProcessorBundle } from './model.js';
import { digestOf, MODULES_FILE, modulesText, SETTINGS_FILE, SETTINGS_MODULE } from './module-list.js';
import { zipOf } from './zip.js';

/** What a processor's bundle is made from. */
export interface BundleRequest {
  /** Folder of the configuration file: what `handler` is relative to. */
  readonly folder: string;
  readonly target: Pick<ProcessorTarget, 'name' | 'handler'>;
  readonly settings: ProcessorSettings;
}

/**
 * Bundles a handler with gcx's runtime and all packages that it uses. The same files, settings and gcx give the same
 * bytes, wherever they lie. Nothing of it is run.
 * @param codeOf makes the code, in which no settings are
 * @throws GcxError where the handler is missing, cannot be built, or is too big for Lambda
 */
export async function bundleProcessor(
  { folder, target, settings }: BundleRequest,
  codeOf: (folder: string, target: BundleRequest['target']) => Promise<BuiltCode> = buildCode,
): Promise<ProcessorBundle> {
  await checkHandler(folder, target);
  const { files, modules: ofCode } = await codeOf(folder, target);
  const settingsText = `${JSON.stringify(settings)}\n`;
  const modules = [
    ...ofCode,
    { path: SETTINGS_MODULE, bytes: Buffer.byteLength(settingsText), digest: digestOf(settingsText) },
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const zip = await zipOf(
    new Map([
      ...files,
      [SETTINGS_FILE, Buffer.from(settingsText)],
      [MODULES_FILE, Buffer.from(modulesText(modules))],
    ]),
  );
  if (zip.byteLength > Limits.lambdaZipBytes) throw tooBig(target, zip.byteLength);
  const codeSha256 = createHash('sha256').update(zip).digest('base64');
  return { processor: target.name, zip, codeSha256, handler: 'index.handler', modules };
}

function tooBig({ name, handler }: BundleRequest['target'], bytes: number): GcxError {
  const megabytes = (count: number) => (count / 2 ** 20).toFixed(1);
  return new GcxError({
    code: 'processor-too-big',
    what: `The zip of the processor ${name} has ${megabytes(bytes)} MiB; Lambda takes ${megabytes(Limits.lambdaZipBytes)} (lambdaZipBytes).`,
    where: handler,
    fix: `Import less in ${handler}: ${gcxCommand('processor build', name)} shows what takes the room.`,
  });
}
