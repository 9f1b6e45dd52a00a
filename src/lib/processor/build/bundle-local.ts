import { resolve } from 'node:path';
import { buildCode } from './build-code.js';
import { type BundleRequest, bundleProcessor } from './bundle-processor.js';
import type { ProcessorBundle } from './model.js';
import type { SourcesSeen } from './sources-plugin.js';

/**
 * Bundles a handler for `gcx processor dev`: built as for Lambda, but with the part of gcx's runtime that touches nothing of
 * the deployed processor.
 * @param seen gets the sources, also where the build fails
 * @throws GcxError as bundleProcessor does
 */
export function bundleLocal(request: BundleRequest, seen: SourcesSeen): Promise<ProcessorBundle> {
  seen.files.add(resolve(request.folder, request.target.handler));
  return bundleProcessor(request, (folder, target) => buildCode(folder, target, { kind: 'local', seen }));
}
