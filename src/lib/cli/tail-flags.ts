import { Flags } from '@oclif/core';
import { connectionFlags } from './flags.js';
import { personalDataFlag } from './personal-data-flag.js';

/** The flags of `gcx tail`. */
export const tailFlags = {
  ...connectionFlags,
  queue: Flags.string({
    summary: 'Only events of this Genesys queue (name or id); can be repeated.',
    helpValue: 'NAME',
    multiple: true,
  }),
  'event-type': Flags.string({
    summary: 'Only events of this event type (short name or template); can be repeated.',
    helpValue: 'TYPE',
    multiple: true,
  }),
  for: Flags.string({
    summary: 'How long: 90s, 5m, at most 12h.',
    helpValue: 'TIME',
    default: '1h',
  }),
  count: Flags.integer({ summary: 'End after so many events.', min: 1 }),
  save: Flags.string({ summary: 'Keep each event as a file in this folder.', helpValue: 'DIR' }),
  ...personalDataFlag,
  sweep: Flags.boolean({ summary: 'Remove what crashed tails of this project left, and end.' }),
};
