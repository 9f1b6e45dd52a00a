import { once } from '../../base/once.js';
import type { AwsCaller } from './caller.js';
import type { SecretsApi } from './http-model.js';
import { unlessMissing } from './unless-missing.js';

/** AWS Secrets Manager. */
export function secretsApi(caller: AwsCaller): SecretsApi {
  const sdk = once(async () => {
    const secrets = await import('@aws-sdk/client-secrets-manager');
    return { secrets, client: await caller.open((config) => new secrets.SecretsManagerClient(config)) };
  });
  return {
    async version(id) {
      const { secrets, client } = await sdk();
      const answer = await unlessMissing(
        caller.call('secretsmanager:DescribeSecret', id, () =>
          client.send(new secrets.DescribeSecretCommand({ SecretId: id })),
        ),
      );
      const stages = Object.entries(answer?.VersionIdsToStages ?? {});
      return stages.find(([, names]) => names.includes('AWSCURRENT'))?.[0];
    },
    async value(id, version) {
      const { secrets, client } = await sdk();
      const answer = await unlessMissing(
        caller.call('secretsmanager:GetSecretValue', id, () =>
          client.send(
            new secrets.GetSecretValueCommand({
              SecretId: id,
              ...(version === undefined ? {} : { VersionId: version }),
            }),
          ),
        ),
      );
      return answer?.SecretString;
    },
  };
}
