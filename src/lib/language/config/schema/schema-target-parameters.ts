import { z } from 'zod';
import { filled } from './schema-parts.js';

const text = (description: string) => z.string().meta({ description });
const texts = (description: string) => z.array(z.string()).meta({ description });
const number = (description: string) => z.int().meta({ description });
const flag = (description: string) => z.boolean().meta({ description });

const ecs = z
  .strictObject({
    TaskDefinitionArn: filled('ARN of the task definition.', 'TaskDefinitionArn'),
    TaskCount: number('How many tasks to start. Left out: 1.').optional(),
    LaunchType: z
      .enum(['EC2', 'FARGATE', 'EXTERNAL'])
      .meta({ description: 'Where the task runs.' })
      .optional(),
    NetworkConfiguration: z
      .strictObject({
        awsvpcConfiguration: z
          .strictObject({
            Subnets: texts('Subnets of the task.'),
            SecurityGroups: texts('Security groups of the task.').optional(),
            AssignPublicIp: z
              .enum(['ENABLED', 'DISABLED'])
              .meta({ description: 'Whether the task gets a public IP address; ENABLED only with FARGATE.' })
              .optional(),
          })
          .optional(),
      })
      .meta({ description: 'The network of the task; required with FARGATE.' })
      .optional(),
    PlatformVersion: text('Platform version of Fargate.').optional(),
    Group: text('The task group.').optional(),
    CapacityProviderStrategy: z
      .array(
        z.strictObject({
          capacityProvider: text('Name of the capacity provider.'),
          weight: number('Its share of the tasks.').optional(),
          base: number('How many tasks it runs at least.').optional(),
        }),
      )
      .meta({ description: 'Capacity providers; instead of LaunchType.' })
      .optional(),
    EnableECSManagedTags: flag('Whether Amazon ECS adds its own tags to the task.').optional(),
    EnableExecuteCommand: flag('Whether ECS Exec may be used in the task.').optional(),
    PlacementConstraints: z
      .array(
        z.strictObject({
          type: z.enum(['distinctInstance', 'memberOf']).optional(),
          expression: text('Expression of memberOf.').optional(),
        }),
      )
      .meta({ description: 'On which instances the task may run.' })
      .optional(),
    PlacementStrategy: z
      .array(
        z.strictObject({
          type: z.enum(['random', 'spread', 'binpack']).optional(),
          field: text('What it is done by.').optional(),
        }),
      )
      .meta({ description: 'How instances are chosen.' })
      .optional(),
    PropagateTags: z
      .enum(['TASK_DEFINITION'])
      .meta({ description: 'Gives the task the tags of its task definition.' })
      .optional(),
    ReferenceId: text('Reference ID of the task.').optional(),
    Tags: z
      .array(z.strictObject({ Key: text('Key of the tag.'), Value: text('Value of the tag.') }))
      .meta({ description: 'Tags of the task.' })
      .optional(),
  })
  .meta({ description: 'Of an Amazon ECS cluster: each event starts a task.' });

const batch = z
  .strictObject({
    JobDefinition: filled('ARN or name of the job definition.', 'JobDefinition'),
    JobName: filled('Name of the job.', 'JobName'),
    ArrayProperties: z
      .strictObject({ Size: number('How many jobs the array has: 2 to 10,000.').optional() })
      .meta({ description: 'Makes an array of jobs.' })
      .optional(),
    RetryStrategy: z
      .strictObject({ Attempts: number('How often a job is tried: 1 to 10.').optional() })
      .meta({ description: 'How often a job that failed is tried.' })
      .optional(),
  })
  .meta({ description: 'Of a queue of AWS Batch: each event submits a job.' });

const redshift = z
  .strictObject({
    Database: filled('Name of the database.', 'Database'),
    SecretManagerArn: text(
      'ARN of the secret that the database is opened with, or a path into the event.',
    ).optional(),
    DbUser: text('Database user, with temporary credentials.').optional(),
    Sql: text('The SQL statement.').optional(),
    Sqls: texts('SQL statements that run as one transaction; instead of Sql.').optional(),
    StatementName: text('Name of the statement.').optional(),
    WithEvent: flag('Whether Redshift sends an event after the statement has run.').optional(),
  })
  .meta({ description: 'Of Amazon Redshift: each event runs SQL statements.' });

const sageMaker = z
  .strictObject({
    PipelineParameterList: z
      .array(z.strictObject({ Name: text('Name of the parameter.'), Value: text('Its value.') }))
      .meta({ description: 'Parameters of the pipeline.' })
      .optional(),
  })
  .meta({ description: 'Of a pipeline of Amazon SageMaker AI: each event starts it.' });

const appSync = z
  .strictObject({
    GraphQLOperation: text('The GraphQL operation.').optional(),
  })
  .meta({ description: 'Of an API of AWS AppSync: each event runs a mutation.' });

const runCommand = z
  .strictObject({
    RunCommandTargets: z
      .array(
        z.strictObject({
          Key: text('InstanceIds, or tag:KEY.'),
          Values: texts('IDs of instances, or values of the tag.'),
        }),
      )
      .meta({ description: 'The instances on which the command runs.' }),
  })
  .meta({ description: 'Of AWS Systems Manager Run Command: each event runs a command.' });

const http = z
  .strictObject({
    PathParameterValues: texts('One for each * of the address, in their order.').optional(),
    HeaderParameters: z.record(z.string(), z.string()).meta({ description: 'Headers.' }).optional(),
    QueryStringParameters: z
      .record(z.string(), z.string())
      .meta({ description: 'Query parameters.' })
      .optional(),
  })
  .meta({ description: 'Of an API of API Gateway, or an API destination that exists.' });

/**
 * What a target by its ARN needs beside the ARN, in AWS's own words (PutTargets in the EventBridge API reference), so that
 * it can be copied from there; checked further in check-target-parameters.
 */
export const targetParametersSchema = z
  .strictObject({
    EcsParameters: ecs.optional(),
    BatchParameters: batch.optional(),
    RedshiftDataParameters: redshift.optional(),
    SageMakerPipelineParameters: sageMaker.optional(),
    AppSyncParameters: appSync.optional(),
    RunCommandParameters: runCommand.optional(),
    HttpParameters: http.optional(),
  })
  .meta({
    description:
      'Settings of a target with "arn", by the names that AWS gives them in PutTargets. A value may be a path into the event that begins with $.',
  });

/** The parameters of a target by its ARN, as the file says them. */
export type TargetParameters = z.infer<typeof targetParametersSchema>;
