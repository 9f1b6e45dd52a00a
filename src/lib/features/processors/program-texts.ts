import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { fileVerdict, projectBounds } from '../../language/config/document/project-bounds.js';
import type { Config, ProcessorTarget } from '../../language/config/model.js';
import { gcxModules } from '../../processor/build/index.js';
import { SourceTexts } from './source-texts.js';

/**
 * What processors say whatever their events are: the texts of their handlers' files and of gcx's own runtime. A handler that
 * cannot be read, or lies outside of the project, has none; nor has what it imports.
 * @param more further sources of theirs, absolute, which are known to be of the project
 */
export async function programTexts(
  { file: ofProject }: Pick<Config, 'file'>,
  processors: readonly Pick<ProcessorTarget, 'handler'>[],
  more: readonly string[] = [],
): Promise<SourceTexts> {
  const folder = dirname(resolve(ofProject));
  const bounds = projectBounds(folder);
  const handlers = processors
    .map(({ handler }) => resolve(folder, handler))
    .filter((file) => fileVerdict(bounds, file).kind === 'inside');
  const sources = [...handlers, ...more, ...(await runtimeFiles())].map((file) =>
    readFile(file, 'utf8').catch(() => ''),
  );
  return new SourceTexts(await Promise.all(sources));
}

async function runtimeFiles(): Promise<readonly string[]> {
  const { runtime, local } = gcxModules();
  const files = [runtime, local].map(async (file) => {
    const folder = dirname(file);
    const names = await readdir(folder);
    return names.filter((name) => extname(name) === extname(file)).map((name) => join(folder, name));
  });
  return (await Promise.all(files)).flat();
}
