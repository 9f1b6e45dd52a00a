import { dirname, extname } from 'node:path';
import { writeFileAsAsked } from '../../base/atomic-file.js';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { meantName } from '../../base/name-difference.js';
import { findConfigFile, NameRules, nameProblem } from '../../language/config/index.js';
import {
  addProcessor,
  fileContent,
  handlerText,
  processorLines,
  testText,
  writeFirstFiles,
} from './init/index.js';

/** What `gcx processor init` is asked. */
export interface InitProcessorRequest {
  readonly name: string;
  /** Routes that should send to it. */
  readonly routes: readonly string[];
  readonly config?: string | undefined;
  readonly cwd: string;
}

/** What it did, as `--json` prints it. */
export interface InitProcessorDocument {
  readonly schemaVersion: 1;
  readonly processor: string;
  readonly handler: string;
  /** Files that are new, from the folder of the configuration. */
  readonly written: readonly string[];
  /** Files that were there and stay as they are. */
  readonly kept: readonly string[];
  /** The configuration file, as to be shown. */
  readonly file: string;
  /** `paste`: it could not be edited safely, and lacks `lines`. */
  readonly configuration: 'there' | 'added' | 'paste';
  readonly lines: readonly string[];
  /** Routes that send to it now. */
  readonly routes: readonly string[];
}

/**
 * Writes a processor's first handler and test, and adds it to the file. Nothing is overwritten.
 * @throws GcxError where the name is none, or another target's, or a route is not there
 */
export async function initProcessor(request: InitProcessorRequest): Promise<InitProcessorDocument> {
  const { name } = request;
  const problem = nameProblem(NameRules.target, name);
  if (problem !== undefined)
    throw new GcxError({ code: 'usage', what: problem.message, fix: problem.fix }, ExitCode.usage);
  const found = await findConfigFile(request.cwd, request.config);
  const content = fileContent(found.text);
  if (content === undefined) throw notReadable(found.shown);
  const targets = objectAt(content, 'targets');
  const routes = objectAt(content, 'routes');
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  const declared = objectAt(target, 'processor')['handler'];
  if (target !== undefined && typeof declared !== 'string') throw notProcessor(name, found.shown);
  for (const route of request.routes) requireRoute(route, routes, found.shown);

  const handler = typeof declared === 'string' ? declared : `./handlers/${name}.ts`;
  const sendTo = request.routes.filter((route) => !targetsOf(routes[route]).includes(name));
  const place = { name, handler, routes: sendTo };
  const edited = target === undefined ? addProcessor(found.text, place) : undefined;
  const files = [
    { path: handler, text: handlerText(name) },
    { path: testFileOf(handler), text: testText(`./${baseOf(handler)}.js`) },
  ];
  const written = await writeFirstFiles(dirname(found.path), files);
  if (edited !== undefined) writeFileAsAsked(found.path, edited);
  const configuration =
    target === undefined
      ? edited === undefined
        ? 'paste'
        : 'added'
      : sendTo.length === 0
        ? 'there'
        : 'paste';
  return {
    schemaVersion: 1,
    processor: name,
    handler,
    written,
    kept: files.map(({ path }) => path).filter((path) => !written.includes(path)),
    file: found.shown,
    configuration,
    lines: configuration === 'paste' && target === undefined ? processorLines(place, found.text) : [],
    routes: Object.keys(routes).filter(
      (route) => targetsOf(routes[route]).includes(name) || (edited !== undefined && sendTo.includes(route)),
    ),
  };
}

function objectAt(value: unknown, key: string): JsonObject {
  const found = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isJsonObject(found) ? found : {};
}

function targetsOf(route: JsonValue | undefined): readonly unknown[] {
  const targets = isJsonObject(route) ? route['targets'] : undefined;
  return Array.isArray(targets) ? targets : [];
}

function requireRoute(name: string, routes: JsonObject, file: string): void {
  if (Object.hasOwn(routes, name)) return;
  throw new GcxError({
    code: 'unknown-route',
    what: `${file} has no route ${name}.`,
    fix: meantName(name, Object.keys(routes), `Its routes: ${Object.keys(routes).join(', ')}.`),
  });
}

function notReadable(file: string): GcxError {
  return new GcxError({
    code: 'config-not-readable',
    what: `${file} cannot be read as YAML or JSON.`,
    fix: `${gcxCommand('validate')} shows what is wrong with it.`,
  });
}

function notProcessor(name: string, file: string): GcxError {
  return new GcxError({
    code: 'target-taken',
    what: `Target ${name} in ${file} already exists and is not a processor with a handler.`,
    fix: 'Choose another name.',
  });
}

/** `handlers/sales.ts` → `handlers/sales.test.ts`. */
function testFileOf(handler: string): string {
  return handler.slice(0, handler.length - extname(handler).length).concat('.test.ts');
}

function baseOf(handler: string): string {
  const file = handler.slice(handler.lastIndexOf('/') + 1);
  return file.slice(0, file.length - extname(file).length);
}
