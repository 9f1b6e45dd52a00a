import { Flags } from '@oclif/core';

/** For commands that show something of real events. */
export const personalDataFlag = {
  'show-personal-data': Flags.boolean({
    summary: 'Show phone numbers, addresses, names and texts in events, which are masked by default.',
  }),
};
