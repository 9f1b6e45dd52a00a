import { Flags } from '@oclif/core';
import { connectionFlags } from './flags.js';
import { queueIdFlag } from './queue-id-flag.js';

/** Which rules a command looks at. */
export const ruleFlags = {
  ...connectionFlags,
  ...queueIdFlag,
  offline: Flags.boolean({
    summary: 'Ask nobody: queue ids from --queue-id, or as they were when they were last resolved.',
    helpGroup: 'FILE',
    exclusive: ['live'],
  }),
  live: Flags.boolean({
    summary: "The rules that are in the account now, of whomever, instead of the file's.",
    helpGroup: 'LIVE',
  }),
  prefix: Flags.string({
    summary: 'With --live, only rules whose names begin so.',
    helpValue: 'TEXT',
    helpGroup: 'LIVE',
    dependsOn: ['live'],
  }),
  bus: Flags.string({
    summary: "With --live, another event bus than the file's.",
    helpValue: 'NAME',
    helpGroup: 'LIVE',
    dependsOn: ['live'],
  }),
};
