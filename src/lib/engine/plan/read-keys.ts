import type { Aws, KmsKey } from '../../clients/aws/model.js';
import { type Declared, isKeyOfAws, type Live } from '../kinds/index.js';

/** Reads the KMS keys of the file's topics and queues: those that it names, and those that encrypt them now. */
export async function readKeys(
  declared: Declared,
  { topics, queues }: Pick<Live, 'topics' | 'queues'>,
  aws: Aws,
): Promise<ReadonlyMap<string, KmsKey | null>> {
  const attributes = (arn: string) => (topics.get(arn) ?? queues.get(arn))?.attributes;
  const named = [...declared.topics, ...declared.queues].flatMap(({ arn, key }) => [
    key ?? attributes(arn)?.['KmsMasterKeyId'] ?? '',
  ]);
  const ids = [...new Set(named)].filter((id) => id !== '' && !isKeyOfAws(id));
  return new Map(await Promise.all(ids.map(async (id) => [id, (await aws.kms.key(id)) ?? null] as const)));
}
