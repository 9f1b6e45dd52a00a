import type { Target } from '../../../clients/aws/answers.js';
import type { TARGET_PARAMETERS } from '../../../clients/aws/target-parameters.js';
import { type AttributeTable, none, ours, parts } from '../door/attributes.js';

const asAWhole = none('the parameters are compared with the file as a whole');

/** What EventBridge answers of a target's parameters that only some services take. */
export const targetParameterAttributes: Pick<AttributeTable<Target>, (typeof TARGET_PARAMETERS)[number]> = {
  RunCommandParameters: asAWhole,
  EcsParameters: parts({
    TaskDefinitionArn: ours('The event starts another task, or none.'),
    TaskCount: asAWhole,
    LaunchType: asAWhole,
    NetworkConfiguration: asAWhole,
    PlatformVersion: asAWhole,
    Group: asAWhole,
    CapacityProviderStrategy: asAWhole,
    EnableECSManagedTags: asAWhole,
    EnableExecuteCommand: asAWhole,
    PlacementConstraints: asAWhole,
    PlacementStrategy: asAWhole,
    PropagateTags: asAWhole,
    ReferenceId: asAWhole,
    Tags: asAWhole,
  }),
  BatchParameters: parts({
    JobDefinition: ours('The event submits another job, or none.'),
    JobName: asAWhole,
    ArrayProperties: asAWhole,
    RetryStrategy: asAWhole,
  }),
  RedshiftDataParameters: parts({
    Database: ours('The statement runs in another database, or nowhere.'),
    SecretManagerArn: asAWhole,
    DbUser: asAWhole,
    Sql: asAWhole,
    StatementName: asAWhole,
    WithEvent: asAWhole,
    Sqls: asAWhole,
  }),
  SageMakerPipelineParameters: asAWhole,
  AppSyncParameters: parts({ GraphQLOperation: ours('The event runs another operation, or none.') }),
};
