import { arnOf, parseArn } from '../arn.js';
import { deliveryStreamArnOf, streamArnOf } from '../described-receivers.js';
import { flag, objects, text } from '../input.js';
import { findKey } from '../kms/keys.js';
import { readTags } from '../tags.js';
import {
  all,
  anywhere,
  type Call,
  type Conditions,
  type Needs,
  type NeedsOfCalls,
  on,
  taggedWith,
  where,
} from './asked.js';

/** KMS judges by the key, also where a call names an alias of it. */
const key = ({ input, context }: Call): string => {
  const given = text(input, 'KeyId') ?? '';
  return (
    findKey(given, context)?.arn ??
    (parseArn(given) === undefined ? arnOf('kms', context, `key/${given}`) : given)
  );
};

function onKey(action: string): Needs {
  return on(`kms:${action}`, key, ({ context }) => ({ 'kms:CallerAccount': context.account }));
}

/** What the calls of AWS KMS need of the caller; what the key's own policy says is not judged. */
export const needsOfKms: NeedsOfCalls = {
  CreateKey: anywhere('kms:CreateKey'),
  DescribeKey: onKey('DescribeKey'),
  DisableKey: onKey('DisableKey'),
  EnableKey: onKey('EnableKey'),
  GetKeyPolicy: onKey('GetKeyPolicy'),
  ListKeys: anywhere('kms:ListKeys'),
  PutKeyPolicy: onKey('PutKeyPolicy'),
};

/** A parameter's ARN has its name without the first slash; `NAME:VERSION` and `NAME:LABEL` name the same one. */
const parameter = ({ input, context }: Call): string => {
  const given = text(input, 'Name') ?? '';
  if (parseArn(given) !== undefined) return given;
  return arnOf('ssm', context, `parameter/${given.replace(/:[^:]*$/, '').replace(/^\//, '')}`);
};

function onParameter(action: string): Needs {
  return on(`ssm:${action}`, parameter);
}

/** What the calls of AWS Systems Manager Parameter Store need. */
export const needsOfSsm: NeedsOfCalls = {
  DeleteParameter: onParameter('DeleteParameter'),
  GetParameter: onParameter('GetParameter'),
  GetParameterHistory: onParameter('GetParameterHistory'),
  LabelParameterVersion: onParameter('LabelParameterVersion'),
  PutParameter: all(
    on('ssm:PutParameter', parameter, ({ input }) => ({
      ...taggedWith(readTags(objects(input, 'Tags'))),
      'ssm:Overwrite': String(flag(input, 'Overwrite') ?? false),
    })),
    where(
      ({ input }) => objects(input, 'Tags').length > 0,
      on('ssm:AddTagsToResource', parameter, ({ input }) => taggedWith(readTags(objects(input, 'Tags')))),
    ),
  ),
};

/** A secret that is not there is named as the call names it. */
const secret = ({ input, context }: Call): string => {
  const given = text(input, 'SecretId') ?? '';
  const found = [...context.state.secrets.values()].find(({ arn, name }) => arn === given || name === given);
  return (
    found?.arn ??
    (parseArn(given) === undefined ? arnOf('secretsmanager', context, `secret:${given}`) : given)
  );
};

const named = ({ input }: Call): Conditions => ({ 'secretsmanager:SecretId': text(input, 'SecretId') ?? '' });

/** What the calls of AWS Secrets Manager need. */
export const needsOfSecretsmanager: NeedsOfCalls = {
  DescribeSecret: on('secretsmanager:DescribeSecret', secret, named),
  GetSecretValue: on('secretsmanager:GetSecretValue', secret, (call) => ({
    ...named(call),
    'secretsmanager:VersionStage': text(call.input, 'VersionStage') ?? 'AWSCURRENT',
  })),
};

/** What the calls of the Resource Groups Tagging API need; those that write tags need the service's own beside. */
export const needsOfTagging: NeedsOfCalls = { GetResources: anywhere('tag:GetResources') };

const stream = ({ input, context }: Call): string => streamArnOf(input, context);
const deliveryStream = ({ input, context }: Call): string => deliveryStreamArnOf(input, context);
const stateMachine = ({ input }: Call): string => text(input, 'stateMachineArn') ?? '';

/** What calls of Kinesis, Firehose and Step Functions need: their lists cannot be narrowed to a resource. */
export const needsOfKinesis: NeedsOfCalls = {
  DeleteStream: on('kinesis:DeleteStream', stream),
  DescribeStreamSummary: on('kinesis:DescribeStreamSummary', stream),
  ListStreams: anywhere('kinesis:ListStreams'),
};
/** As {@link needsOfKinesis}. */
export const needsOfFirehose: NeedsOfCalls = {
  DeleteDeliveryStream: on('firehose:DeleteDeliveryStream', deliveryStream),
  DescribeDeliveryStream: on('firehose:DescribeDeliveryStream', deliveryStream),
  ListDeliveryStreams: anywhere('firehose:ListDeliveryStreams'),
};
/** As {@link needsOfKinesis}. */
export const needsOfStates: NeedsOfCalls = {
  DeleteStateMachine: on('states:DeleteStateMachine', stateMachine),
  DescribeStateMachine: on('states:DescribeStateMachine', stateMachine),
  ListStateMachines: anywhere('states:ListStateMachines'),
};

/** GetCallerIdentity needs nothing, whatever policies say (AWS STS API Reference). */
export const needsOfSts: NeedsOfCalls = { GetCallerIdentity: () => [] };
