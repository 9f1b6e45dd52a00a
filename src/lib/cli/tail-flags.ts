import { Flags } from '@oclif/core';
import { connectionFlags } from './flags.js';
import { personalDataFlag } from './personal-data-flag.js';

/** The flags of `gcx tail`. */
export const tailFlags = {
  ...connectionFlags,
  queue: Flags.string({
    summary: 'Only events of this Genesys queue (name or id). Can be repeated.',
    helpValue: 'NAME',
    multiple: true,
  }),
  'event-type': Flags.string({
    summary: 'Only events of this event type (short name or template). Can be repeated.',
    helpValue: 'TYPE',
    multiple: true,
  }),
  for: Flags.string({
    summary: 'Stop after this time: 90s, 5m, at most 12h.',
    helpValue: 'TIME',
    default: '1h',
  }),
  count: Flags.integer({ summary: 'Stop after this many events.', min: 1 }),
  save: Flags.string({ summary: 'Save each event as a file in this folder.', helpValue: 'DIR' }),
  ...personalDataFlag,
  sweep: Flags.boolean({ summary: 'Only remove what crashed tails of this project left behind.' }),
};
