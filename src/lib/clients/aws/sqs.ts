import { GcxError } from '../../base/gcx-error.js';
import { once } from '../../base/once.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { SqsApi } from './model.js';
import { pagesOf } from './pages.js';
import { messageCalls } from './sqs-messages.js';
import { isMissingQueue } from './unless-missing.js';

/** SQS takes a name again 60 seconds after the SQS queue of that name was deleted. */
const recreateWait = { everyMilliseconds: 10_000, attempts: 8 };

/** SQS queues on one page of a list: the most that SQS gives. */
const listedAtOnce = 1_000;

/** Amazon SQS. */
export function sqsApi(caller: AwsCaller): SqsApi {
  const sdk = once(async () => {
    const sqs = await import('@aws-sdk/client-sqs');
    const client = await caller.open(
      // A queue's URL is a name, not a place to send credentials to.
      (config) => new sqs.SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
    );
    return { sqs, client };
  });
  const urls = new Map<string, string>();
  return {
    async queue(name, owner, known) {
      const { sqs, client } = await sdk();
      try {
        const url = await urlOf(name, owner);
        const [attributes, tags] = await Promise.all([
          caller.call('sqs:GetQueueAttributes', name, () =>
            client.send(new sqs.GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] })),
          ),
          // SQS shows tags to the owning account only.
          owner === undefined && known === undefined
            ? caller.call('sqs:ListQueueTags', name, () =>
                client.send(new sqs.ListQueueTagsCommand({ QueueUrl: url })),
              )
            : { Tags: known ?? {} },
        ]);
        const read: Record<string, string> = { ...attributes.Attributes };
        return { name, url, arn: read['QueueArn'] ?? '', attributes: read, tags: tags.Tags ?? {} };
      } catch (error) {
        if (!isMissingQueue(error)) throw error;
        urls.delete(key(name, owner));
        return undefined;
      }
    },
    async createQueue(name, attributes, tags) {
      const { sqs, client } = await sdk();
      const create = () =>
        caller.call('sqs:CreateQueue', name, () =>
          client.send(
            new sqs.CreateQueueCommand({
              QueueName: name,
              Attributes: { ...attributes, ...(name.endsWith('.fifo') ? { FifoQueue: 'true' } : {}) },
              tags: { ...tags },
            }),
          ),
        );
      for (let attempt = 1; ; attempt++) {
        try {
          const answer = await create();
          if (answer.QueueUrl !== undefined) urls.set(key(name, undefined), answer.QueueUrl);
          return;
        } catch (error) {
          if (!hasAwsCode(error, 'QueueDeletedRecently', 'AWS.SimpleQueueService.QueueDeletedRecently'))
            throw error;
          if (attempt >= recreateWait.attempts) throw error;
          await caller.runtime.sleep(recreateWait.everyMilliseconds);
        }
      }
    },
    async policy(name, owner) {
      const { sqs, client } = await sdk();
      try {
        const url = await urlOf(name, owner);
        const { Attributes } = await caller.call('sqs:GetQueueAttributes', name, () =>
          client.send(new sqs.GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['Policy'] })),
        );
        return Attributes?.['Policy'] ?? '';
      } catch (error) {
        if (!isMissingQueue(error)) throw error;
        urls.delete(key(name, owner));
        return undefined;
      }
    },
    async setAttributes(name, attributes, owner) {
      const { sqs, client } = await sdk();
      const url = await urlOf(name, owner);
      await caller.call('sqs:SetQueueAttributes', name, () =>
        client.send(new sqs.SetQueueAttributesCommand({ QueueUrl: url, Attributes: { ...attributes } })),
      );
    },
    async tag(name, tags, remove) {
      const { sqs, client } = await sdk();
      const url = await urlOf(name, undefined);
      if (Object.keys(tags).length > 0) {
        await caller.call('sqs:TagQueue', name, () =>
          client.send(new sqs.TagQueueCommand({ QueueUrl: url, Tags: { ...tags } })),
        );
      }
      if (remove.length > 0) {
        await caller.call('sqs:UntagQueue', name, () =>
          client.send(new sqs.UntagQueueCommand({ QueueUrl: url, TagKeys: [...remove] })),
        );
      }
    },
    async deleteQueue(name) {
      const { sqs, client } = await sdk();
      try {
        const url = await urlOf(name, undefined);
        await caller.call('sqs:DeleteQueue', name, () =>
          client.send(new sqs.DeleteQueueCommand({ QueueUrl: url })),
        );
      } catch (error) {
        if (!isMissingQueue(error)) throw error;
      }
      urls.delete(key(name, undefined));
    },
    async queueNames(prefix) {
      const { sqs, client } = await sdk();
      const pages = pagesOf(
        (NextToken) =>
          caller.call('sqs:ListQueues', prefix, () =>
            // SQS gives a token only where a page's size is asked for.
            client.send(
              new sqs.ListQueuesCommand({
                ...(prefix === '' ? {} : { QueueNamePrefix: prefix }),
                MaxResults: listedAtOnce,
                NextToken,
              }),
            ),
          ),
        ({ NextToken }) => NextToken,
      );
      const names: string[] = [];
      for await (const { QueueUrls = [] } of pages)
        names.push(...QueueUrls.map((url) => url.slice(url.lastIndexOf('/') + 1)));
      return names;
    },
    ...messageCalls(caller, sdk, urlOf),
  };

  async function urlOf(name: string, owner: string | undefined): Promise<string> {
    const known = urls.get(key(name, owner));
    if (known !== undefined) return known;
    const { sqs, client } = await sdk();
    const answer = await caller.call('sqs:GetQueueUrl', name, () =>
      client.send(
        new sqs.GetQueueUrlCommand({
          QueueName: name,
          ...(owner === undefined ? {} : { QueueOwnerAWSAccountId: owner }),
        }),
      ),
    );
    if (answer.QueueUrl === undefined) {
      throw new GcxError({ code: 'aws-refused', what: `AWS gave no URL for SQS queue ${name}.` });
    }
    urls.set(key(name, owner), answer.QueueUrl);
    return answer.QueueUrl;
  }
}

function key(name: string, owner: string | undefined): string {
  return `${owner ?? ''}/${name}`;
}
