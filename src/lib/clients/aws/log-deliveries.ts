import type { Delivery } from '@aws-sdk/client-cloudwatch-logs';
import { answeredWith } from '../../base/answers.js';
import { once } from '../../base/once.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type {
  DeliveriesOf,
  DeliveryDestination,
  DeliverySource,
  LogDeliveriesApi,
  LogDelivery,
} from './log-delivery-model.js';
import { pagesOf } from './pages.js';
import { hasTags } from './tags.js';
import type { Tags } from './tags-model.js';
import { isMissingThing, unlessMissing } from './unless-missing.js';
import { retryWhile } from './wait.js';

/** How long another change of a delivery may take, in ms. [?] AWS does not say; Terraform users see seconds. */
const UPDATING_MS = 120_000;

/** Whether AWS is still at work on what a delivery is made of (words of many public reports). */
function isUpdating(error: unknown): boolean {
  return hasAwsCode(error, 'ConflictException') && /currently being updated/i.test(error.report.what);
}

/** The delivery of services' logs by Amazon CloudWatch Logs. */
export function logDeliveriesApi(caller: AwsCaller): LogDeliveriesApi {
  const sdk = once(async () => {
    const logs = await import('@aws-sdk/client-cloudwatch-logs');
    return { logs, client: await caller.open((config) => new logs.CloudWatchLogsClient(config)) };
  });
  /** Waits for others' changes, and for what was just made to be known everywhere [?]. */
  const patiently = <T>(attempt: () => Promise<T>): Promise<T> =>
    retryWhile(caller.runtime, UPDATING_MS, isUpdating, attempt);
  return {
    sources,
    destination,
    deliveries,
    async putSource(name, resourceArn, logType, tags) {
      const { logs, client } = await sdk();
      const put = () =>
        caller.call('logs:PutDeliverySource', name, () =>
          client.send(new logs.PutDeliverySourceCommand({ name, resourceArn, logType, tags: { ...tags } })),
        );
      await madeOnce(put, tags, async () => (await sources(name)).find((each) => each.name === name));
    },
    async putDestination(name, groupArn, tags) {
      const { logs, client } = await sdk();
      const put = () =>
        caller.call('logs:PutDeliveryDestination', name, () =>
          client.send(
            new logs.PutDeliveryDestinationCommand({
              name,
              deliveryDestinationConfiguration: { destinationResourceArn: groupArn },
              tags: { ...tags },
            }),
          ),
        );
      await madeOnce(put, tags, () => destination(name));
    },
    async create(source, destinationArn, tags) {
      const { logs, client } = await sdk();
      const isPassing = (error: unknown) => isUpdating(error) || isMissingThing(error);
      try {
        await retryWhile(caller.runtime, UPDATING_MS, isPassing, () =>
          caller.call('logs:CreateDelivery', source, () =>
            client.send(
              new logs.CreateDeliveryCommand({
                deliverySourceName: source,
                deliveryDestinationArn: destinationArn,
                tags: { ...tags },
              }),
            ),
          ),
        );
      } catch (error) {
        // After a lost answer, the delivery that exists with our tags is the one that the first attempt made.
        if (!hasAwsCode(error, 'ConflictException')) throw error;
        const made = (await deliveries({ sources: [source] })).find(
          (each) => each.destinationArn === destinationArn,
        );
        if (!hasTags(made?.tags, tags)) throw error;
      }
    },
    async delete(id) {
      const { logs, client } = await sdk();
      await patiently(() =>
        unlessMissing(
          caller.call('logs:DeleteDelivery', id, () => client.send(new logs.DeleteDeliveryCommand({ id }))),
        ),
      );
    },
    async deleteSource(name) {
      const { logs, client } = await sdk();
      await patiently(() =>
        unlessMissing(
          caller.call('logs:DeleteDeliverySource', name, () =>
            client.send(new logs.DeleteDeliverySourceCommand({ name })),
          ),
        ),
      );
    },
    async deleteDestination(name) {
      const { logs, client } = await sdk();
      await patiently(() =>
        unlessMissing(
          caller.call('logs:DeleteDeliveryDestination', name, () =>
            client.send(new logs.DeleteDeliveryDestinationCommand({ name })),
          ),
        ),
      );
    },
  };

  async function sources(tagged: string): Promise<readonly DeliverySource[]> {
    const { logs, client } = await sdk();
    const pages = pagesOf(
      (nextToken) =>
        caller.call('logs:DescribeDeliverySources', undefined, () =>
          client.send(new logs.DescribeDeliverySourcesCommand({ nextToken })),
        ),
      ({ nextToken }) => nextToken,
    );
    const found: DeliverySource[] = [];
    for await (const { deliverySources = [] } of pages) {
      for (const each of deliverySources) {
        const { name = '', arn = '', resourceArns = [], logType = '' } = each;
        const tags = name.startsWith(tagged) ? ((await tagsOf(arn)) ?? {}) : {};
        found.push(answeredWith({ name, arn, resourceArn: resourceArns[0] ?? '', logType, tags }, each));
      }
    }
    return found;
  }

  async function destination(name: string): Promise<DeliveryDestination | undefined> {
    const { logs, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('logs:GetDeliveryDestination', name, () =>
        client.send(new logs.GetDeliveryDestinationCommand({ name })),
      ),
    );
    const found = answer?.deliveryDestination;
    if (found?.arn === undefined) return undefined;
    const { arn, deliveryDestinationConfiguration: to } = found;
    const tags = (await tagsOf(arn)) ?? {};
    return answeredWith({ name, arn, resourceArn: to?.destinationResourceArn ?? '', tags }, found);
  }

  async function deliveries({ sources, destinationArn }: DeliveriesOf): Promise<readonly LogDelivery[]> {
    const { logs, client } = await sdk();
    const pages = pagesOf(
      (nextToken) =>
        caller.call('logs:DescribeDeliveries', undefined, () =>
          client.send(new logs.DescribeDeliveriesCommand({ nextToken })),
        ),
      ({ nextToken }) => nextToken,
    );
    const found: LogDelivery[] = [];
    for await (const { deliveries = [] } of pages) {
      const wanted = deliveries.filter(
        (each) =>
          sources.includes(each.deliverySourceName ?? '') ||
          (destinationArn !== undefined && each.deliveryDestinationArn === destinationArn),
      );
      for (const each of wanted) found.push(await fromAws(each));
    }
    return found;
  }

  /**
   * Makes something with its tags. AWS refuses tags for what is there: with ours, the first attempt made it, whose answer
   * was lost; else others did meanwhile.
   */
  async function madeOnce(
    put: () => Promise<unknown>,
    tags: Tags,
    read: () => Promise<{ readonly tags: Tags } | undefined>,
  ): Promise<void> {
    try {
      await patiently(put);
    } catch (error) {
      const isThere =
        hasAwsCode(error, 'ConflictException') && /Tags can only be provided/.test(error.report.what);
      if (!isThere || !hasTags((await read())?.tags, tags)) throw error;
    }
  }

  async function fromAws(delivery: Delivery): Promise<LogDelivery> {
    const { id = '', arn = '', deliverySourceName, deliveryDestinationArn } = delivery;
    return answeredWith(
      {
        id,
        arn,
        source: deliverySourceName ?? '',
        destinationArn: deliveryDestinationArn ?? '',
        tags: (await tagsOf(arn)) ?? {},
      },
      delivery,
    );
  }

  /** Undefined where the thing went meanwhile. */
  async function tagsOf(arn: string): Promise<Tags | undefined> {
    const { logs, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('logs:ListTagsForResource', arn, () =>
        client.send(new logs.ListTagsForResourceCommand({ resourceArn: arn })),
      ),
    );
    return answer === undefined ? undefined : (answer.tags ?? {});
  }
}
