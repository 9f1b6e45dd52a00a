import { isJsonObject, type JsonObject } from '../../base/json.js';
import { once } from '../../base/once.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { KmsApi } from './model.js';

/** What KMS answers to who may not look at a key. */
const DENIED = ['AccessDeniedException', 'AccessDenied'];

/** AWS KMS: keys are read, never written. */
export function kmsApi(caller: AwsCaller): KmsApi {
  const sdk = once(async () => {
    const kms = await import('@aws-sdk/client-kms');
    return { kms, client: await caller.open((config) => new kms.KMSClient(config)) };
  });
  return {
    async key(id) {
      const { kms, client } = await sdk();
      try {
        const { KeyMetadata: key } = await caller.call('kms:DescribeKey', id, () =>
          client.send(new kms.DescribeKeyCommand({ KeyId: id })),
        );
        if (key === undefined) return undefined;
        const policy = await policyOf(key.Arn ?? id);
        return {
          ...(key.Arn === undefined ? {} : { arn: key.Arn }),
          ...(key.KeyManager === undefined ? {} : { ofAws: key.KeyManager === 'AWS' }),
          ...(key.KeyState === undefined ? {} : { enabled: key.KeyState === 'Enabled' }),
          ...(policy === undefined ? {} : { policy }),
        };
      } catch (error) {
        if (hasAwsCode(error, 'NotFoundException')) return undefined;
        // An ARN that is none of a key, or a key of another region.
        if (hasAwsCode(error, 'InvalidArnException', 'ValidationException')) return undefined;
        if (!hasAwsCode(error, ...DENIED)) throw error;
        const policy = await policyOf(id);
        return policy === undefined ? {} : { policy };
      }
    },
  };

  /** Undefined where it may not be read; KMS takes no alias here. */
  async function policyOf(key: string): Promise<JsonObject | undefined> {
    const { kms, client } = await sdk();
    try {
      const { Policy } = await caller.call('kms:GetKeyPolicy', key, () =>
        client.send(new kms.GetKeyPolicyCommand({ KeyId: key, PolicyName: 'default' })),
      );
      const policy: unknown = JSON.parse(Policy ?? 'null');
      return isJsonObject(policy) ? policy : undefined;
    } catch (error) {
      if (hasAwsCode(error, ...DENIED, 'NotFoundException', 'InvalidArnException')) return undefined;
      throw error;
    }
  }
}
