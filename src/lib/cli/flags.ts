import { Flags } from '@oclif/core';
import type { Allowed } from '../engine/kinds/door/kind.js';

/** `--config FILE`, `--env NAME`, `--var NAME=VALUE`: which file, which of its environments, what its variables stand for. */
export const configFlags = {
  config: Flags.string({
    char: 'c',
    summary: 'The file to read, instead of the .genesysrc.yml found in this folder or above.',
    helpValue: 'FILE',
    helpGroup: 'FILE',
  }),
  env: Flags.string({
    char: 'e',
    summary: 'The environment in the file. GENESYS_GCX_ENV sets it, too.',
    helpValue: 'NAME',
    helpGroup: 'FILE',
  }),
  var: Flags.string({
    summary: 'A value for ${NAME} in the file. Can be repeated. GENESYS_GCX_VAR_NAME sets it, too.',
    helpValue: 'NAME=VALUE',
    helpGroup: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

/** What commands take that talk to Genesys Cloud and AWS: {@link configFlags} and `--sandbox`. */
export const connectionFlags = {
  ...configFlags,
  sandbox: Flags.boolean({
    summary: 'Work on the built-in sandbox instead of Genesys Cloud and AWS; real credentials are ignored.',
    helpGroup: 'FILE',
  }),
};

/** What a person may allow for one plan. */
export const allowFlags = {
  adopt: Flags.boolean({
    summary:
      'Use an existing integration or event bus that matches the file although gcx did not create it. It is never deleted.',
    helpGroup: 'ALLOW',
  }),
  force: Flags.boolean({
    summary:
      'Allow deleting SQS queues that hold messages, archives with their events, and the integration or event bus of a running pipe.',
    helpGroup: 'ALLOW',
  }),
  'allow-event-loss': Flags.boolean({
    summary: 'Allow changes that lose events while they are applied.',
    helpGroup: 'ALLOW',
  }),
  'release-event-types': Flags.boolean({
    summary:
      'Unsubscribe from event types that no route lists, even if an archive or rule for all events (such as schema discovery) still receives them.',
    helpGroup: 'ALLOW',
  }),
  'allow-deletions': Flags.boolean({
    summary: 'Allow more deletions and replacements than the guards in the file (10 resources, or 30 %).',
    helpGroup: 'ALLOW',
  }),
  'allow-no-target': Flags.boolean({
    summary: 'Allow removing the last target of a route. Its events are then sent nowhere.',
    helpGroup: 'ALLOW',
  }),
};

/** The values of {@link allowFlags} as the planner takes them. */
export function allowedBy(flags: {
  readonly adopt: boolean;
  readonly force: boolean;
  readonly 'allow-event-loss': boolean;
  readonly 'release-event-types': boolean;
  readonly 'allow-deletions': boolean;
  readonly 'allow-no-target': boolean;
}): Allowed {
  return {
    adopt: flags.adopt,
    force: flags.force,
    eventLoss: flags['allow-event-loss'],
    releaseEventTypes: flags['release-event-types'],
    deletions: flags['allow-deletions'],
    noTarget: flags['allow-no-target'],
  };
}
