import { dirname } from 'node:path';
import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { catalogue } from '../events/index.js';
import { checkContent } from './check/check-content.js';
import { checkHandlerFiles } from './check/check-handler-files.js';
import { checkSharedNames } from './check/check-shared-names.js';
import { checkSubscribed } from './check/check-subscribed.js';
import { explained, joined } from './check-file.js';
import { chooseEnvironment, environmentNames } from './document/environments.js';
import { Problems } from './document/problems.js';
import { type ConfigOptions, readConfig } from './document/read-config.js';
import { entriesOf, itemsOf, nodeAt, type SourceNode, textOf } from './document/source-node.js';

/** How much one environment of a file holds. */
export interface EnvironmentCounts {
  readonly name: string;
  readonly routes: number;
  /** Different ones. */
  readonly eventTypes: number;
  readonly targets: number;
}

/** What a check of the whole file found. */
export interface Validation {
  /** Path as to be shown. */
  readonly file: string;
  readonly valid: boolean;
  /** The environments that were checked; `default` where the file has none. */
  readonly environments: readonly EnvironmentCounts[];
  /** Errors and warnings in the file's order; one that holds for some environments only says which. */
  readonly diagnostics: readonly Diagnostic[];
  readonly notices: readonly string[];
}

/**
 * Checks the file offline: the environment that was asked for, else every one of the file's. Reads the file, and looks
 * whether the handlers that it names are there.
 * @throws GcxError where there is no file or no such environment; problems of the file are returned.
 */
export async function validateConfig(options: ConfigOptions): Promise<Validation> {
  const read = await readConfig(options);
  const { found, source, root, problems, given } = read;
  const names = root === undefined ? undefined : environmentNames(root);
  const counts: EnvironmentCounts[] = [];
  const byEnvironment = new Map<string, readonly Diagnostic[]>();
  if (root !== undefined && names?.length !== 0) {
    for (const environment of environmentsToCheck(options, names, found.shown)) {
      const own = new Problems(source, problems);
      const settings = { environment, env: options.env, given, catalogue: catalogue() };
      const { tree } = checkContent(root, source, settings, own);
      // What is wrong is fixed first: this is about a file that works.
      if (!own.hasErrors) {
        checkSubscribed(tree, own);
        checkSharedNames(root, environment, given, own);
      }
      await checkHandlerFiles(tree, dirname(found.path), own);
      byEnvironment.set(environment, own.diagnostics());
      counts.push(countsOf(environment, tree));
    }
  }
  const stated = [...problems.diagnostics(), ...joined(byEnvironment)];
  const valid = !stated.some(({ severity }) => severity === 'error');
  const { environment, env } = options;
  const diagnostics = valid ? stated : explained(read, stated, { environment, env });
  return {
    file: found.shown,
    valid,
    environments: counts,
    diagnostics: diagnostics.toSorted(byPlace),
    notices: found.notices,
  };
}

function environmentsToCheck(
  options: ConfigOptions,
  names: readonly string[] | undefined,
  file: string,
): readonly string[] {
  const asked = options.environment ?? (options.env['GENESYS_GCX_ENV'] || undefined);
  if (names !== undefined && asked === undefined) return names;
  return [chooseEnvironment(options.environment, options.env, names, file)];
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0)
  );
}

function countsOf(name: string, tree: SourceNode): EnvironmentCounts {
  const routes = entriesOf(nodeAt(tree, ['routes']));
  const events = new Set<string>();
  for (const { value } of routes.values()) {
    for (const item of itemsOf(nodeAt(value, ['events']))) {
      const text = textOf(item) ?? '';
      events.add(catalogue().find(text)?.template ?? text);
    }
  }
  return {
    name,
    routes: routes.size,
    eventTypes: events.size,
    targets: entriesOf(nodeAt(tree, ['targets'])).size,
  };
}
