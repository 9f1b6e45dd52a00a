import { Flags } from '@oclif/core';
import { connectionFlags } from './flags.js';
import { personalDataFlag } from './personal-data-flag.js';
import { tailFlags } from './tail-flags.js';

/** The flags of `gcx processor dev`. */
export const processorDevFlags = {
  ...connectionFlags,
  for: tailFlags.for,
  count: tailFlags.count,
  'with-secrets': Flags.boolean({
    summary: "Read the processor's secrets in AWS Secrets Manager. In the sandbox, they are always read.",
  }),
  ...personalDataFlag,
};
