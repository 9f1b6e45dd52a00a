import type { HttpParameters, InputTransformer, Target } from '@aws-sdk/client-eventbridge';
import type { RuleTarget } from './rule-model.js';
import { plainParameters, TARGET_PARAMETERS } from './target-parameters.js';

/** A rule's target in EventBridge's words. */
export function toAwsTarget(target: RuleTarget): Target {
  const { id, arn, roleArn, deadLetterArn, retry, input, messageGroup, partitionKey, http, parameters } =
    target;
  return {
    Id: id,
    Arn: arn,
    ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
    ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
    ...(retry === undefined
      ? {}
      : {
          RetryPolicy: {
            ...(retry.maxAgeSeconds === undefined ? {} : { MaximumEventAgeInSeconds: retry.maxAgeSeconds }),
            ...(retry.attempts === undefined ? {} : { MaximumRetryAttempts: retry.attempts }),
          },
        }),
    ...(messageGroup === undefined ? {} : { SqsParameters: { MessageGroupId: messageGroup } }),
    ...(partitionKey === undefined ? {} : { KinesisParameters: { PartitionKeyPath: partitionKey } }),
    ...(http === undefined ? {} : { HttpParameters: toAwsHttp(http) }),
    ...parameters,
    ...toAwsInput(input),
  };
}

function toAwsHttp({ path, headers, query }: NonNullable<RuleTarget['http']>): HttpParameters {
  return {
    ...(path.length === 0 ? {} : { PathParameterValues: [...path] }),
    ...(Object.keys(headers).length === 0 ? {} : { HeaderParameters: { ...headers } }),
    ...(Object.keys(query).length === 0 ? {} : { QueryStringParameters: { ...query } }),
  };
}

/** Undefined where nothing is set: AWS gives back empty parameters as they were put. */
function fromAwsHttp(http: Target['HttpParameters']): RuleTarget['http'] {
  const {
    PathParameterValues: path = [],
    HeaderParameters: headers = {},
    QueryStringParameters: query = {},
  } = http ?? {};
  const isEmpty = path.length + Object.keys(headers).length + Object.keys(query).length === 0;
  return isEmpty ? undefined : { path, headers, query };
}

function toAwsInput(input: RuleTarget['input']): Pick<Target, 'Input' | 'InputPath' | 'InputTransformer'> {
  if (input === undefined) return {};
  switch (input.kind) {
    case 'constant':
      return { Input: input.json };
    case 'path':
      return { InputPath: input.path };
    case 'template': {
      const transformer: InputTransformer = {
        InputTemplate: input.template,
        ...(Object.keys(input.paths).length === 0 ? {} : { InputPathsMap: { ...input.paths } }),
      };
      return { InputTransformer: transformer };
    }
  }
}

/** What gcx knows of a target, by AWS's names. */
const KNOWN_KEYS: readonly string[] = [
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'DeadLetterConfig',
  'RetryPolicy',
  'SqsParameters',
  'KinesisParameters',
  'HttpParameters',
  ...TARGET_PARAMETERS,
];

/** A target that EventBridge gave, in gcx's words. */
export function fromAwsTarget(target: Target): RuleTarget {
  const unmanaged = Object.entries(target)
    .filter(([key, value]) => value !== undefined && !KNOWN_KEYS.includes(key))
    .map(([key]) => key);
  const age = target.RetryPolicy?.MaximumEventAgeInSeconds;
  const attempts = target.RetryPolicy?.MaximumRetryAttempts;
  const retry = {
    ...(age === undefined ? {} : { maxAgeSeconds: age }),
    ...(attempts === undefined ? {} : { attempts }),
  };
  const input = fromAwsInput(target);
  const deadLetterArn = target.DeadLetterConfig?.Arn;
  const messageGroup = target.SqsParameters?.MessageGroupId;
  const partitionKey = target.KinesisParameters?.PartitionKeyPath;
  const http = fromAwsHttp(target.HttpParameters);
  const parameters = plainParameters(
    Object.fromEntries(TARGET_PARAMETERS.map((name) => [name, target[name]])),
  );
  return {
    id: target.Id ?? '',
    arn: target.Arn ?? '',
    ...(target.RoleArn === undefined ? {} : { roleArn: target.RoleArn }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
    ...(Object.keys(retry).length === 0 ? {} : { retry }),
    ...(input === undefined ? {} : { input }),
    ...(messageGroup === undefined ? {} : { messageGroup }),
    ...(partitionKey === undefined ? {} : { partitionKey }),
    ...(http === undefined ? {} : { http }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(unmanaged.length === 0 ? {} : { unmanaged }),
  };
}

function fromAwsInput(target: Target): RuleTarget['input'] {
  if (target.Input !== undefined) return { kind: 'constant', json: target.Input };
  if (target.InputPath !== undefined) return { kind: 'path', path: target.InputPath };
  if (target.InputTransformer?.InputTemplate === undefined) return undefined;
  return {
    kind: 'template',
    template: target.InputTransformer.InputTemplate,
    paths: target.InputTransformer.InputPathsMap ?? {},
  };
}
