import { Flags } from '@oclif/core';

/** For commands that show something of real events. */
export const personalDataFlag = {
  'show-personal-data': Flags.boolean({
    summary: 'Show telephone numbers, addresses, names and texts of events, which else are masked.',
  }),
};
