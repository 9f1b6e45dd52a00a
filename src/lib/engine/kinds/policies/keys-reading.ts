import type { KmsKey } from '../../../clients/aws/model.js';
import type { Config } from '../../../language/config/model.js';
import { kmsArn } from '../../../language/names/arn.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import type { TopicsRead } from '../sns-topic/topics-reading.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';
import { KEY_ATTRIBUTE } from './key-attribute.js';

/** KMS keys of topics, SQS queues, the event bus and the archive of the file. */
export interface KeysRead {
  /** By the name that the file or the attribute gives; null where there is none. */
  readonly keys: ReadonlyMap<string, KmsKey | null>;
}

/** Reads the KMS keys that the file names, and those that encrypt its topics and queues now. */
export const keysReading: Reading<KeysRead, TopicsRead & QueuesRead> = {
  name: 'keys',
  waitsFor: ['topics', 'queues'],
  unread: { live: { keys: new Map() }, of: 'keys of KMS', kinds: [], codes: /^key-/ },
  async read({ config, declared }, { topics, queues }, { aws }) {
    const attributes = (arn: string) => (topics.get(arn) ?? queues.get(arn))?.attributes;
    const named = [...declared.topics, ...declared.queues].map(
      ({ arn, key }) => key ?? attributes(arn)?.[KEY_ATTRIBUTE] ?? '',
    );
    const ids = distinct([...named, ...storeKeys(config)]).filter((id) => !isKeyOfAws(id));
    return { keys: await readEach(ids, async (id) => (await aws.kms.key(id)) ?? null) };
  },
  rights({ config, declared }) {
    const things = [
      ...declared.topics,
      ...declared.queues,
      ...storeKeys(config).map((key) => ({ create: true, key })),
    ];
    // An alias is looked up as the key that it stands for.
    const named = distinct(things.map(({ key }) => key ?? '')).filter((key) => !/:alias\//.test(key));
    const isOpen = things.some(({ create, key }) => !create || (key !== undefined && !named.includes(key)));
    const on = isOpen ? [kmsArn(config, 'key/*')] : named;
    if (on.length === 0) return [];
    return [
      {
        actions: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
        on,
        why: 'see whether the keys of the file and of its topics and SQS queues let EventBridge in',
        without: 'The plan cannot say whether a KMS key keeps events out.',
      },
    ];
  },
  digest: ({ keys }) => ({ keys: [...keys] }),
};

/** Keys of the file for what stores events. */
function storeKeys({ archive, aws }: Pick<Config, 'archive' | 'aws'>): readonly string[] {
  return [archive?.key, aws.busKey].flatMap((key) => key ?? []);
}

/** Whether a key is one that AWS manages for a service: its policy never lets another service in. */
export function isKeyOfAws(key: string): boolean {
  return /(^|:)alias\/aws\//.test(key);
}
