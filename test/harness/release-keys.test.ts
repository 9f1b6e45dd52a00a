import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/lib/base/json.js';
import { releasePlan } from '../../src/lib/cli/release.js';
import { releaseCloudFormation } from '../../src/lib/cli/render/release/cloudformation-text.js';
import type { Forms } from '../../src/lib/cli/render/release/terraform-form.js';
import { TERRAFORM_FORMS } from '../../src/lib/cli/render/release/terraform-forms.js';
import { releaseTerraform } from '../../src/lib/cli/render/release/terraform-text.js';
import { leftOutOf, planRelease } from '../../src/lib/features/release/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { EVERY_KEY, EVERY_KEY_FILES, ID } from './every-key.js';
import { type HclRead, readHcl } from './hcl-read.js';
import { wrongTemplate, wrongTerraform } from './infrastructure.js';
import { applied, trial } from './trial.js';

const RULE = 'AWS::Events::Rule Targets';
const CONNECTION = 'AWS::Events::Connection AuthParameters';
const ECS = `${RULE}.EcsParameters`;
const TASK_NETWORK = `${ECS}.NetworkConfiguration.AwsVpcConfiguration`;
const REDSHIFT = `${RULE}.RedshiftDataParameters`;
const VARIABLE = 'AWS::Lambda::Function Environment.Variables';
const INTEGRATION = 'the integration, which only Terraform has';
const NOT_SET = 'it is how gcx works, and sets nothing on AWS';

/** Where each key of the file is in a template: a type with the path of a property, and a value that it has for this file. Or why it is nowhere. */
const WRITTEN: Readonly<Record<string, string | readonly [at: string, value: JsonValue]>> = {
  version: NOT_SET,
  project: ['AWS::Events::Rule Name', 'shop-one-1'],
  'genesys.environment': NOT_SET,
  'genesys.region': NOT_SET,
  'genesys.organization': ['AWS::Events::EventBus Name', /\/prod$/.source],
  'genesys.integration.suffix': INTEGRATION,
  'genesys.integration.manage': NOT_SET,
  'genesys.format': NOT_SET,
  'genesys.subscriptions': NOT_SET,
  'genesys.exclusive': NOT_SET,
  'aws.account': NOT_SET,
  'aws.region': NOT_SET,
  'aws.bus': 'AWS::Events::Rule EventBusName',
  'aws.busKey': ['AWS::Events::EventBus KmsKeyIdentifier', 'key/0f4c3c0e'],
  'aws.permissionsBoundary': ['AWS::IAM::Role PermissionsBoundary', 'policy/bound'],
  'aws.profile': NOT_SET,
  'aws.quotas': NOT_SET,
  'defaults.deadLetter': `${RULE}.DeadLetterConfig.Arn`,
  'defaults.retry.maxAge': `${RULE}.RetryPolicy.MaximumEventAgeInSeconds`,
  'defaults.retry.attempts': `${RULE}.RetryPolicy.MaximumRetryAttempts`,
  'archive.retention': ['AWS::Events::Archive RetentionDays', 30],
  'archive.key': ['AWS::Events::Archive KmsKeyIdentifier', 'key/0f4c3c0e'],
  'logging.level': ['AWS::Events::EventBus LogConfig.Level', 'INFO'],
  'logging.detail': ['AWS::Events::EventBus LogConfig.IncludeDetail', 'FULL'],
  'logging.personalData': NOT_SET,
  'logging.retention': ['AWS::Logs::LogGroup RetentionInDays', 7],
  'logging.key': ['AWS::Logs::LogGroup KmsKeyId', 'key/0f4c3c0e'],
  'logging.own': NOT_SET,
  'alarms.to': ['AWS::CloudWatch::Alarm AlarmActions', 'shop-ops'],
  'alarms.owner': ['AWS::CloudWatch::Alarm AlarmDescription', 'CX team'],
  'alarms.runbook': ['AWS::CloudWatch::Alarm AlarmDescription', 'wiki.example.com'],
  'alarms.oldest': ['AWS::CloudWatch::Alarm Threshold', 1200],
  lease: NOT_SET,
  guards: NOT_SET,
  formats: NOT_SET,
  accept: NOT_SET,
  tags: ['AWS::SQS::Queue Tags.Key', 'CostCenter'],
  'targets.*.sns.create': ['AWS::SNS::Topic TopicName', 'shop-board'],
  'targets.*.sns.existing': `${RULE}.Arn`,
  'targets.*.sns.key': ['AWS::SNS::Topic KmsMasterKeyId', 'key/0f4c3c0e'],
  'targets.*.subscribers[].email': 'a subscription that nobody confirmed cannot be imported',
  'targets.*.subscribers[].https': 'a subscription that nobody confirmed cannot be imported',
  'targets.*.subscribers[].sqs': ['AWS::SNS::Subscription Endpoint', 'shop-inbox'],
  'targets.*.subscribers[].lambda': ['AWS::SNS::Subscription Protocol', 'lambda'],
  'targets.*.subscribers[].raw': ['AWS::SNS::Subscription RawMessageDelivery', true],
  'targets.*.subscribers[].deadLetter': 'AWS::SNS::Subscription RedrivePolicy',
  'targets.*.subscribers[].filter': 'AWS::SNS::Subscription FilterPolicy',
  'targets.*.sqs.create': ['AWS::SQS::Queue QueueName', 'shop-inbox'],
  'targets.*.sqs.existing': `${RULE}.Arn`,
  'targets.*.sqs.key': ['AWS::SQS::Queue KmsMasterKeyId', 'key/0f4c3c0e'],
  'targets.*.sqs.messageGroup': [`${RULE}.SqsParameters.MessageGroupId`, 'fair'],
  'targets.*.sqs.retention': ['AWS::SQS::Queue MessageRetentionPeriod', 172_800],
  'targets.*.sqs.visibility': ['AWS::SQS::Queue VisibilityTimeout', 120],
  'targets.*.sqs.delay': ['AWS::SQS::Queue DelaySeconds', 5],
  'targets.*.sqs.wait': ['AWS::SQS::Queue ReceiveMessageWaitTimeSeconds', 10],
  'targets.*.sqs.maxMessageSize': ['AWS::SQS::Queue MaximumMessageSize', 2_048],
  'targets.*.sqs.encryption': ['AWS::SQS::Queue SqsManagedSseEnabled', false],
  'targets.*.sqs.keyReuse': ['AWS::SQS::Queue KmsDataKeyReusePeriodSeconds', 600],
  'targets.*.sqs.throughput': ['AWS::SQS::Queue FifoThroughputLimit', 'perMessageGroupId'],
  'targets.*.sqs.redrive': ['AWS::SQS::Queue RedrivePolicy.maxReceiveCount', 3],
  'targets.*.lambda.existing': `${RULE}.Arn`,
  'targets.*.processor.handler': 'AWS::Lambda::Function Code.S3Bucket',
  'targets.*.processor.name': ['AWS::Lambda::Function FunctionName', 'sales-calls'],
  'targets.*.processor.messageGroup': `${RULE}.SqsParameters.MessageGroupId`,
  'targets.*.processor.only': VARIABLE,
  'targets.*.processor.deduplicate': ['AWS::DynamoDB::Table TimeToLiveSpecification.Enabled', true],
  'targets.*.processor.maxEventAge': VARIABLE,
  'targets.*.processor.batch.size': ['AWS::Lambda::EventSourceMapping BatchSize', 50],
  'targets.*.processor.batch.window': ['AWS::Lambda::EventSourceMapping MaximumBatchingWindowInSeconds', 3],
  'targets.*.processor.concurrency': VARIABLE,
  'targets.*.processor.maximumConcurrency': [
    'AWS::Lambda::EventSourceMapping ScalingConfig.MaximumConcurrency',
    20,
  ],
  'targets.*.processor.reservedConcurrency': ['AWS::Lambda::Function ReservedConcurrentExecutions', 20],
  'targets.*.processor.ephemeralStorage': ['AWS::Lambda::Function EphemeralStorage.Size', 1024],
  'targets.*.processor.vpc.subnets': ['AWS::Lambda::Function VpcConfig.SubnetIds', 'subnet-0a1b2c3d'],
  'targets.*.processor.vpc.securityGroups': [
    'AWS::Lambda::Function VpcConfig.SecurityGroupIds',
    'sg-0a1b2c3d',
  ],
  'targets.*.processor.tracing': ['AWS::Lambda::Function TracingConfig.Mode', 'Active'],
  'targets.*.processor.metrics': VARIABLE,
  'targets.*.processor.memory': ['AWS::Lambda::Function MemorySize', 1024],
  'targets.*.processor.timeout': ['AWS::Lambda::Function Timeout', 90],
  'targets.*.processor.runtime': ['AWS::Lambda::Function Runtime', 'nodejs22.x'],
  'targets.*.processor.architecture': ['AWS::Lambda::Function Architectures', 'x86_64'],
  'targets.*.processor.logs.retention': ['AWS::Logs::LogGroup RetentionInDays', 90],
  'targets.*.processor.role': 'AWS::Lambda::Function Role',
  'targets.*.processor.environment': 'AWS::Lambda::Function Environment.Variables.OUT',
  'targets.*.processor.secrets': VARIABLE,
  'targets.*.processor.permissions': [
    'AWS::IAM::Role Policies.PolicyDocument.Statement.Resource',
    'arn:aws:s3:::calls',
  ],
  'targets.*.processor.migrations': VARIABLE,
  'targets.*.processor.alarms': ['AWS::CloudWatch::Alarm AlarmActions', 'shop-ops'],
  'targets.*.kinesis.existing': [`${RULE}.Arn`, 'stream/calls'],
  'targets.*.kinesis.partitionKey': [`${RULE}.KinesisParameters.PartitionKeyPath`, ID],
  'targets.*.firehose.existing': `${RULE}.Arn`,
  'targets.*.stateMachine.existing': [`${RULE}.Arn`, 'stateMachine:flow'],
  'targets.*.bus.existing': `${RULE}.Arn`,
  'targets.*.logGroup.create': ['AWS::Logs::LogGroup LogGroupName', '/aws/events/shop'],
  'targets.*.logGroup.existing': `${RULE}.Arn`,
  'targets.*.logGroup.retention': ['AWS::Logs::LogGroup RetentionInDays', 14],
  'targets.*.logGroup.key': 'AWS::Logs::LogGroup KmsKeyId',
  'targets.*.http.url': ['AWS::Events::ApiDestination InvocationEndpoint', 'https://crm.example.com/*'],
  'targets.*.http.path': [`${RULE}.HttpParameters.PathParameterValues`, ID],
  'targets.*.http.method': ['AWS::Events::ApiDestination HttpMethod', 'PUT'],
  'targets.*.http.headers': [`${RULE}.HttpParameters.HeaderParameters.X-From`, 'genesys'],
  'targets.*.http.query': [`${RULE}.HttpParameters.QueryStringParameters.q`, ID],
  'targets.*.http.rate': ['AWS::Events::ApiDestination InvocationRateLimitPerSecond', 20],
  'targets.*.http.name': 'AWS::Events::ApiDestination Name',
  'targets.*.http.connection': 'AWS::Events::Connection Name',
  'targets.*.http.auth.apiKey.header': [`${CONNECTION}.ApiKeyAuthParameters.ApiKeyName`, 'X-Key'],
  'targets.*.http.auth.apiKey.secret': `${CONNECTION}.ApiKeyAuthParameters.ApiKeyValue.Ref`,
  'targets.*.http.auth.basic.user': [`${CONNECTION}.BasicAuthParameters.Username`, 'gcx'],
  'targets.*.http.auth.basic.secret': `${CONNECTION}.BasicAuthParameters.Password.Ref`,
  'targets.*.http.auth.oauth.tokenUrl': [
    `${CONNECTION}.OAuthParameters.AuthorizationEndpoint`,
    'login.example',
  ],
  'targets.*.http.auth.oauth.clientId': [`${CONNECTION}.OAuthParameters.ClientParameters.ClientID`, 'gcx'],
  'targets.*.http.auth.oauth.secret': `${CONNECTION}.OAuthParameters.ClientParameters.ClientSecret.Ref`,
  'targets.*.http.auth.oauth.method': [`${CONNECTION}.OAuthParameters.HttpMethod`, 'GET'],
  'targets.*.http.auth.oauth.headers': [
    `${CONNECTION}.OAuthParameters.OAuthHttpParameters.HeaderParameters.Key`,
    'X-A',
  ],
  'targets.*.http.auth.oauth.query': [
    `${CONNECTION}.OAuthParameters.OAuthHttpParameters.QueryStringParameters.Key`,
    'b',
  ],
  'targets.*.http.auth.oauth.body': [
    `${CONNECTION}.OAuthParameters.OAuthHttpParameters.BodyParameters.Value`,
    'write',
  ],
  'targets.*.arn': [`${RULE}.Arn`, 'cluster/jobs'],
  'targets.*.parameters.EcsParameters.TaskDefinitionArn': [
    `${ECS}.TaskDefinitionArn`,
    'task-definition/report',
  ],
  'targets.*.parameters.EcsParameters.TaskCount': [`${ECS}.TaskCount`, 2],
  'targets.*.parameters.EcsParameters.LaunchType': [`${ECS}.LaunchType`, 'EC2'],
  'targets.*.parameters.EcsParameters.NetworkConfiguration.awsvpcConfiguration.Subnets': [
    `${TASK_NETWORK}.Subnets`,
    'subnet-0a1b2c3d',
  ],
  'targets.*.parameters.EcsParameters.NetworkConfiguration.awsvpcConfiguration.SecurityGroups': [
    `${TASK_NETWORK}.SecurityGroups`,
    'sg-0a1b2c3d',
  ],
  'targets.*.parameters.EcsParameters.NetworkConfiguration.awsvpcConfiguration.AssignPublicIp': [
    `${TASK_NETWORK}.AssignPublicIp`,
    'ENABLED',
  ],
  'targets.*.parameters.EcsParameters.PlatformVersion': [`${ECS}.PlatformVersion`, 'LATEST'],
  'targets.*.parameters.EcsParameters.Group': [`${ECS}.Group`, 'calls'],
  'targets.*.parameters.EcsParameters.CapacityProviderStrategy[].capacityProvider': [
    `${ECS}.CapacityProviderStrategy.CapacityProvider`,
    'FARGATE',
  ],
  'targets.*.parameters.EcsParameters.CapacityProviderStrategy[].weight': [
    `${ECS}.CapacityProviderStrategy.Weight`,
    1,
  ],
  'targets.*.parameters.EcsParameters.CapacityProviderStrategy[].base': [
    `${ECS}.CapacityProviderStrategy.Base`,
    1,
  ],
  'targets.*.parameters.EcsParameters.EnableECSManagedTags': [`${ECS}.EnableECSManagedTags`, true],
  'targets.*.parameters.EcsParameters.EnableExecuteCommand': [`${ECS}.EnableExecuteCommand`, true],
  'targets.*.parameters.EcsParameters.PlacementConstraints[].type': [
    `${ECS}.PlacementConstraints.Type`,
    'memberOf',
  ],
  'targets.*.parameters.EcsParameters.PlacementConstraints[].expression': [
    `${ECS}.PlacementConstraints.Expression`,
    'attribute:a',
  ],
  'targets.*.parameters.EcsParameters.PlacementStrategy[].type': [
    `${ECS}.PlacementStrategies.Type`,
    'spread',
  ],
  'targets.*.parameters.EcsParameters.PlacementStrategy[].field': [
    `${ECS}.PlacementStrategies.Field`,
    'host',
  ],
  'targets.*.parameters.EcsParameters.PropagateTags': [`${ECS}.PropagateTags`, 'TASK_DEFINITION'],
  'targets.*.parameters.EcsParameters.ReferenceId': [`${ECS}.ReferenceId`, 'report'],
  'targets.*.parameters.EcsParameters.Tags[].Key': [`${ECS}.TagList.Key`, 'team'],
  'targets.*.parameters.EcsParameters.Tags[].Value': [`${ECS}.TagList.Value`, 'cx'],
  'targets.*.parameters.BatchParameters.JobDefinition': [`${RULE}.BatchParameters.JobDefinition`, 'report'],
  'targets.*.parameters.BatchParameters.JobName': [`${RULE}.BatchParameters.JobName`, 'report'],
  'targets.*.parameters.BatchParameters.ArrayProperties.Size': [
    `${RULE}.BatchParameters.ArrayProperties.Size`,
    2,
  ],
  'targets.*.parameters.BatchParameters.RetryStrategy.Attempts': [
    `${RULE}.BatchParameters.RetryStrategy.Attempts`,
    3,
  ],
  'targets.*.parameters.RedshiftDataParameters.Database': [`${REDSHIFT}.Database`, 'calls'],
  'targets.*.parameters.RedshiftDataParameters.SecretManagerArn': [
    `${REDSHIFT}.SecretManagerArn`,
    'secret:db',
  ],
  'targets.*.parameters.RedshiftDataParameters.DbUser': [`${REDSHIFT}.DbUser`, 'gcx'],
  'targets.*.parameters.RedshiftDataParameters.Sql': [`${REDSHIFT}.Sql`, 'call ended()'],
  'targets.*.parameters.RedshiftDataParameters.Sqls': [`${REDSHIFT}.Sqls`, 'call ended()'],
  'targets.*.parameters.RedshiftDataParameters.StatementName': [`${REDSHIFT}.StatementName`, 'ended'],
  'targets.*.parameters.RedshiftDataParameters.WithEvent': [`${REDSHIFT}.WithEvent`, true],
  'targets.*.parameters.SageMakerPipelineParameters': [
    `${RULE}.SageMakerPipelineParameters.PipelineParameterList.Name`,
    'call',
  ],
  'targets.*.parameters.AppSyncParameters': [`${RULE}.AppSyncParameters.GraphQLOperation`, 'mutation'],
  'targets.*.parameters.RunCommandParameters': [
    `${RULE}.RunCommandParameters.RunCommandTargets.Values`,
    'pbx',
  ],
  'targets.*.parameters.HttpParameters.PathParameterValues': [
    `${RULE}.HttpParameters.PathParameterValues`,
    ID,
  ],
  'targets.*.parameters.HttpParameters.HeaderParameters': [
    `${RULE}.HttpParameters.HeaderParameters.X-Source`,
    'gcx',
  ],
  'targets.*.parameters.HttpParameters.QueryStringParameters': [
    `${RULE}.HttpParameters.QueryStringParameters.a`,
    'b',
  ],
  'targets.*.role': [`${RULE}.RoleArn`, 'role/send'],
  'targets.*.deadLetter': [`${RULE}.DeadLetterConfig.Arn`, 'shop-dead'],
  'targets.*.retry.maxAge': [`${RULE}.RetryPolicy.MaximumEventAgeInSeconds`, 3_600],
  'targets.*.retry.attempts': [`${RULE}.RetryPolicy.MaximumRetryAttempts`, 3],
  'targets.*.input.template': [`${RULE}.InputTransformer.InputTemplate`, '{"id": <id>}'],
  'targets.*.input.paths': [`${RULE}.InputTransformer.InputPathsMap.id`, ID],
  'targets.*.input.path': [`${RULE}.InputPath`, '$.detail'],
  'targets.*.input.constant': [`${RULE}.Input`, '{"a":1}'],
  'targets.*.protect': NOT_SET,
  'targets.*.renamedFrom': NOT_SET,
  'routes.*.description': ['AWS::Events::Rule Description', 'Ended calls'],
  'routes.*.events': 'AWS::Events::Rule EventPattern.detail-type',
  'routes.*.queues': 'AWS::Events::Rule EventPattern.detail.eventBody.queueId',
  'routes.*.where': ['AWS::Events::Rule EventPattern.detail.eventBody.mediaType', 'VOICE'],
  'routes.*.format': NOT_SET,
  'routes.*.targets': `${RULE}.Id`,
  'routes.*.expect': ['AWS::CloudWatch::Alarm ComparisonOperator', 'LessThanThreshold'],
  'routes.*.enabled': ['AWS::Events::Rule State', 'DISABLED'],
  'routes.*.protect': NOT_SET,
  'routes.*.renamedFrom': NOT_SET,
  'routes.*.pattern': 'AWS::Events::Rule EventPattern',
};

/** What Terraform leaves as it is: `ignore_changes`. */
const LEFT = /^AWS::Lambda::Function (?:Code|Environment)\b/;

/** The keys of the schema, down to those that the table names, or to values. */
function keysOf(schema: JsonObject): readonly string[] {
  const keys = new Set<string>();
  const refers = (node: JsonValue | undefined): JsonObject => {
    if (!isJsonObject(node)) return {};
    const { $ref: ref } = node;
    if (typeof ref !== 'string') return node;
    return refers(
      ref
        .split('/')
        .slice(1)
        .reduce<JsonValue | undefined>((at, name) => (isJsonObject(at) ? at[name] : undefined), schema),
    );
  };
  const visit = (node: JsonValue | undefined, path: string): void => {
    if (path in WRITTEN || path === '$schema' || path === 'environments') {
      keys.add(path);
      return;
    }
    const all = [
      refers(node),
      ...['anyOf', 'oneOf']
        .flatMap((way) => (refers(node)[way] as readonly JsonValue[] | undefined) ?? [])
        .map(refers),
    ];
    const inner = all.flatMap(({ properties, additionalProperties: any, items }) => [
      ...Object.entries(isJsonObject(properties) ? properties : {}).map(
        ([name, each]) => [path === '' ? name : `${path}.${name}`, each] as const,
      ),
      ...(isJsonObject(any) && Object.keys(any).length > 0 && any['type'] !== 'string'
        ? [[`${path}.*`, any] as const]
        : []),
      ...(isJsonObject(items) && isJsonObject(refers(items)['properties'])
        ? [[`${path}[]`, items] as const]
        : []),
    ]);
    if (inner.length === 0) keys.add(path);
    for (const [below, each] of inner) visit(each, below);
  };
  visit(schema, '');
  const isAbove = (key: string) => [...keys].some((other) => other.startsWith(`${key}.`));
  return [...keys].filter((key) => key !== '$schema' && key !== 'environments' && !isAbove(key));
}

/** All values at a path, in lists as well. */
function valuesAt(value: JsonValue | undefined, [name, ...rest]: readonly string[]): readonly JsonValue[] {
  if (Array.isArray(value))
    return value.flatMap((each) => valuesAt(each, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return value === undefined ? [] : [value];
  return isJsonObject(value) ? valuesAt(value[name], rest) : [];
}

/** The argument of Terraform for a path, with the blocks around it; undefined where a form makes several of it or leaves it as it is. */
function argumentFor(
  forms: Forms,
  [name = '', ...rest]: readonly string[],
): readonly string[] | 'missing' | undefined {
  const form = forms[name];
  if (typeof form === 'string') return [form];
  if (form === undefined || 'missing' in form) return 'missing';
  if ('json' in form) return [form.json];
  if (!('block' in form)) return undefined;
  const inner = argumentFor(form.of, rest);
  return inner === undefined || inner === 'missing' ? inner : [form.block, ...inner];
}

function hasArgument({ attributes, blocks }: HclRead, [name = '', ...rest]: readonly string[]): boolean {
  return rest.length === 0
    ? attributes.has(name)
    : blocks.some((block) => block.head === name && hasArgument(block, rest));
}

/** The forms of a type's properties, or of the targets of a rule. */
function formsOf(
  type: string,
  first: string | undefined,
): readonly [resource: string, forms: Forms, depth: number] {
  const form = TERRAFORM_FORMS[type];
  if (type !== 'AWS::Events::Rule' || first !== 'Targets') return [form?.type ?? '', form?.forms ?? {}, 0];
  const properties = { Name: 'one', EventBusName: 'bus', Targets: [{ Id: 'it' }] };
  const [part] = form?.parts?.({ of: '', type, name: '', identifier: {}, properties }) ?? [];
  return [part?.type ?? '', part?.forms ?? {}, 1];
}

it('each key of the file is in both formats as it was asked for, or in the list of what they cannot express', async () => {
  expect(
    keysOf(JSON.parse(readFileSync('config/genesysrc.schema.json', 'utf8'))).filter(
      (key) => !(key in WRITTEN),
    ),
  ).toEqual([]);

  const all = await trial(EVERY_KEY, {}, EVERY_KEY_FILES);
  all.secrets.set('CRM_KEY', 'key-of-the-crm');
  await applied(all);
  const { aws, genesys } = all;
  const release = await planRelease(
    await loadConfig({ cwd: all.folder, env: {} }),
    { genesys, aws, sandbox: true },
    [],
  );
  const hcl = releaseTerraform(release);
  const { template, resources } = releaseCloudFormation(release);
  expect(wrongTerraform(hcl)).toEqual([]);
  expect(wrongTemplate(template, resources)).toEqual([]);
  expect(leftOutOf(release).map(({ message }) => message)).toEqual([
    expect.stringContaining('a@example.com'),
  ]);

  const { Resources } = JSON.parse(template) as {
    Resources: Record<string, { Type: string; Properties: JsonObject }>;
  };
  const blocks = readHcl(hcl);
  const { warnings } = releasePlan(release, 'terraform');
  const wrong = Object.entries(WRITTEN).flatMap(([key, written]): readonly string[] => {
    const [at, value] = typeof written === 'string' ? [written, undefined] : written;
    const [type = '', path = ''] = at.split(' ');
    if (!type.startsWith('AWS::')) return [];
    const names = path.split('.');
    const found = Object.values(Resources).flatMap((each) =>
      each.Type === type ? valuesAt(each.Properties, names) : [],
    );
    const isThere =
      value === undefined
        ? found.length > 0
        : found.some((each) =>
            typeof value === 'string' && typeof each === 'string'
              ? new RegExp(value).test(each) || each.includes(value)
              : each === value,
          );
    const [resource, forms, depth] = formsOf(type, names[0]);
    const argument = LEFT.test(at) ? undefined : argumentFor(forms, names.slice(depth));
    const setting = names.slice(depth).join('.');
    const isSaid =
      argument === undefined ||
      (argument === 'missing'
        ? warnings.some(({ message }) => message.startsWith(`Terraform has no argument for ${setting} of `))
        : blocks.some(
            (block) => block.head.startsWith(`resource "${resource}"`) && hasArgument(block, argument),
          ));
    return [
      ...(isThere ? [] : [`${key}: ${at} is ${JSON.stringify(found)}`]),
      ...(isSaid ? [] : [`${key}: no ${String(argument)} in Terraform`]),
    ];
  });
  expect(wrong).toEqual([]);
});
