import { Flags } from '@oclif/core';
import { MASKED } from '../language/events/index.js';
import type { CommandHost } from './command-host.js';

/** For commands that show something of real events. */
export const personalDataFlag = {
  'show-personal-data': Flags.boolean({
    summary: 'Show telephone numbers, addresses, names and texts of events, which else are masked.',
  }),
};

/** Says that something was masked, where something of what is shown is. */
export function noticeMasked(shown: object, { notice }: Pick<CommandHost, 'notice'>): void {
  if (JSON.stringify(shown).includes(MASKED)) notice(MASKED_NOTICE);
}

/** Said where something was masked, or may be. */
export const MASKED_NOTICE = 'Personal data is masked; --show-personal-data shows it.';
