import { ALLOW_FLAGS } from '../../base/hints/commands.js';
import { gcxCommand, type Run } from '../../base/hints/gcx-command.js';
import { isFoundUnnamed } from '../../language/config/document/find-file.js';
import type { Plan } from '../change/model.js';
import type { Allowed } from '../kinds/index.js';
import type { SavedPlan } from './saved-plan-model.js';

/** How a run goes on that carries out a saved plan: as if the flags had been given that made it. */
export function runOfSaved({ plan, config, allow }: SavedPlan): Omit<Run, 'call'> {
  const variables = (plan.subject.variables ?? []).filter(({ from }) => from === '--var');
  return {
    ...(isFoundUnnamed(config.file) ? {} : { config: config.file }),
    ...(config.environment === 'default' ? {} : { env: config.environment }),
    // Their values are not known any more, only what the file became with them.
    variables: variables.map(({ name }) => ({ name })),
    sandbox: plan.subject.sandbox,
    allowed: allowedFlags(allow),
  };
}

function allowedFlags(allow: Allowed): readonly (typeof ALLOW_FLAGS)[number][] {
  const given = {
    adopt: allow.adopt,
    force: allow.force,
    'allow-event-loss': allow.eventLoss,
    'release-event-types': allow.releaseEventTypes,
    'allow-deletions': allow.deletions,
    'allow-no-target': allow.noTarget,
  };
  return ALLOW_FLAGS.filter((flag) => given[flag]);
}

/**
 * The command that makes a saved plan again, from the folder that `file` is relative to: it says where it works itself, as
 * it may be read before anything is known of the run.
 * @param configFile where the file is that it was made from; absent where that is not known
 */
export function planAgain(
  file: string,
  { subject }: Pick<Plan, 'subject'>,
  allow: Allowed,
  configFile?: string,
): string {
  const variables = (subject.variables ?? []).filter(({ from }) => from === '--var');
  return gcxCommand(
    'plan',
    '--out',
    file,
    ...(configFile === undefined || isFoundUnnamed(configFile) ? [] : ['--config', configFile]),
    ...(subject.environment === 'default' ? [] : ['--env', subject.environment]),
    ...variables.flatMap(({ name }) => ['--var', { variable: name }]),
    ...(subject.sandbox ? ['--sandbox'] : []),
    ...allowedFlags(allow).map((flag) => `--${flag}`),
  );
}
