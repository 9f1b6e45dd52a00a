import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GcxError } from '../../base/gcx-error.js';

/** Where gcx's own modules for bundles are. */
export interface GcxModules {
  /** The folder that all of them are in. */
  readonly folder: string;
  /** The `node_modules` that they take packages from. */
  readonly packages: string;
  /** What `genesys-gcx/processor` stands for. */
  readonly face: string;
  /** What makes a handler a Lambda. */
  readonly runtime: string;
  /** What makes of a handler what runs on this machine. */
  readonly local: string;
}

/**
 * gcx's modules for bundles, those of the running gcx: `dist/lib` beside a built one, `src/lib` where it runs from its
 * sources (tests). What they import of packages lies beside a built `lib` in a `node_modules`, as it was tested with them.
 * @throws GcxError where the package is not complete
 */
export function gcxModules(): GcxModules {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const [room, extension] of [
      ['lib/processor', 'js'],
      ['lib/processor/runtime', 'ts'],
    ] as const) {
      const [face, runtime] = [
        join(folder, room, `index.${extension}`),
        join(folder, room, `runtime.${extension}`),
      ];
      if (!existsSync(runtime)) continue;
      // Beside the sources it is that of the repository.
      const packages = join(extension === 'js' ? folder : dirname(folder), 'node_modules');
      if (extension === 'js' && !existsSync(packages)) throw incomplete(packages);
      const local = join(folder, 'lib/processor/local', `local-handler.${extension}`);
      return { folder: join(folder, 'lib'), packages, face, runtime, local };
    }
    const parent = dirname(folder);
    if (parent === folder) throw incomplete('lib/processor');
    folder = parent;
  }
}

function incomplete(missing: string): GcxError {
  return new GcxError({
    code: 'gcx-incomplete',
    what: `gcx is not installed completely: ${missing} is missing.`,
    fix: 'Install it again with npm; a copy that leaves out all folders called node_modules is not whole.',
  });
}
