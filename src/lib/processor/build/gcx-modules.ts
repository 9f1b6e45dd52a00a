import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where gcx's own modules for bundles are. */
export interface GcxModules {
  /** The folder that all of them are in. */
  readonly folder: string;
  /** What `genesys-gcx/processor` stands for. */
  readonly face: string;
  /** What makes a handler a Lambda. */
  readonly runtime: string;
}

/**
 * gcx's modules for bundles, those of the running gcx: `dist/lib` beside a built one, `src/lib` where it runs from its
 * sources (tests).
 * @throws Error where the package is not complete
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
      if (existsSync(runtime)) return { folder: join(folder, 'lib'), face, runtime };
    }
    const parent = dirname(folder);
    if (parent === folder) throw new Error('gcx is not installed completely: lib/processor is missing.');
    folder = parent;
  }
}
