import { Flags } from '@oclif/core';
import { markdownFlag } from './markdown-flag.js';

/** How `gcx plan` tells its plan, and where it keeps it. */
export const planOutputFlags = {
  format: Flags.string({
    summary: 'text for a terminal, markdown for a comment on a pull request.',
    options: ['text', 'markdown'] as const,
    default: 'text',
  }),
  markdown: markdownFlag,
  'detailed-exitcode': Flags.boolean({
    summary:
      'Exit with 2 where there are changes, or where what others set or have to mend keeps events from flowing; else with 0.',
  }),
  out: Flags.string({ summary: 'Save the plan, for gcx apply FILE.', helpValue: 'FILE' }),
};
