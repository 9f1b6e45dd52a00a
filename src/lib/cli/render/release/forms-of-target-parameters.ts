import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { type Forms, pairs } from './terraform-form.js';

/** The network of a task, which Terraform keeps without the block in between. */
function networkOf(value: JsonValue): JsonObject {
  const { AwsVpcConfiguration: network } = isJsonObject(value) ? value : {};
  if (!isJsonObject(network)) return {};
  const { Subnets, SecurityGroups, AssignPublicIp } = network;
  return {
    ...(Subnets === undefined ? {} : { subnets: Subnets }),
    ...(SecurityGroups === undefined ? {} : { security_groups: SecurityGroups }),
    ...(AssignPublicIp === undefined ? {} : { assign_public_ip: AssignPublicIp === 'ENABLED' }),
  };
}

/** An attribute of the block above for what CloudFormation has an object for. */
const lifted = (from: string, to: string) => ({
  into: (value: JsonValue) => ({
    attributes: isJsonObject(value) && value[from] !== undefined ? { [to]: value[from] } : {},
    blocks: [],
  }),
});

const ECS: Forms = {
  TaskDefinitionArn: 'task_definition_arn',
  TaskCount: 'task_count',
  LaunchType: 'launch_type',
  PlatformVersion: 'platform_version',
  Group: 'group',
  EnableECSManagedTags: 'enable_ecs_managed_tags',
  EnableExecuteCommand: 'enable_execute_command',
  PropagateTags: 'propagate_tags',
  NetworkConfiguration: {
    into: (value) => ({
      attributes: {},
      blocks: [['network_configuration', { attributes: networkOf(value), blocks: [] }]],
    }),
  },
  CapacityProviderStrategy: {
    block: 'capacity_provider_strategy',
    of: { CapacityProvider: 'capacity_provider', Weight: 'weight', Base: 'base' },
  },
  PlacementConstraints: { block: 'placement_constraint', of: { Type: 'type', Expression: 'expression' } },
  PlacementStrategies: { block: 'ordered_placement_strategy', of: { Type: 'type', Field: 'field' } },
  TagList: { into: (value) => ({ attributes: { tags: pairs(value, 'Key') }, blocks: [] }) },
  ReferenceId: { missing: 'whenever Terraform changes the target, it removes ReferenceId' },
};

/** What only targets of some services take. */
export const TARGET_PARAMETER_FORMS: Forms = {
  EcsParameters: { block: 'ecs_target', of: ECS },
  BatchParameters: {
    block: 'batch_target',
    of: {
      JobDefinition: 'job_definition',
      JobName: 'job_name',
      ArrayProperties: lifted('Size', 'array_size'),
      RetryStrategy: lifted('Attempts', 'job_attempts'),
    },
  },
  RedshiftDataParameters: {
    block: 'redshift_target',
    of: {
      Database: 'database',
      DbUser: 'db_user',
      SecretManagerArn: 'secrets_manager_arn',
      Sql: 'sql',
      Sqls: { missing: 'whenever Terraform changes the target, it sends an empty Sql instead of Sqls' },
      StatementName: 'statement_name',
      WithEvent: 'with_event',
    },
  },
  SageMakerPipelineParameters: {
    block: 'sagemaker_pipeline_target',
    of: { PipelineParameterList: { block: 'pipeline_parameter_list', of: { Name: 'name', Value: 'value' } } },
  },
  AppSyncParameters: { block: 'appsync_target', of: { GraphQLOperation: 'graphql_operation' } },
  RunCommandParameters: {
    into: (value) => ({
      attributes: {},
      blocks: (isJsonObject(value) && Array.isArray(value['RunCommandTargets'])
        ? value['RunCommandTargets']
        : []
      ).flatMap((each: JsonValue) =>
        isJsonObject(each)
          ? [
              [
                'run_command_targets',
                { attributes: { key: each['Key'] ?? '', values: each['Values'] ?? [] }, blocks: [] },
              ] as const,
            ]
          : [],
      ),
    }),
  },
};
