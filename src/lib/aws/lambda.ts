import { isJsonObject, type JsonObject } from '../json.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { LambdaApi } from './model.js';
import { once } from './once.js';
import { unlessMissing } from './unless-missing.js';

/** AWS Lambda. */
export function lambdaApi(caller: AwsCaller): LambdaApi {
  const sdk = once(async () => {
    const lambda = await import('@aws-sdk/client-lambda');
    return { lambda, client: await caller.open((config) => new lambda.LambdaClient(config)) };
  });
  return {
    async functionArn(name) {
      const { lambda, client } = await sdk();
      const answer = await unlessMissing(
        caller.call('lambda:GetFunctionConfiguration', name, () =>
          client.send(new lambda.GetFunctionConfigurationCommand({ FunctionName: name })),
        ),
      );
      return answer?.FunctionArn;
    },
    policy,
    async addPermission(name, sid, principal, sourceArn) {
      const { lambda, client } = await sdk();
      try {
        await caller.call('lambda:AddPermission', name, () =>
          client.send(
            new lambda.AddPermissionCommand({
              FunctionName: name,
              StatementId: sid,
              Action: 'lambda:InvokeFunction',
              Principal: principal,
              SourceArn: sourceArn,
            }),
          ),
        );
      } catch (error) {
        // After a lost answer, the statement that exists is the one that the first attempt made.
        if (!(hasAwsCode(error, 'ResourceConflictException') && error.repeated && (await has(name, sid)))) {
          throw error;
        }
      }
    },
    async removePermission(name, sid) {
      const { lambda, client } = await sdk();
      await unlessMissing(
        caller.call('lambda:RemovePermission', name, () =>
          client.send(new lambda.RemovePermissionCommand({ FunctionName: name, StatementId: sid })),
        ),
      );
    },
  };

  async function policy(name: string): Promise<JsonObject | undefined> {
    const { lambda, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('lambda:GetPolicy', name, () =>
        client.send(new lambda.GetPolicyCommand({ FunctionName: name })),
      ),
    );
    if (answer === undefined) return undefined;
    const parsed: unknown = JSON.parse(answer.Policy ?? '{}');
    return isJsonObject(parsed) ? parsed : undefined;
  }

  async function has(name: string, sid: string): Promise<boolean> {
    const statements = (await policy(name))?.['Statement'];
    return Array.isArray(statements) && statements.some((each) => isJsonObject(each) && each['Sid'] === sid);
  }
}
