import { dateOfAnswer } from './answer-date.js';
import type { AwsCaller } from './caller.js';
import type { CallerIdentity } from './model.js';

/** Who the credentials are, and what time it is on AWS. */
export async function callerIdentity(caller: AwsCaller): Promise<CallerIdentity> {
  const sts = await import('@aws-sdk/client-sts');
  const client = await caller.open((config) => new sts.STSClient(config));
  const command = new sts.GetCallerIdentityCommand({});
  let clockAheadMs = 0;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const date = dateOfAnswer(result.response);
      if (date !== undefined) clockAheadMs = aheadBy(date, caller.runtime.now());
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'gcxDateOfAnswer' },
  );
  const answer = await caller.call('sts:GetCallerIdentity', undefined, () => client.send(command));
  return { account: answer.Account ?? '', arn: answer.Arn ?? '', clockAheadMs };
}

/** ms within which two clocks count as the same: an answer's Date is in whole seconds, and the answer was on its way. */
const SAME_CLOCK_MS = 5_000;

function aheadBy(date: number, now: number): number {
  const ahead = date - now;
  return Math.abs(ahead) < SAME_CLOCK_MS ? 0 : ahead;
}
