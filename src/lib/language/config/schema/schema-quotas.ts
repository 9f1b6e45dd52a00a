import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { wholeNumber } from './schema-parts.js';

/** Quotas of AWS that are not the usual ones in this account and region. */
export const quotasSchema = z
  .strictObject({
    rulesPerBus: wholeNumber(
      1,
      Limits.rulesPerBusRaisedMax,
      `The number of rules that one event bus can have. Left out: ${Limits.rulesPerBus}, AWS's quota in most regions (100 in a few).`,
    ).optional(),
  })
  .meta({
    description:
      'Quotas that AWS raised for this account, or that are lower in this region; plan keeps to them.',
  });
