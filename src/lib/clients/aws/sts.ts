import type { AwsCaller } from './caller.js';
import type { CallerIdentity } from './model.js';

/** Who the credentials are. */
export async function callerIdentity(caller: AwsCaller): Promise<CallerIdentity> {
  const sts = await import('@aws-sdk/client-sts');
  const client = await caller.open((config) => new sts.STSClient(config));
  const answer = await caller.call('sts:GetCallerIdentity', undefined, () =>
    client.send(new sts.GetCallerIdentityCommand({})),
  );
  return { account: answer.Account ?? '', arn: answer.Arn ?? '' };
}
