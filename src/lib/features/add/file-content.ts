import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { meantName } from '../../base/name-difference.js';
import { orList } from '../../base/words.js';
import { NameRules, nameProblem } from '../../language/config/index.js';

/** What a file says, as written: environments beside it, variables as they are. */
export interface FileContent {
  /** Path as to be shown. */
  readonly file: string;
  readonly content: JsonObject;
}

/** The map at a path; an empty one where there is none. */
export function mapAt(content: JsonValue | undefined, ...path: readonly string[]): JsonObject {
  const found = valueAt(content, path);
  return isJsonObject(found) ? found : {};
}

/** The list at a path; an empty one where there is none. */
export function listAt(content: JsonValue | undefined, ...path: readonly string[]): readonly JsonValue[] {
  const found = valueAt(content, path);
  return Array.isArray(found) ? found : [];
}

/** The value at a path; undefined where there is none. */
function valueAt(content: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let value = content;
  for (const key of path) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** Names of the environments, in the file's order. */
export function environmentsOf({ content }: FileContent): readonly string[] {
  return Object.keys(mapAt(content, 'environments'));
}

/** @throws GcxError where the file has no such route for all environments, with near names */
export function requireRoute(file: FileContent, name: string): JsonObject {
  const routes = mapAt(file.content, 'routes');
  if (Object.hasOwn(routes, name)) return mapAt(routes, name);
  const within = environmentsOf(file).filter((each) =>
    Object.hasOwn(mapAt(file.content, 'environments', each, 'routes'), name),
  );
  const names = Object.keys(routes);
  throw new GcxError({
    code: 'unknown-route',
    what:
      within.length > 0
        ? `Route ${name} of ${file.file} is in ${orList(within.map((each) => `environments.${each}`))} only.`
        : `${file.file} has no route ${name}.`,
    fix:
      within.length > 0
        ? 'gcx add changes what holds for all environments: edit this route by hand.'
        : meantName(
            name,
            names,
            names.length === 0 ? 'It has no routes yet.' : `Its routes: ${names.join(', ')}.`,
            (each) => `--route ${each}`,
          ),
  });
}

/** @throws GcxError with exit code 64 where the file takes no such name */
export function requireName(kind: 'route' | 'target' | 'environment', name: string): void {
  const problem = nameProblem(NameRules[kind], name);
  if (problem !== undefined)
    throw new GcxError({ code: problem.code, what: problem.message, fix: problem.fix }, ExitCode.usage);
}

/** What environments say otherwise of a list of a route, and so do not get what is added to it. */
export function overridden(file: FileContent, route: string, key: string): readonly string[] {
  return environmentsOf(file).flatMap((each) => {
    const own = valueAt(file.content, ['environments', each, 'routes', route]);
    if (own === null) return [`Environment ${each} leaves route ${route} out: nothing changes there.`];
    return valueAt(own, [key]) === undefined
      ? []
      : [`Environment ${each} has ${key} of its own for route ${route}: what is added does not apply there.`];
  });
}
