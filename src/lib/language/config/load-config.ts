import { catalogue } from '../events/index.js';
import { checkContent } from './check/check-content.js';
import { sharesBus } from './check/shares-bus.js';
import { explained } from './check-file.js';
import { ConfigInvalid } from './config-invalid.js';
import { chooseEnvironment, environmentNames, unknownEnvironment } from './document/environments.js';
import { chooseLeftEnvironment } from './document/left-environment.js';
import { type ConfigOptions, readConfig } from './document/read-config.js';
import { rangeAt } from './document/source-node.js';
import type { LoadedConfig } from './model.js';
import { normalise } from './normalise.js';

/**
 * Finds, reads and checks the file for one environment.
 * @throws ConfigInvalid with all problems of the file; GcxError where there is no file, or the environment is missing,
 * unknown or given for a file without environments.
 */
export async function loadConfig(options: ConfigOptions): Promise<LoadedConfig> {
  const read = await readConfig(options);
  const { found, source, root, problems, given } = read;
  const invalid = (chosen?: string): ConfigInvalid =>
    new ConfigInvalid(
      found.shown,
      explained(read, problems.diagnostics(), {
        environment: chosen ?? options.environment,
        env: options.env,
      }),
    );
  if (root === undefined) throw invalid();
  const names = environmentNames(root);
  if (names?.length === 0) throw invalid();
  const { leftEnvironment } = options;
  const { environment, like = environment }: { environment: string; like?: string } =
    leftEnvironment === undefined
      ? { environment: chooseEnvironment(options.environment, options.env, names, found.shown) }
      : chooseLeftEnvironment(leftEnvironment, options, names, found.shown);
  const settings = { environment, like, env: options.env, given, catalogue: catalogue() };
  const { tree, content, variables, hidden } = checkContent(root, source, settings, problems);
  const diagnostics = problems.diagnostics();
  if (problems.hasErrors && !(names ?? [like]).includes(like) && names !== undefined)
    throw unknownEnvironment(environment, names, found.shown, 'nowhere');
  if (problems.hasErrors || content === undefined) throw invalid(like);
  return {
    config: normalise(content, {
      file: found.shown,
      environment,
      environments: names,
      sharesBus: sharesBus(root, like, given),
      catalogue: settings.catalogue,
      variables,
    }),
    warnings: diagnostics,
    notices: found.notices,
    given: variables.flatMap(({ name, from }) => {
      const value = from === '--var' && !hidden.includes(name) ? given.find(name)?.value : undefined;
      return value === undefined ? [] : [{ name, value }];
    }),
    locate: (path) => source.position(rangeAt(tree, path)),
  };
}
