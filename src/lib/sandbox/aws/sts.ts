import { createHash } from 'node:crypto';
import type { Operations } from './context.js';

/** The calls of AWS STS. */
export const stsOperations: Operations = {
  GetCallerIdentity: (_input, { account, caller }) => ({
    UserId: `AIDA${createHash('sha256').update(account).digest('hex').slice(0, 16).toUpperCase()}`,
    Account: account,
    Arn: caller,
  }),
};
