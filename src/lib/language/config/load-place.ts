import { catalogue } from '../events/index.js';
import { checkContent } from './check/check-content.js';
import { sharesBus } from './check/shares-bus.js';
import { chooseEnvironment, environmentNames } from './document/environments.js';
import { Problems } from './document/problems.js';
import { type ConfigOptions, readConfig } from './document/read-config.js';
import { readDocument } from './document/read-document.js';
import { SourceFile } from './document/source-file.js';
import type { MapNode, SourceNode } from './document/source-node.js';
import type { Config } from './model.js';
import { normalise } from './normalise.js';

/** What says where a file works: in which organization, account and region. */
const PLACE_KEYS: readonly string[] = ['version', 'project', 'formats', 'genesys', 'aws'];

/** What a file needs besides; nothing reads it. */
const REST =
  'targets: { none: { sqs: { create: none } } }\nroutes: { none: { pattern: { source: [{ prefix: "" }] }, targets: [none] } }\n';

/**
 * The organization and account of a file that has errors elsewhere, for what only asks the services, such as a look for the id
 * of a queue that the file has wrong. Its targets and routes are not the file's.
 * @returns undefined where the file cannot be read, or has an error in these parts
 * @throws GcxError where there is no file, or the environment is missing or unknown
 */
export async function loadPlace(options: ConfigOptions): Promise<Config | undefined> {
  const { found, source, root, given } = await readConfig(options);
  const rest = readDocument(new SourceFile('', REST), new Problems(new SourceFile('', REST)));
  if (root?.kind !== 'map' || rest?.kind !== 'map') return undefined;
  const names = environmentNames(root);
  if (names?.length === 0) return undefined;
  const environment = chooseEnvironment(options.environment, options.env, names, found.shown);
  const settings = { environment, like: environment, env: options.env, given, catalogue: catalogue() };
  const problems = new Problems(source);
  const { content, variables } = checkContent(placeOf(root, rest), source, settings, problems);
  if (problems.hasErrors || content === undefined) return undefined;
  return normalise(content, {
    file: found.shown,
    environment,
    environments: names,
    sharesBus: sharesBus(root, environment, given),
    catalogue: settings.catalogue,
    variables,
  });
}

/** A file's map with only what says its place, in its environments as well, and what a file needs besides. */
function placeOf(root: MapNode, rest: MapNode): MapNode {
  const environments = root.entries.get('environments');
  const kept = new Map([...only(root).entries, ...rest.entries]);
  if (environments?.value.kind === 'map') {
    const { value } = environments;
    const entries = [...value.entries].map(
      ([name, entry]) => [name, { ...entry, value: only(entry.value) }] as const,
    );
    kept.set('environments', { ...environments, value: { ...value, entries: new Map(entries) } });
  }
  return { ...root, entries: kept };
}

function only<N extends SourceNode>(node: N): N {
  if (node.kind !== 'map') return node;
  return { ...node, entries: new Map([...node.entries].filter(([key]) => PLACE_KEYS.includes(key))) };
}
