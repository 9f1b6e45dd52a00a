import { isJsonObject } from '../../base/json.js';
import { once } from '../../base/once.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { LambdaApi, RevisedPolicy } from './model.js';
import { pagesOf } from './pages.js';
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
    async functionNames() {
      const { lambda, client } = await sdk();
      const pages = pagesOf(
        (Marker) =>
          caller.call('lambda:ListFunctions', '', () =>
            client.send(new lambda.ListFunctionsCommand({ Marker })),
          ),
        ({ NextMarker }) => NextMarker,
      );
      const names: string[] = [];
      for await (const { Functions = [] } of pages)
        names.push(...Functions.flatMap(({ FunctionName }) => FunctionName ?? []));
      return names;
    },
    policy: async (name) => (await revisedPolicy(name)).policy,
    revisedPolicy,
    async addPermission(name, sid, principal, sourceArn, revision) {
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
              RevisionId: revision,
            }),
          ),
        );
        return 'written';
      } catch (error) {
        if (isStaleRevision(error)) return 'changed-meanwhile';
        if (!hasAwsCode(error, 'ResourceConflictException') || !(await has(name, sid))) throw error;
        // After a lost answer, the statement that exists is the one that the first attempt made; else it is another's.
        return error.repeated ? 'written' : 'changed-meanwhile';
      }
    },
    async removePermission(name, sid) {
      const { lambda, client } = await sdk();
      // Without a revision: it takes the statement of this Sid and touches nothing of others, whatever they write meanwhile.
      await unlessMissing(
        caller.call('lambda:RemovePermission', name, () =>
          client.send(new lambda.RemovePermissionCommand({ FunctionName: name, StatementId: sid })),
        ),
      );
    },
  };

  async function revisedPolicy(name: string): Promise<RevisedPolicy> {
    const { lambda, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('lambda:GetPolicy', name, () =>
        client.send(new lambda.GetPolicyCommand({ FunctionName: name })),
      ),
    );
    if (answer === undefined) return {};
    const parsed: unknown = JSON.parse(answer.Policy ?? '{}');
    const revision = answer.RevisionId;
    return {
      ...(isJsonObject(parsed) ? { policy: parsed } : {}),
      ...(revision === undefined ? {} : { revision }),
    };
  }

  async function has(name: string, sid: string): Promise<boolean> {
    const statements = (await revisedPolicy(name)).policy?.['Statement'];
    return Array.isArray(statements) && statements.some((each) => isJsonObject(each) && each['Sid'] === sid);
  }
}

/** Lambda's word for a revision that is no longer the latest. */
function isStaleRevision(error: unknown): boolean {
  return hasAwsCode(error, 'PreconditionFailedException');
}
