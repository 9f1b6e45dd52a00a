import { answeredWith } from '../../base/answers.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { once } from '../../base/once.js';
import { isArn, nameOfArn, parseArn } from '../../language/names/arn.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { SnsApi, SnsSubscription, SubscriptionSettings } from './model.js';
import { pagesOf } from './pages.js';
import { fromAwsTags, toAwsTags } from './tags.js';
import type { Tags } from './tags-model.js';
import { unlessMissing } from './unless-missing.js';

/** Protocols that can deliver the message without SNS's envelope. */
const rawProtocols = new Set(['sqs', 'http', 'https', 'firehose']);

/** Amazon SNS. `ownAccount` is the account of the credentials. */
export function snsApi(caller: AwsCaller, ownAccount: () => Promise<string>): SnsApi {
  const sdk = once(async () => {
    const sns = await import('@aws-sdk/client-sns');
    return { sns, client: await caller.open((config) => new sns.SNSClient(config)) };
  });
  return {
    async topic(arn, known) {
      const { sns, client } = await sdk();
      const answer = await unlessMissing(
        caller.call('sns:GetTopicAttributes', arn, () =>
          client.send(new sns.GetTopicAttributesCommand({ TopicArn: arn })),
        ),
      );
      if (answer === undefined) return undefined;
      const tags = known ?? (await unlessMissing(tagsOf(arn)));
      return tags === undefined ? undefined : { arn, attributes: answer.Attributes ?? {}, tags };
    },
    subscriptions,
    async createTopic(name, tags) {
      const { sns, client } = await sdk();
      await caller.call('sns:CreateTopic', name, () =>
        client.send(
          new sns.CreateTopicCommand({
            Name: name,
            Tags: toAwsTags(tags),
            ...(name.endsWith('.fifo') ? { Attributes: { FifoTopic: 'true' } } : {}),
          }),
        ),
      );
    },
    async topicNames() {
      const { sns, client } = await sdk();
      const pages = pagesOf(
        (NextToken) =>
          caller.call('sns:ListTopics', '', () => client.send(new sns.ListTopicsCommand({ NextToken }))),
        ({ NextToken }) => NextToken,
      );
      const names: string[] = [];
      for await (const { Topics = [] } of pages)
        names.push(...Topics.map(({ TopicArn = '' }) => nameOfArn(TopicArn)));
      return names;
    },
    async policy(arn) {
      const { sns, client } = await sdk();
      const answer = await unlessMissing(
        caller.call('sns:GetTopicAttributes', arn, () =>
          client.send(new sns.GetTopicAttributesCommand({ TopicArn: arn })),
        ),
      );
      return answer === undefined ? undefined : (answer.Attributes?.['Policy'] ?? '');
    },
    async setAttribute(arn, attribute, value) {
      const { sns, client } = await sdk();
      await caller.call('sns:SetTopicAttributes', arn, () =>
        client.send(
          new sns.SetTopicAttributesCommand({
            TopicArn: arn,
            AttributeName: attribute,
            AttributeValue: value,
          }),
        ),
      );
    },
    async publish(arn, message) {
      const { sns, client } = await sdk();
      await caller.call('sns:Publish', arn, () =>
        client.send(new sns.PublishCommand({ TopicArn: arn, Message: message })),
      );
    },
    async deleteTopic(arn) {
      const { sns, client } = await sdk();
      await caller.call('sns:DeleteTopic', arn, () =>
        client.send(new sns.DeleteTopicCommand({ TopicArn: arn })),
      );
    },
    tag: setTags,
    async subscribe(topicArn, protocol, endpoint, raw, settings = {}) {
      const { sns, client } = await sdk();
      const Attributes = {
        ...(rawProtocols.has(protocol) ? { RawMessageDelivery: String(raw) } : {}),
        ...settings,
      };
      try {
        await caller.call('sns:Subscribe', topicArn, () =>
          client.send(
            new sns.SubscribeCommand({
              TopicArn: topicArn,
              Protocol: protocol,
              Endpoint: endpoint,
              ReturnSubscriptionArn: true,
              ...(Object.keys(Attributes).length === 0 ? {} : { Attributes }),
            }),
          ),
        );
      } catch (error) {
        // The subscription is there with other attributes: they are set on it.
        if (
          !(hasAwsCode(error, 'InvalidParameterException', 'InvalidParameter') && exists(error.report.what))
        ) {
          throw error;
        }
        const arn = await confirmedArn(topicArn, protocol, endpoint);
        if (arn === undefined) throw error;
        await setAttributesOf(arn, Attributes);
      }
    },
    async setRaw(topicArn, protocol, endpoint, raw) {
      const arn = await confirmedArn(topicArn, protocol, endpoint);
      if (arn === undefined) throw unconfirmed(topicArn, endpoint);
      await setAttributesOf(arn, { RawMessageDelivery: String(raw) });
    },
    async setSubscription(topicArn, protocol, endpoint, settings) {
      const arn = await confirmedArn(topicArn, protocol, endpoint);
      if (arn === undefined) throw unconfirmed(topicArn, endpoint);
      await setAttributesOf(arn, { ...settings });
    },
    async unsubscribe(topicArn, protocol, endpoint) {
      const { sns, client } = await sdk();
      const found = await find(topicArn, protocol, endpoint);
      if (found === undefined) return;
      const { arn } = found;
      if (arn === undefined) throw unconfirmed(topicArn, endpoint);
      await unlessMissing(
        caller.call('sns:Unsubscribe', arn, () =>
          client.send(new sns.UnsubscribeCommand({ SubscriptionArn: arn })),
        ),
      );
    },
  };

  /** A topic of another account seldom shows its tags; it is not ours then, whatever they say. */
  async function tagsOf(arn: string): Promise<Tags> {
    const { sns, client } = await sdk();
    try {
      const answer = await caller.call('sns:ListTagsForResource', arn, () =>
        client.send(new sns.ListTagsForResourceCommand({ ResourceArn: arn })),
      );
      return fromAwsTags(answer.Tags);
    } catch (error) {
      const denied = hasAwsCode(error, 'AuthorizationErrorException', 'AuthorizationError', 'AccessDenied');
      if (denied && parseArn(arn)?.account !== (await ownAccount())) return {};
      throw error;
    }
  }

  async function setTags(arn: string, tags: Tags, remove: readonly string[]): Promise<void> {
    const { sns, client } = await sdk();
    if (Object.keys(tags).length > 0) {
      await caller.call('sns:TagResource', arn, () =>
        client.send(new sns.TagResourceCommand({ ResourceArn: arn, Tags: toAwsTags(tags) })),
      );
    }
    if (remove.length > 0) {
      await caller.call('sns:UntagResource', arn, () =>
        client.send(new sns.UntagResourceCommand({ ResourceArn: arn, TagKeys: [...remove] })),
      );
    }
  }

  async function listed(topicArn: string) {
    const { sns, client } = await sdk();
    const pages = pagesOf(
      (NextToken) =>
        caller.call('sns:ListSubscriptionsByTopic', topicArn, () =>
          client.send(new sns.ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken })),
        ),
      ({ NextToken }) => NextToken,
    );
    const found = [];
    for await (const page of pages) found.push(...(page.Subscriptions ?? []));
    return found
      .filter(({ SubscriptionArn }) => SubscriptionArn !== 'Deleted')
      .map(({ SubscriptionArn, Protocol, Endpoint }) => ({
        protocol: Protocol ?? '',
        endpoint: Endpoint ?? '',
        // Instead of an ARN, SNS says PendingConfirmation.
        ...(SubscriptionArn !== undefined && isArn(SubscriptionArn) ? { arn: SubscriptionArn } : {}),
      }));
  }

  async function subscriptions(
    topicArn: string,
    whole: Parameters<SnsApi['subscriptions']>[1] = () => false,
  ): Promise<readonly SnsSubscription[]> {
    return Promise.all(
      (await listed(topicArn)).map(async (subscription) => {
        const asked =
          rawProtocols.has(subscription.protocol) || whole(subscription) ? subscription.arn : undefined;
        const attributes = asked === undefined ? {} : await attributesOfSubscription(asked);
        const settings = settingsOf(attributes);
        return answeredWith(
          {
            ...subscription,
            raw: attributes['RawMessageDelivery'] === 'true',
            ...(Object.keys(settings).length === 0 ? {} : { settings }),
          },
          attributes,
        );
      }),
    );
  }

  async function attributesOfSubscription(arn: string): Promise<Readonly<Record<string, string>>> {
    const { sns, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('sns:GetSubscriptionAttributes', arn, () =>
        client.send(new sns.GetSubscriptionAttributesCommand({ SubscriptionArn: arn })),
      ),
    );
    // Undefined: it went away since it was listed.
    return answer?.Attributes ?? {};
  }

  /** One after the other, as SNS takes one in a call. It takes no empty text, but none at all: the attribute goes. */
  async function setAttributesOf(arn: string, attributes: Readonly<Record<string, string>>): Promise<void> {
    const { sns, client } = await sdk();
    for (const [AttributeName, value] of Object.entries(attributes)) {
      await caller.call('sns:SetSubscriptionAttributes', arn, () =>
        client.send(
          new sns.SetSubscriptionAttributesCommand({
            SubscriptionArn: arn,
            AttributeName,
            ...(value === '' ? {} : { AttributeValue: value }),
          }),
        ),
      );
    }
  }

  /** The confirmed one, where there is one beside a pending one. */
  async function find(topicArn: string, protocol: string, endpoint: string) {
    const same = (await listed(topicArn)).filter(
      (each) => each.protocol === protocol && each.endpoint === endpoint,
    );
    return same.find(({ arn }) => arn !== undefined) ?? same[0];
  }

  async function confirmedArn(topicArn: string, protocol: string, endpoint: string) {
    return (await find(topicArn, protocol, endpoint))?.arn;
  }
}

function settingsOf({
  RedrivePolicy,
  FilterPolicy,
  FilterPolicyScope,
}: Readonly<Record<string, string>>): SubscriptionSettings {
  return {
    ...(RedrivePolicy === undefined ? {} : { RedrivePolicy }),
    ...(FilterPolicy === undefined ? {} : { FilterPolicy }),
    ...(FilterPolicy === undefined || FilterPolicyScope === undefined ? {} : { FilterPolicyScope }),
  };
}

/** SNS neither changes nor removes a subscription that its receiver has not confirmed. */
function unconfirmed(topicArn: string, endpoint: string): GcxError {
  return new GcxError({
    code: 'subscription-unconfirmed',
    what: `The subscription of ${endpoint} to SNS topic ${nameOfArn(topicArn)} is not confirmed (any more): it was when the plan was made.`,
    why: 'SNS changes and removes only what its receiver has confirmed; what is pending it drops by itself, 48 hours after it was made.',
    fix: `Run ${gcxCommand('plan')} again.`,
  });
}

function exists(message: string): boolean {
  return /already exists with different attributes/i.test(message);
}
