import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Notice } from '../../base/notice.js';
import { counted } from '../../base/words.js';
import { leftFile } from '../../language/config/document/left-environment.js';
import type { Config } from '../../language/config/model.js';
import { type Live, markOf, readRecords } from '../kinds/index.js';

/**
 * What is left of environments that the file does not have, by the tags that the plan searches for and the records in the
 * integrations' notes, both of which it reads anyway: a notice for each. Another file of the same project can have them, so
 * it is told, and nothing is deleted.
 */
export function leftEnvironments(
  config: Config,
  { otherEnvironments, integrations }: Pick<Live, 'otherEnvironments' | 'integrations'>,
): readonly Notice[] {
  const mark = markOf(config);
  const suffixes = new Map<string, string[]>();
  for (const { config: settings } of integrations) {
    const records = readRecords(settings?.notes ?? '');
    for (const { project, environment, organization, added, used } of records) {
      // One that was released, and that others use, stays as it is whatever is destroyed.
      const released = records.length > 1 && added.length + used.length === 0;
      if (project === mark.project && organization === mark.organization && !released)
        suffixes.set(environment, [
          ...(suffixes.get(environment) ?? []),
          ...(settings === undefined ? [] : [settings.eventSourceSuffix]),
        ]);
    }
  }
  return [...new Set([...otherEnvironments.keys(), ...suffixes.keys()])]
    .filter((environment) => environment !== config.environment && leftFile(config, environment))
    .sort()
    .map((environment) => leftNotice(config, environment, otherEnvironments, suffixes));
}

function leftNotice(
  config: Config,
  environment: string,
  things: ReadonlyMap<string, number>,
  suffixes: ReadonlyMap<string, readonly string[]>,
): Notice {
  const count = things.get(environment) ?? 0;
  const integrations = suffixes.get(environment) ?? [];
  const where = [
    ...(count === 0 ? [] : [`AWS still has ${counted(count, 'thing')} of environment ${environment}`]),
    ...(integrations.length === 0
      ? []
      : [
          `${count === 0 ? `environment ${environment} still uses` : 'it uses'} integration ${integrations.join(', ')}`,
        ]),
  ].join(', and ');
  const like = config.environments === undefined ? [] : ['--like', config.environment];
  const destroy = gcxCommand('destroy', '--env', environment, ...like);
  return {
    code: 'environment-left',
    message: `${where.charAt(0).toUpperCase()}${where.slice(1)}. It is of this project, and ${config.file} has no such environment. If no other file of the project has it either, delete what is left of it: ${destroy}`,
  };
}
