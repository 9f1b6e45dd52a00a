import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand as ListAlarmTagsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand as ListLogTagsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';

// biome-ignore lint/suspicious/noExplicitAny: whatever AWS's clients answer
type Things = Readonly<Record<string, any>>;

/** Everything that processors are made of but SQS queues, by name, as AWS's own clients read it. */
export interface ProcessorHoldings {
  readonly functions: Things;
  /** By the function's name. */
  readonly mappings: Things;
  readonly tables: Things;
  readonly roles: Things;
  readonly logGroups: Things;
  readonly alarms: Things;
}

/** AWS's clients for what processors are made of, at one endpoint. */
export class ProcessorsAt {
  readonly lambda: LambdaClient;
  readonly dynamo: DynamoDBClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  readonly watch: CloudWatchClient;

  constructor(endpoint: string, region = 'us-east-1') {
    const config = { endpoint, region, credentials: { accessKeyId: 'tests', secretAccessKey: 'tests' } };
    this.lambda = new LambdaClient(config);
    this.dynamo = new DynamoDBClient(config);
    this.iam = new IAMClient(config);
    this.logs = new CloudWatchLogsClient(config);
    this.watch = new CloudWatchClient(config);
  }

  /** Reads all there is; a test has less than a page of each. */
  async holdings(): Promise<ProcessorHoldings> {
    const { Functions = [] } = await this.lambda.send(new ListFunctionsCommand());
    const { EventSourceMappings = [] } = await this.lambda.send(new ListEventSourceMappingsCommand());
    const { TableNames = [] } = await this.dynamo.send(new ListTablesCommand());
    const { Roles = [] } = await this.iam.send(new ListRolesCommand());
    const { logGroups = [] } = await this.logs.send(new DescribeLogGroupsCommand());
    const { MetricAlarms = [] } = await this.watch.send(new DescribeAlarmsCommand());
    const nameIn = (arn = ''): string => arn.split(':')[6] ?? '';
    return {
      functions: await byName(Functions, ({ FunctionName }) => FunctionName, this.#function),
      mappings: await byName(EventSourceMappings, ({ FunctionArn }) => nameIn(FunctionArn), this.#mapping),
      tables: await byName(TableNames, (name) => name, this.#table),
      roles: await byName(Roles, ({ RoleName }) => RoleName, this.#role),
      logGroups: await byName(logGroups, ({ logGroupName }) => logGroupName, this.#logGroup),
      alarms: await byName(MetricAlarms, ({ AlarmName }) => AlarmName, this.#alarm),
    };
  }

  #function = async (read: { FunctionArn?: string | undefined }) => ({
    ...read,
    tags: (await this.lambda.send(new ListTagsCommand({ Resource: read.FunctionArn }))).Tags,
  });

  #mapping = async (read: { EventSourceMappingArn?: string | undefined }) => ({
    ...read,
    tags: (await this.lambda.send(new ListTagsCommand({ Resource: read.EventSourceMappingArn }))).Tags,
  });

  #table = async (TableName: string) => {
    const { Table } = await this.dynamo.send(new DescribeTableCommand({ TableName }));
    const ttl = await this.dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
    const { Tags } = await this.dynamo.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
    return { ...Table, ttl: ttl.TimeToLiveDescription, tags: tagMap(Tags) };
  };

  #role = async ({ RoleName }: { RoleName?: string | undefined }) => {
    const { Role } = await this.iam.send(new GetRoleCommand({ RoleName }));
    const { PolicyNames = [] } = await this.iam.send(new ListRolePoliciesCommand({ RoleName }));
    const policies = await byName(
      PolicyNames,
      (name) => name,
      async (PolicyName) => {
        const { PolicyDocument = '' } = await this.iam.send(
          new GetRolePolicyCommand({ RoleName, PolicyName }),
        );
        return JSON.parse(decodeURIComponent(PolicyDocument));
      },
    );
    return { ...Role, policies, tags: tagMap(Role?.Tags) };
  };

  #logGroup = async (read: { arn?: string | undefined }) => {
    const resourceArn = read.arn?.replace(/:\*$/, '');
    return { ...read, tags: (await this.logs.send(new ListLogTagsCommand({ resourceArn }))).tags };
  };

  #alarm = async (read: { AlarmArn?: string | undefined }) => {
    const { Tags } = await this.watch.send(new ListAlarmTagsCommand({ ResourceARN: read.AlarmArn }));
    return { ...read, tags: tagMap(Tags) };
  };
}

async function byName<T>(
  all: readonly T[],
  nameOf: (one: T) => string | undefined,
  read: (one: T) => Promise<unknown>,
): Promise<Things> {
  return Object.fromEntries(
    await Promise.all(all.map(async (one) => [nameOf(one) ?? '', await read(one)] as const)),
  );
}

function tagMap(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []) {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
