import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeFileAsAsked } from '../../base/atomic-file.js';
import { GcxError, withCause } from '../../base/gcx-error.js';
import type { LoadedConfig } from '../../language/config/model.js';
import type { Connection } from '../access/connect.js';
import type { ExportedFile } from './index.js';

/** What `gcx export` was asked for. */
export interface ExportRequest {
  /** Another bus than the file's. */
  readonly bus?: string | undefined;
  readonly create: boolean;
  /** What `--var` says. */
  readonly var?: readonly string[] | undefined;
}

/** Reads what is live on a bus and writes it as a file's text; `markNotices` says what could make it wrong. */
export async function exportBus(
  { config }: LoadedConfig,
  { aws, genesys }: Pick<Connection, 'aws' | 'genesys'>,
  request: ExportRequest,
): Promise<{ readonly exported: ExportedFile; readonly markNotices: readonly string[] }> {
  const [
    { exportFile, fileHead, newerMarksOnBus, readBus, withEndpoints, withLogGroups },
    { busOf, compileNames },
    { variablesAsEnvironment },
    { newerMarksNotice },
  ] = await Promise.all([
    import('./index.js'),
    import('../../engine/plan/index.js'),
    import('../../language/config/document/given-variables.js'),
    import('../../engine/kinds/index.js'),
  ]);
  const bus = request.bus ?? busOf(config);
  const other = bus === busOf(config) ? undefined : bus;
  const { integration: _, ...genesysAlone } = config.genesys;
  const settings =
    other === undefined ? config : { ...config, genesys: genesysAlone, aws: { ...config.aws, bus } };
  const [content, queues, text] = await Promise.all([
    readBus(aws, settings, bus)
      .then((read) => withEndpoints(aws, settings, read))
      .then((read) => withLogGroups(aws, settings, read)),
    genesys.queues.all(),
    readFile(resolve(config.file), 'utf8'),
  ]);
  const bare = { ...settings, routes: {}, targets: {} };
  const names = compileNames(bare, new Set());
  const exported = await exportFile(
    { config: bare, content, queues, names, create: request.create },
    { head: fileHead(text, other), env: { ...process.env, ...variablesAsEnvironment(request.var ?? []) } },
  );
  const markNotices = newerMarksNotice(newerMarksOnBus(settings, content)).map(({ message }) => message);
  return { exported, markNotices };
}

/** Writes the text to a file that is not there yet. Throws GcxError where it is, or cannot be written. */
export function writeExport(file: string, text: string, overwrite: boolean): void {
  try {
    writeFileAsAsked(file, text, { onlyNew: !overwrite });
  } catch (error) {
    if (error instanceof GcxError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw withCause(
      new GcxError(
        code === 'EEXIST'
          ? {
              code: 'file-exists',
              what: `${file} is there already.`,
              fix: 'Name another file with --out, or overwrite it with --overwrite.',
            }
          : {
              code: 'file-not-written',
              what: `${file} cannot be written (${code}).`,
              fix: 'Name another file with --out.',
            },
      ),
      error,
    );
  }
}
