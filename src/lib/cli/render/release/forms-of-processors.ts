import { isJsonObject, type JsonObject } from '../../../base/json.js';
import {
  byIdentifier,
  byProperty,
  TAGS,
  type TerraformForm,
  type TerraformPart,
  text,
} from './terraform-form.js';

/** Resources of processors: DynamoDB, IAM, Lambda. */
export const PROCESSOR_FORMS: Readonly<Record<string, TerraformForm>> = {
  'AWS::DynamoDB::Table': {
    type: 'aws_dynamodb_table',
    importId: byProperty('TableName'),
    forms: {
      TableName: 'name',
      BillingMode: 'billing_mode',
      ProvisionedThroughput: {
        into: (value) => ({
          attributes: isJsonObject(value)
            ? {
                read_capacity: value['ReadCapacityUnits'] ?? 0,
                write_capacity: value['WriteCapacityUnits'] ?? 0,
              }
            : {},
          blocks: [],
        }),
      },
      KeySchema: {
        into: (value) => ({
          attributes: Object.fromEntries(
            (Array.isArray(value) ? value : []).flatMap((each) =>
              isJsonObject(each)
                ? [[each['KeyType'] === 'HASH' ? 'hash_key' : 'range_key', each['AttributeName'] ?? '']]
                : [],
            ),
          ),
          blocks: [],
        }),
      },
      AttributeDefinitions: { block: 'attribute', of: { AttributeName: 'name', AttributeType: 'type' } },
      TimeToLiveSpecification: {
        block: 'ttl',
        of: { AttributeName: 'attribute_name', Enabled: 'enabled' },
      },
      DeletionProtectionEnabled: 'deletion_protection_enabled',
      Tags: TAGS,
    },
  },
  'AWS::IAM::Role': {
    type: 'aws_iam_role',
    importId: byProperty('RoleName'),
    forms: {
      RoleName: 'name',
      Path: 'path',
      Description: 'description',
      MaxSessionDuration: 'max_session_duration',
      AssumeRolePolicyDocument: { json: 'assume_role_policy' },
      PermissionsBoundary: 'permissions_boundary',
      Policies: { not: 'each is a resource of its own' },
      ManagedPolicyArns: { not: 'each is a resource of its own' },
      Tags: TAGS,
    },
    parts: ({ properties }) => {
      const role = text(properties['RoleName']);
      const { Policies: own, ManagedPolicyArns: managed } = properties;
      return [
        ...(Array.isArray(own) ? own : []).flatMap((policy): readonly TerraformPart[] => {
          if (!isJsonObject(policy)) return [];
          const name = text(policy['PolicyName']);
          return [
            {
              type: 'aws_iam_role_policy',
              name: `${role} ${name}`,
              called: `policy ${name} of role ${role}`,
              importId: `${role}:${name}`,
              properties: { RoleName: role, ...policy },
              forms: { RoleName: 'role', PolicyName: 'name', PolicyDocument: { json: 'policy' } },
            },
          ];
        }),
        ...(Array.isArray(managed) ? managed : []).map(
          (arn): TerraformPart => ({
            type: 'aws_iam_role_policy_attachment',
            name: `${role} ${text(arn)}`,
            called: `policy ${text(arn)} of role ${role}`,
            importId: `${role}/${text(arn)}`,
            properties: { RoleName: role, PolicyArn: arn },
            forms: { RoleName: 'role', PolicyArn: 'policy_arn' },
          }),
        ),
      ];
    },
  },
  'AWS::Lambda::Function': {
    type: 'aws_lambda_function',
    importId: byProperty('FunctionName'),
    forms: {
      FunctionName: 'function_name',
      Code: { not: 'only AWS has it' },
      Environment: { not: 'its values can be secret' },
      Role: 'role',
      Runtime: 'runtime',
      Handler: 'handler',
      MemorySize: 'memory_size',
      Timeout: 'timeout',
      Description: 'description',
      Architectures: 'architectures',
      ReservedConcurrentExecutions: 'reserved_concurrent_executions',
      TracingConfig: { block: 'tracing_config', of: { Mode: 'mode' } },
      EphemeralStorage: { block: 'ephemeral_storage', of: { Size: 'size' } },
      LoggingConfig: {
        block: 'logging_config',
        of: {
          LogFormat: 'log_format',
          LogGroup: 'log_group',
          ApplicationLogLevel: 'application_log_level',
          SystemLogLevel: 'system_log_level',
        },
      },
      DeadLetterConfig: { block: 'dead_letter_config', of: { TargetArn: 'target_arn' } },
      VpcConfig: {
        block: 'vpc_config',
        of: {
          SubnetIds: 'subnet_ids',
          SecurityGroupIds: 'security_group_ids',
          Ipv6AllowedForDualStack: 'ipv6_allowed_for_dual_stack',
        },
      },
      Tags: TAGS,
    },
    always: ({ name }) => ({ filename: `${name}.zip` }),
    ignores: ['filename', 'source_code_hash', 'environment'],
  },
  'AWS::Lambda::EventSourceMapping': {
    type: 'aws_lambda_event_source_mapping',
    importId: byIdentifier('Id'),
    forms: {
      EventSourceArn: 'event_source_arn',
      FunctionName: 'function_name',
      BatchSize: 'batch_size',
      MaximumBatchingWindowInSeconds: 'maximum_batching_window_in_seconds',
      Enabled: 'enabled',
      FunctionResponseTypes: 'function_response_types',
      ScalingConfig: { block: 'scaling_config', of: { MaximumConcurrency: 'maximum_concurrency' } },
      FilterCriteria: {
        block: 'filter_criteria',
        of: { Filters: { block: 'filter', of: { Pattern: 'pattern' } } },
      },
      MetricsConfig: { block: 'metrics_config', of: { Metrics: 'metrics' } },
      Tags: TAGS,
    },
  },
  'AWS::Lambda::Permission': {
    type: 'aws_lambda_permission',
    importId: ({ identifier }) => `${functionOf(identifier['FunctionName'] ?? '')}/${identifier['Id'] ?? ''}`,
    forms: {
      FunctionName: { into: (value) => ({ attributes: functionAttributes(text(value)), blocks: [] }) },
      Action: 'action',
      Principal: 'principal',
      SourceArn: 'source_arn',
    },
    always: ({ identifier }) => ({ statement_id: identifier['Id'] ?? '' }),
  },
};

/** The function of an ARN, with its qualifier as Terraform imports permissions by it. */
function functionOf(arn: string): string {
  return arn.slice(arn.indexOf(':function:') + ':function:'.length);
}

/** Terraform has the qualifier of a function in an attribute of its own. */
function functionAttributes(arn: string): JsonObject {
  const [name = '', qualifier] = functionOf(arn).split(':');
  return { function_name: name, ...(qualifier === undefined ? {} : { qualifier }) };
}
