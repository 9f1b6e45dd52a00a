import { createHash } from 'node:crypto';
import type { Operations } from './context.js';

/** The user that every caller is, whatever the credentials. */
export function callerArn(account: string): string {
  return `arn:aws:iam::${account}:user/sandbox`;
}

/** The calls of AWS STS. */
export const stsOperations: Operations = {
  GetCallerIdentity: (_input, { account }) => ({
    UserId: `AIDA${createHash('sha256').update(account).digest('hex').slice(0, 16).toUpperCase()}`,
    Account: account,
    Arn: callerArn(account),
  }),
};
