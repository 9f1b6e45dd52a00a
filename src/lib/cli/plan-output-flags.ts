import { Flags } from '@oclif/core';
import { markdownFlag } from './markdown-flag.js';

/** How `gcx plan` tells its plan, and where it keeps it. */
export const planOutputFlags = {
  format: Flags.string({
    summary: 'text for a terminal, markdown for a pull request comment.',
    options: ['text', 'markdown'] as const,
    default: 'text',
  }),
  markdown: markdownFlag,
  'detailed-exitcode': Flags.boolean({
    summary:
      'Exit with 2 if there are changes, or if settings that others control stop events; otherwise with 0.',
  }),
  out: Flags.string({ summary: 'Save the plan to this file, for gcx apply FILE.', helpValue: 'FILE' }),
};
