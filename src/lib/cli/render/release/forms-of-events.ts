import { isJsonObject, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { TARGET_PARAMETER_FORMS } from './forms-of-target-parameters.js';
import {
  type Body,
  byProperty,
  type Forms,
  onBus,
  TAGS,
  type TerraformForm,
  text,
} from './terraform-form.js';

/** Both numbers: one that is left out, the provider sends as 0, which AWS refuses (hashicorp/terraform-provider-aws, issue 38265). */
function retryOf(value: JsonValue): Body {
  const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: attempts } = isJsonObject(value) ? value : {};
  return {
    attributes: {
      maximum_event_age_in_seconds: age ?? Limits.retryMaxAgeSecondsMax,
      maximum_retry_attempts: attempts ?? Limits.retryAttempts,
    },
    blocks: [],
  };
}

const TARGET: Forms = {
  Rule: 'rule',
  EventBusName: 'event_bus_name',
  Id: 'target_id',
  Arn: 'arn',
  RoleArn: 'role_arn',
  Input: 'input',
  InputPath: 'input_path',
  InputTransformer: {
    block: 'input_transformer',
    of: { InputPathsMap: 'input_paths', InputTemplate: 'input_template' },
  },
  DeadLetterConfig: { block: 'dead_letter_config', of: { Arn: 'arn' } },
  RetryPolicy: { into: (value) => ({ attributes: {}, blocks: [['retry_policy', retryOf(value)]] }) },
  SqsParameters: { block: 'sqs_target', of: { MessageGroupId: 'message_group_id' } },
  KinesisParameters: { block: 'kinesis_target', of: { PartitionKeyPath: 'partition_key_path' } },
  HttpParameters: {
    block: 'http_target',
    of: {
      PathParameterValues: 'path_parameter_values',
      HeaderParameters: 'header_parameters',
      QueryStringParameters: 'query_string_parameters',
    },
  },
  ...TARGET_PARAMETER_FORMS,
};

const PARAMETERS: Forms = {
  HeaderParameters: { block: 'header', of: { Key: 'key', Value: 'value', IsValueSecret: 'is_value_secret' } },
  QueryStringParameters: {
    block: 'query_string',
    of: { Key: 'key', Value: 'value', IsValueSecret: 'is_value_secret' },
  },
  BodyParameters: { block: 'body', of: { Key: 'key', Value: 'value', IsValueSecret: 'is_value_secret' } },
};

/** The provider requires a parameter of the token request, and never compares it: nothing in the authorization is. */
const NO_PARAMETER: Body = {
  attributes: {},
  blocks: [['body', { attributes: { key: 'not compared', value: 'not compared' }, blocks: [] }]],
};

const AUTH: Forms = {
  ApiKeyAuthParameters: { block: 'api_key', of: { ApiKeyName: 'key', ApiKeyValue: 'value' } },
  BasicAuthParameters: { block: 'basic', of: { Username: 'username', Password: 'password' } },
  OAuthParameters: {
    block: 'oauth',
    of: {
      AuthorizationEndpoint: 'authorization_endpoint',
      HttpMethod: 'http_method',
      ClientParameters: {
        block: 'client_parameters',
        of: { ClientID: 'client_id', ClientSecret: 'client_secret' },
      },
      OAuthHttpParameters: { block: 'oauth_http_parameters', of: PARAMETERS },
    },
    requires: [['oauth_http_parameters', NO_PARAMETER]],
  },
  InvocationHttpParameters: { block: 'invocation_http_parameters', of: PARAMETERS },
};

/** Resources of EventBridge. */
export const EVENT_FORMS: Readonly<Record<string, TerraformForm>> = {
  'AWS::Events::EventBus': {
    type: 'aws_cloudwatch_event_bus',
    importId: byProperty('Name'),
    forms: {
      Name: 'name',
      EventSourceName: 'event_source_name',
      Description: 'description',
      KmsKeyIdentifier: 'kms_key_identifier',
      DeadLetterConfig: { block: 'dead_letter_config', of: { Arn: 'arn' } },
      LogConfig: { block: 'log_config', of: { Level: 'level', IncludeDetail: 'include_detail' } },
      Tags: TAGS,
    },
    // The provider does not read it, and would replace an imported event bus that it finds without one.
    ignores: ['event_source_name'],
  },
  'AWS::Events::Archive': {
    type: 'aws_cloudwatch_event_archive',
    importId: byProperty('ArchiveName'),
    forms: {
      ArchiveName: 'name',
      SourceArn: 'event_source_arn',
      Description: 'description',
      EventPattern: { json: 'event_pattern' },
      RetentionDays: 'retention_days',
      KmsKeyIdentifier: 'kms_key_identifier',
    },
  },
  'AWS::Events::Rule': {
    type: 'aws_cloudwatch_event_rule',
    importId: ({ properties }) => onBus(properties, text(properties['Name'])),
    forms: {
      Name: 'name',
      EventBusName: 'event_bus_name',
      Description: 'description',
      EventPattern: { json: 'event_pattern' },
      State: 'state',
      Tags: TAGS,
      Targets: { not: 'each is a resource of its own' },
    },
    parts: ({ properties }) =>
      (Array.isArray(properties['Targets']) ? properties['Targets'] : []).flatMap((target) => {
        if (!isJsonObject(target)) return [];
        const rule = text(properties['Name']);
        const id = text(target['Id']);
        return [
          {
            type: 'aws_cloudwatch_event_target',
            name: `${rule} ${id}`,
            called: `target ${id} of rule ${rule}`,
            importId: onBus(properties, `${rule}/${id}`),
            properties: { Rule: rule, EventBusName: properties['EventBusName'] ?? '', ...target },
            forms: TARGET,
          },
        ];
      }),
  },
  'AWS::Events::Connection': {
    type: 'aws_cloudwatch_event_connection',
    importId: byProperty('Name'),
    forms: {
      Name: 'name',
      Description: 'description',
      AuthorizationType: 'authorization_type',
      KmsKeyIdentifier: 'kms_key_identifier',
      AuthParameters: { block: 'auth_parameters', of: AUTH },
    },
    ignores: ['auth_parameters'],
  },
  'AWS::Events::ApiDestination': {
    type: 'aws_cloudwatch_event_api_destination',
    importId: byProperty('Name'),
    forms: {
      Name: 'name',
      Description: 'description',
      ConnectionArn: 'connection_arn',
      InvocationEndpoint: 'invocation_endpoint',
      HttpMethod: 'http_method',
      InvocationRateLimitPerSecond: 'invocation_rate_limit_per_second',
    },
  },
};
