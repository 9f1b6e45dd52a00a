import type { JsonObject } from '../../base/json.js';
import { functionAndQualifier, parseWrittenArn, stateMachineAndQualifier } from '../names/arn.js';
import type {
  BusTarget,
  KinesisTarget,
  LambdaTarget,
  LogGroupTarget,
  SnsTarget,
  SqsTarget,
  StateMachineTarget,
  Subscriber,
  Target,
  TargetCommon,
} from './model.js';
import { toConditions } from './normalise-conditions.js';
import { toHttp } from './normalise-http.js';
import { toProcessor } from './normalise-processor.js';
import { toSqsSettings } from './normalise-sqs-settings.js';
import type { TargetContent } from './schema/schema.js';
import { retentionDays } from './schema/schema-archive.js';
import { LOG_GROUP_RETENTION_DAYS } from './schema/schema-retention.js';

/** What a target of the checked content becomes part of. */
export interface TargetPlace {
  /** The file's account, whose the things are that are told by a name. */
  readonly account: string;
  /** The file's AWS region, in which they are. */
  readonly region: string;
  /** The name of an event type in full, as the routes to the target have it. */
  readonly named: (event: string) => string;
}

/** The target that checked content says where it has the key of a kind; what has none of these keys has an ARN. */
const READERS: {
  readonly [K in Exclude<Target['kind'], 'arn'>]: (
    content: TargetContent,
    common: TargetCommon,
    place: TargetPlace,
  ) => Extract<Target, { readonly kind: K }> | undefined;
} = {
  sns: toSns,
  sqs: toSqs,
  lambda: toLambda,
  kinesis: toKinesis,
  firehose: ({ firehose }, common, place) =>
    firehose === undefined
      ? undefined
      : {
          ...common,
          kind: 'firehose',
          streamName: nameAndAccount(firehose.existing ?? '', place).name.replace(/^deliverystream\//, ''),
        },
  stateMachine: toStateMachine,
  bus: toBus,
  logGroup: toLogGroup,
  http: ({ http }, common) => (http === undefined ? undefined : toHttp(http, common)),
  processor: ({ processor }, common, { named }) =>
    processor === undefined ? undefined : toProcessor(processor, common, named),
};

/** A target of the checked content: of the first kind whose key it has. */
export function toTarget(content: TargetContent, common: TargetCommon, place: TargetPlace): Target {
  for (const read of Object.values(READERS)) {
    const target = read(content, common, place);
    if (target !== undefined) return target;
  }
  return {
    ...common,
    kind: 'arn',
    arn: content.arn ?? '',
    ...(content.parameters === undefined
      ? {}
      : { parameters: JSON.parse(JSON.stringify(content.parameters)) as JsonObject }),
  };
}

function toSns(
  { sns, subscribers = [] }: TargetContent,
  common: TargetCommon,
  place: TargetPlace,
): SnsTarget | undefined {
  if (sns === undefined) return undefined;
  const { name, account } = nameAndAccount(sns.create ?? sns.existing ?? '', place);
  return {
    ...common,
    kind: 'sns',
    provenance: sns.create === undefined ? 'existing' : 'create',
    topicName: name,
    account,
    subscribers: subscribers.flatMap(toSubscriber),
    ...(sns.key === undefined ? {} : { key: sns.key }),
  };
}

function toSqs({ sqs }: TargetContent, common: TargetCommon, place: TargetPlace): SqsTarget | undefined {
  if (sqs === undefined) return undefined;
  const { name, account } = nameAndAccount(sqs.create ?? sqs.existing ?? '', place);
  const { messageGroup, key } = sqs;
  const settings = toSqsSettings(sqs);
  return {
    ...common,
    kind: 'sqs',
    provenance: sqs.create === undefined ? 'existing' : 'create',
    queueName: name,
    account,
    ...(messageGroup === undefined ? {} : { messageGroup }),
    ...(key === undefined ? {} : { key }),
    ...(settings === undefined ? {} : { settings }),
  };
}

function toLambda(
  { lambda }: TargetContent,
  common: TargetCommon,
  place: TargetPlace,
): LambdaTarget | undefined {
  if (lambda === undefined) return undefined;
  const { name, account } = nameAndAccount(lambda.existing ?? '', place);
  const [functionName, qualifier] = functionAndQualifier(name);
  return {
    ...common,
    kind: 'lambda',
    functionName,
    account,
    ...(qualifier === undefined ? {} : { qualifier }),
  };
}

function toKinesis(
  { kinesis }: TargetContent,
  common: TargetCommon,
  place: TargetPlace,
): KinesisTarget | undefined {
  if (kinesis === undefined) return undefined;
  const { name, account } = nameAndAccount(kinesis.existing ?? '', place);
  const { partitionKey } = kinesis;
  return {
    ...common,
    kind: 'kinesis',
    streamName: name.replace(/^stream\//, ''),
    account,
    ...(partitionKey === undefined ? {} : { partitionKey }),
  };
}

function toStateMachine(
  { stateMachine }: TargetContent,
  common: TargetCommon,
  place: TargetPlace,
): StateMachineTarget | undefined {
  if (stateMachine === undefined) return undefined;
  const { name } = nameAndAccount(stateMachine.existing ?? '', place);
  const [machineName, qualifier] = stateMachineAndQualifier(name);
  return {
    ...common,
    kind: 'stateMachine',
    machineName,
    ...(qualifier === undefined ? {} : { qualifier }),
  };
}

function toLogGroup(
  { logGroup }: TargetContent,
  common: TargetCommon,
  place: TargetPlace,
): LogGroupTarget | undefined {
  if (logGroup === undefined) return undefined;
  const { create, existing = '', retention, key } = logGroup;
  const { name } = nameAndAccount(create ?? existing, place);
  const groupName = name.replace(/^log-group:/, '').replace(/:\*$/, '');
  if (create === undefined) return { ...common, kind: 'logGroup', provenance: 'existing', groupName };
  return {
    ...common,
    kind: 'logGroup',
    provenance: 'create',
    groupName,
    retentionDays:
      (retention === undefined ? undefined : retentionDays(retention)) ?? LOG_GROUP_RETENTION_DAYS,
    ...(key === undefined ? {} : { key }),
  };
}

function toBus({ bus }: TargetContent, common: TargetCommon, place: TargetPlace): BusTarget | undefined {
  if (bus === undefined) return undefined;
  const text = bus.existing ?? '';
  const arn = parseWrittenArn(text);
  const { account, region } = arn ?? place;
  return {
    ...common,
    kind: 'bus',
    busName: (arn?.resource ?? text).replace(/^event-bus\//, ''),
    account,
    region,
  };
}

function nameAndAccount(
  text: string,
  place: TargetPlace,
): { readonly name: string; readonly account: string } {
  const arn = parseWrittenArn(text);
  return arn === undefined
    ? { name: text, account: place.account }
    : { name: arn.resource, account: arn.account };
}

function toSubscriber(content: NonNullable<TargetContent['subscribers']>[number]): readonly Subscriber[] {
  const { raw = false, deadLetter, filter } = content;
  const settings = {
    ...(deadLetter === undefined ? {} : { deadLetter }),
    ...(filter === undefined
      ? {}
      : {
          filter: Object.fromEntries(
            Object.entries(filter).map(([field, value]) => [field, toConditions(value)]),
          ),
        }),
  };
  if (content.email !== undefined) return [{ kind: 'email', address: content.email, ...settings }];
  if (content.https !== undefined) return [{ kind: 'https', url: content.https, raw, ...settings }];
  if (content.sqs !== undefined) return [{ kind: 'sqs', target: content.sqs, raw, ...settings }];
  return content.lambda === undefined ? [] : [{ kind: 'lambda', target: content.lambda, ...settings }];
}
