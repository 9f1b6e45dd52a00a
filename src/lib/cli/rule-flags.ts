import { Flags } from '@oclif/core';
import { connectionFlags } from './flags.js';
import { queueIdFlag } from './queue-id-flag.js';

/** Which rules a command looks at. */
export const ruleFlags = {
  ...connectionFlags,
  ...queueIdFlag,
  offline: Flags.boolean({
    summary: 'Do not call any service: use --queue-id, or the queue ids cached at the last run.',
    helpGroup: 'FILE',
    exclusive: ['live'],
  }),
  live: Flags.boolean({
    summary: 'Use the rules currently in the account, whoever owns them, instead of the rules in the file.',
    helpGroup: 'LIVE',
  }),
  prefix: Flags.string({
    summary: 'With --live, only rules whose names start with TEXT.',
    helpValue: 'TEXT',
    helpGroup: 'LIVE',
    dependsOn: ['live'],
  }),
  bus: Flags.string({
    summary: 'With --live, another event bus than the one in the file.',
    helpValue: 'NAME',
    helpGroup: 'LIVE',
    dependsOn: ['live'],
  }),
};
