import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { wholeNumber } from './schema-parts.js';

/** What an apply is refused for unless a flag allows it once. */
export const guardsSchema = z
  .strictObject({
    deletions: z
      .strictObject({
        count: wholeNumber(
          0,
          Limits.guardedDeletionsMax,
          `The number of things that one apply may delete or replace; 0 refuses every deletion. Left out: ${Limits.guardedDeletions}.`,
        ).optional(),
        percent: wholeNumber(
          0,
          100,
          `The percentage of the existing things that one apply may delete or replace; checked only from ${Limits.guardedDeletionsFewest} things on, and 100 turns it off. Left out: ${Limits.guardedDeletionsPercent}.`,
        ).optional(),
      })
      .meta({
        description:
          'How much one apply may delete or replace; more is refused unless --allow-deletions is given.',
      })
      .optional(),
  })
  .meta({ description: 'What an apply is refused for unless a flag allows it once.' });

/** Whether only one at a time may change the pipe. */
export const leaseSchema = z.enum(['try', 'required', 'none']).meta({
  description:
    'Keeps two that change the pipe at once apart, by a parameter of AWS Systems Manager. try: without the right to it there is a warning. required: without it nothing is changed. none: nothing keeps them apart. Left out: try.',
});

/** Refuses that a route or target goes. */
export const protectSchema = z.boolean().meta({
  description:
    'true: gcx never deletes or replaces what it made of this, with no flag, and destroy is refused. To let it go, apply the file without this line first.',
});
