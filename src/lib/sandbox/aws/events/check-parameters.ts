import type { JsonObject } from '../../../base/json.js';
import { validationError } from '../aws-error.js';
import { integer, object, text } from '../input.js';

/** The services whose targets take the parameters of a kind (recorded 2026-09-07); SqsParameters every target takes. */
const TAKEN_BY: Readonly<Record<string, readonly string[]>> = {
  EcsParameters: ['ecs'],
  KinesisParameters: ['kinesis'],
  BatchParameters: ['batch'],
  HttpParameters: ['events', 'execute-api'],
  RedshiftDataParameters: ['redshift', 'redshift-serverless'],
  RunCommandParameters: ['ssm'],
  SageMakerPipelineParameters: ['sagemaker'],
  AppSyncParameters: ['appsync'],
};

/** Targets that do not work without parameters of theirs. */
const NEEDED_BY: Readonly<Record<string, string>> = { ecs: 'EcsParameters', batch: 'BatchParameters' };

/**
 * Refuses parameters of another kind of target, those that are missing, and what Batch and ECS take of theirs.
 * @throws AwsError ValidationException in the words recorded 2026-09-07
 */
export function checkParameters(target: JsonObject, service: string): void {
  const id = text(target, 'Id') ?? '';
  for (const [name, services] of Object.entries(TAKEN_BY))
    if (target[name] !== undefined && !services.includes(service))
      throw validationError(`Parameter(s) ${name} not supported for target: ${id}.`);
  const needed = NEEDED_BY[service];
  if (needed !== undefined && target[needed] === undefined)
    throw validationError(`Parameter(s) ${needed} must be specified for target: ${id}.`);
  checkBatch(object(target, 'BatchParameters') ?? {});
  const ecs = object(target, 'EcsParameters') ?? {};
  if (text(ecs, 'LaunchType') === 'FARGATE' && ecs['NetworkConfiguration'] === undefined)
    throw validationError(
      `Parameter NetworkConfiguration must be specified for target ${id} when launch type is FARGATE`,
    );
}

function checkBatch(batch: JsonObject): void {
  const size = integer(object(batch, 'ArrayProperties') ?? {}, 'Size');
  if (size !== undefined && (size < 2 || size > 10_000))
    throw validationError(
      'Parameter ArrayProperties is not valid. Reason: Size must be in between 2 and 10000.',
    );
  const attempts = integer(object(batch, 'RetryStrategy') ?? {}, 'Attempts');
  if (attempts !== undefined && (attempts < 1 || attempts > 10))
    throw validationError(
      'Parameter RetryStrategy is not valid. Reason: Attempts must be in between 1 and 10.',
    );
}
