import { handlerText, testText, writeFirstFiles } from '../processors/init/index.js';
import type { InitAnswers } from './answers.js';

/**
 * Writes the first handlers of the processors that were described, each with a test; none that is there already. Gives the
 * paths of those that it wrote, from the folder.
 * @throws GcxError where a file cannot be written
 */
export function writeHandlers(
  folder: string,
  { routes }: Pick<InitAnswers, 'routes'>,
): Promise<readonly string[]> {
  const handlers = new Map(
    routes.flatMap(({ targets }) =>
      targets.flatMap(({ handler, name }) => (handler === undefined ? [] : [[handler, name] as const])),
    ),
  );
  return writeFirstFiles(
    folder,
    [...handlers].flatMap(([path, name]) => [
      { path, text: handlerText(name) },
      { path: path.replace(/\.[^.]*$/, '.test.ts'), text: testText(`./${name}.js`) },
    ]),
  );
}
