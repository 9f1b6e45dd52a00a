import { answerOf } from '../../base/answers.js';
import { isJsonObject, type JsonObject } from '../../base/json.js';
import { FIFO_SUFFIX } from '../../language/names/processor-names.js';
import { ProcessorVariable } from '../../processor/contract/settings.js';
import { type Describe, keptTags, picked, plainName } from './describe.js';
import type { Parameter } from './model.js';

/** The table of a processor. */
export const describeTable: Describe = ({ live, thing }) => {
  const table = [...live.tables.values()].find((each) => each?.arn === thing.arn);
  if (table === undefined) return [];
  const answer = answerOf(table);
  const throughput = answer?.['ProvisionedThroughput'];
  return [
    {
      of: thing.id,
      type: 'AWS::DynamoDB::Table',
      name: table.name,
      identifier: { TableName: table.name },
      properties: {
        TableName: table.name,
        BillingMode: table.provisioned ? 'PROVISIONED' : 'PAY_PER_REQUEST',
        ...(table.provisioned && isJsonObject(throughput)
          ? { ProvisionedThroughput: picked(throughput, ['ReadCapacityUnits', 'WriteCapacityUnits']) }
          : {}),
        ...picked(answer, ['KeySchema', 'AttributeDefinitions']),
        ...(table.ttl === undefined
          ? {}
          : { TimeToLiveSpecification: { AttributeName: table.ttl, Enabled: true } }),
        ...(answer?.['DeletionProtectionEnabled'] === true ? { DeletionProtectionEnabled: true } : {}),
        ...keptTags(table.tags),
      },
    },
  ];
};

/** An IAM role with its inline policies. */
export const describeRole: Describe = ({ live, thing }) => {
  const role = [...live.roles.values(), ...live.senderRoles.values()].find((each) => each?.arn === thing.arn);
  if (role === undefined) return [];
  const answer = answerOf(role);
  const attached = answer?.['AttachedPolicies'];
  const managed = (Array.isArray(attached) ? attached : []).flatMap((each) =>
    isJsonObject(each) && typeof each['PolicyArn'] === 'string' ? [each['PolicyArn']] : [],
  );
  return [
    {
      of: thing.id,
      type: 'AWS::IAM::Role',
      name: role.name,
      identifier: { RoleName: role.name },
      properties: {
        RoleName: role.name,
        ...picked(answer, ['Path', 'Description', 'MaxSessionDuration']),
        AssumeRolePolicyDocument: role.trust ?? {},
        ...(role.boundary === undefined ? {} : { PermissionsBoundary: role.boundary }),
        Policies: Object.entries(role.policies).map(([PolicyName, PolicyDocument]) => ({
          PolicyName,
          PolicyDocument,
        })),
        ...(managed.length === 0 ? {} : { ManagedPolicyArns: managed }),
        ...keptTags(role.tags),
      },
    },
  ];
};

/** A log group: of a function, of the event bus, or a target. */
export const describeLogGroup: Describe = ({ live, thing }) => {
  const groups = [...live.logGroups.values(), live.busLog?.group, ...live.targetLogGroups.values()];
  const group = groups.find((each) => each?.name === thing.name);
  if (group === undefined || group === null) return [];
  return [
    {
      of: thing.id,
      type: 'AWS::Logs::LogGroup',
      name: group.name,
      identifier: { LogGroupName: group.name },
      properties: {
        LogGroupName: group.name,
        ...(group.retentionDays === undefined ? {} : { RetentionInDays: group.retentionDays }),
        ...(group.key === undefined ? {} : { KmsKeyId: group.key }),
        ...keptTags(group.tags),
      },
    },
  ];
};

/** What a variable of a function that gcx itself sets is called: its values are names and addresses, never secrets. */
const OWN_VARIABLES: readonly string[] = Object.values(ProcessorVariable);

/** The function of a processor: its code, and the values of its variables, are not written. */
export const describeFunction: Describe = ({ live, thing }) => {
  const found = [...live.processorFunctions.values()].find((each) => each?.arn === thing.arn);
  if (found === undefined) return [];
  const base = plainName(found.name);
  const code: readonly Parameter[] = [
    {
      name: `${base}CodeBucket`,
      description: `The S3 bucket with the code of function ${found.name} (aws lambda get-function gives the zip file)`,
      secret: false,
    },
    { name: `${base}CodeKey`, description: `The key of that zip file in the bucket`, secret: false },
  ];
  const theirs = Object.keys(found.environment)
    .filter((name) => !OWN_VARIABLES.includes(name))
    .sort();
  const parameterOf = (name: string) => `${base}${plainName(name)}`;
  const variables: JsonObject = Object.fromEntries(
    Object.entries(found.environment)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => [name, OWN_VARIABLES.includes(name) ? value : { Ref: parameterOf(name) }]),
  );
  const answer = answerOf(found);
  const network = answer?.['VpcConfig'];
  const concurrency = answer?.['Concurrency'];
  return [
    {
      of: thing.id,
      type: 'AWS::Lambda::Function',
      name: found.name,
      identifier: { FunctionName: found.name },
      properties: {
        FunctionName: found.name,
        Code: { S3Bucket: { Ref: `${base}CodeBucket` }, S3Key: { Ref: `${base}CodeKey` } },
        Role: found.roleArn,
        Runtime: found.runtime,
        Handler: found.handler,
        MemorySize: found.memoryMb,
        Timeout: found.timeoutSeconds,
        ...(found.description === '' ? {} : { Description: found.description }),
        Architectures: [found.architecture],
        ...(Object.keys(variables).length === 0 ? {} : { Environment: { Variables: variables } }),
        ...(isJsonObject(network) ? vpcOf(network) : {}),
        ...(isJsonObject(concurrency) ? picked(concurrency, ['ReservedConcurrentExecutions']) : {}),
        ...picked(answer, ['TracingConfig', 'EphemeralStorage', 'LoggingConfig', 'DeadLetterConfig']),
        ...keptTags(found.tags),
      },
      parameters: [
        ...code,
        ...theirs.map((name) => ({
          name: parameterOf(name),
          description: `The value of variable ${name} of function ${found.name}`,
          secret: true,
        })),
      ],
    },
  ];
};

function vpcOf(network: JsonObject): JsonObject {
  const set = picked(network, ['SubnetIds', 'SecurityGroupIds', 'Ipv6AllowedForDualStack']);
  return 'SubnetIds' in set ? { VpcConfig: set } : {};
}

/** An event source mapping. */
export const describeMapping: Describe = ({ live, thing }) => {
  const found = [...live.eventSourceMappings.values()]
    .flat()
    .find(({ uuid }) => thing.arn?.endsWith(`:${uuid}`) === true);
  if (found === undefined) return [];
  return [
    {
      of: thing.id,
      type: 'AWS::Lambda::EventSourceMapping',
      name: thing.name,
      identifier: { Id: found.uuid },
      properties: {
        EventSourceArn: found.queueArn,
        FunctionName: found.functionArn,
        BatchSize: found.batchSize,
        // A FIFO queue takes none (Lambda developer guide, parameters for SQS event source mappings).
        ...(found.queueArn.endsWith(FIFO_SUFFIX)
          ? {}
          : { MaximumBatchingWindowInSeconds: found.windowSeconds }),
        Enabled: found.enabled,
        ...picked(answerOf(found), [
          'FunctionResponseTypes',
          'ScalingConfig',
          'FilterCriteria',
          'MetricsConfig',
        ]),
        ...keptTags(found.tags),
      },
    },
  ];
};
