import {
  EventBridgeClient,
  ListEventBusesCommand,
  ListTagsForResourceCommand as ListEventTagsCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { GetPolicyCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

type Attributes = Readonly<Record<string, string>>;

/** Everything that an AWS endpoint holds of what gcx works on, by name, as AWS's own clients read it. */
export interface AwsHoldings {
  /** By `bus/name`. */
  readonly rules: Readonly<Record<string, { rule: Rule; tags: Attributes; targets: readonly Target[] }>>;
  readonly topics: Readonly<Record<string, TopicHolding>>;
  readonly queues: Readonly<Record<string, { attributes: Attributes; tags: Attributes }>>;
  /** Lambda functions with the text of their policy, where they have one. */
  readonly functions: Readonly<Record<string, string | undefined>>;
}

interface TopicHolding {
  readonly attributes: Attributes;
  readonly tags: Attributes;
  /** Attributes by `protocol endpoint`. */
  readonly subscriptions: Readonly<Record<string, Attributes>>;
}

/** AWS's clients, all at one endpoint. */
export class AwsAt {
  readonly events: EventBridgeClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;

  constructor(endpoint: string, region = 'us-east-1') {
    const config = { endpoint, region, credentials: { accessKeyId: 'tests', secretAccessKey: 'tests' } };
    this.events = new EventBridgeClient(config);
    this.sns = new SNSClient(config);
    this.sqs = new SQSClient(config);
    this.lambda = new LambdaClient(config);
  }

  /** Reads all there is. */
  async holdings(): Promise<AwsHoldings> {
    return {
      rules: await this.#rules(),
      topics: await this.#topics(),
      queues: await this.#queues(),
      functions: await this.#functions(),
    };
  }

  async #rules(): Promise<AwsHoldings['rules']> {
    const rules: Record<string, AwsHoldings['rules'][string]> = {};
    const { EventBuses = [] } = await this.events.send(new ListEventBusesCommand());
    for (const { Name: EventBusName = '' } of EventBuses) {
      let NextToken: string | undefined;
      do {
        const page = await this.events.send(new ListRulesCommand({ EventBusName, NextToken }));
        for (const rule of page.Rules ?? []) {
          const [targets, tags] = await Promise.all([
            this.events.send(new ListTargetsByRuleCommand({ EventBusName, Rule: rule.Name })),
            this.events.send(new ListEventTagsCommand({ ResourceARN: rule.Arn })),
          ]);
          rules[`${EventBusName}/${rule.Name}`] = {
            rule,
            tags: tagMap(tags.Tags),
            targets: [...(targets.Targets ?? [])].sort((a, b) => ((a.Id ?? '') < (b.Id ?? '') ? -1 : 1)),
          };
        }
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
    }
    return rules;
  }

  async #topics(): Promise<AwsHoldings['topics']> {
    const topics: Record<string, TopicHolding> = {};
    const { Topics = [] } = await this.sns.send(new ListTopicsCommand());
    for (const { TopicArn = '' } of Topics) {
      const [attributes, tags, listed] = await Promise.all([
        this.sns.send(new GetTopicAttributesCommand({ TopicArn })),
        this.sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn })),
        this.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
      ]);
      const subscriptions: Record<string, Attributes> = {};
      for (const { SubscriptionArn, Protocol, Endpoint } of listed.Subscriptions ?? []) {
        const read = SubscriptionArn?.startsWith('arn:')
          ? await this.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))
          : undefined;
        subscriptions[`${Protocol} ${Endpoint}`] = read?.Attributes ?? {};
      }
      topics[last(TopicArn)] = {
        attributes: attributes.Attributes ?? {},
        tags: tagMap(tags.Tags),
        subscriptions,
      };
    }
    return topics;
  }

  async #queues(): Promise<AwsHoldings['queues']> {
    const queues: Record<string, AwsHoldings['queues'][string]> = {};
    const { QueueUrls = [] } = await this.sqs.send(new ListQueuesCommand());
    for (const QueueUrl of QueueUrls) {
      const [attributes, tags] = await Promise.all([
        this.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })),
        this.sqs.send(new ListQueueTagsCommand({ QueueUrl })),
      ]);
      queues[QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1)] = {
        attributes: attributes.Attributes ?? {},
        tags: tags.Tags ?? {},
      };
    }
    return queues;
  }

  async #functions(): Promise<AwsHoldings['functions']> {
    const functions: Record<string, string | undefined> = {};
    const { Functions = [] } = await this.lambda.send(new ListFunctionsCommand());
    for (const { FunctionName = '' } of Functions) {
      functions[FunctionName] = await this.lambda.send(new GetPolicyCommand({ FunctionName })).then(
        ({ Policy }) => Policy,
        (error: Error) => {
          if (error.name === 'ResourceNotFoundException') return undefined;
          throw error;
        },
      );
    }
    return functions;
  }
}

/** Statements of a policy document's text, by `Sid`. */
export function statementsBySid(policy: string | undefined): Readonly<Record<string, unknown>> {
  if (policy === undefined || policy === '') return {};
  const { Statement } = JSON.parse(policy) as { Statement: readonly { Sid?: string }[] };
  return Object.fromEntries(Statement.map((statement) => [statement.Sid ?? '', statement]));
}

function tagMap(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []): Attributes {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

function last(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
