import type { JsonObject } from '../../base/json.js';
import { arnOf } from './arn.js';
import { AwsError, resourceNotFound } from './aws-error.js';
import type { Context, Operations } from './context.js';
import { integer, text } from './input.js';

/** Shards and hours that a Kinesis stream has where nobody said otherwise (Amazon Kinesis Data Streams API Reference). */
const KINESIS_STANDARD = { OpenShardCount: 1, RetentionPeriodHours: 24 } as const;
/** The most destinations that DescribeDeliveryStream takes for its limit, as its model has it. */
const MOST_DESTINATIONS = 10_000;

/** ARN of the Kinesis stream that a call is about, by its name or ARN. */
export function streamArnOf(input: JsonObject, context: Context): string {
  return text(input, 'StreamARN') ?? arnOf('kinesis', context, `stream/${text(input, 'StreamName') ?? ''}`);
}

/** ARN of the Firehose stream that a call is about. */
export function deliveryStreamArnOf(input: JsonObject, context: Context): string {
  return arnOf('firehose', context, `deliverystream/${text(input, 'DeliveryStreamName') ?? ''}`);
}

function receiverAt(arn: string, { state }: Context): { readonly created: number } | undefined {
  const found = state.receivers.get(arn);
  return found?.deleted === true ? undefined : found;
}

function deleteReceiver(arn: string, { state }: Context): void {
  const found = state.receivers.get(arn);
  if (found !== undefined) state.receivers.set(arn, { ...found, deleted: true });
}

/** Whether a call deleted a stream or state machine; the sandbox takes events for one that it never heard of. */
export function isDeletedReceiver(arn: string, { state }: Context): boolean {
  return state.receivers.get(arn)?.deleted === true;
}

/** A Kinesis stream that is there. @throws AwsError in the words of Kinesis */
function streamOf(input: JsonObject, context: Context) {
  if (text(input, 'StreamARN') === undefined && text(input, 'StreamName') === undefined)
    throw new AwsError('InvalidArgumentException', 'Either StreamName or StreamARN must be given.');
  const arn = streamArnOf(input, context);
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const found = receiverAt(arn, context);
  if (found === undefined)
    throw resourceNotFound(`Stream ${name} under account ${context.account} not found.`);
  return { arn, name, created: found.created / 1_000 };
}

/** A Firehose stream that is there. @throws AwsError in the words of Firehose */
function deliveryStreamOf(input: JsonObject, context: Context) {
  const arn = deliveryStreamArnOf(input, context);
  const name = text(input, 'DeliveryStreamName') ?? '';
  const found = receiverAt(arn, context);
  if (found === undefined)
    throw resourceNotFound(`Firehose ${name} under account ${context.account} not found.`);
  return { arn, name, created: found.created / 1_000 };
}

/** DescribeStreamSummary and DeleteStream of Kinesis. What is deleted is gone at once: it is not DELETING for a while. */
export const oneStreamOperations: Operations = {
  DescribeStreamSummary: (input, context) => {
    const { arn, name, created } = streamOf(input, context);
    return {
      StreamDescriptionSummary: {
        StreamName: name,
        StreamARN: arn,
        StreamStatus: 'ACTIVE',
        StreamCreationTimestamp: created,
        EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
        ...KINESIS_STANDARD,
      },
    };
  },
  DeleteStream: (input, context) => {
    deleteReceiver(streamOf(input, context).arn, context);
    return {};
  },
};

/** DescribeDeliveryStream and DeleteDeliveryStream of Firehose; as {@link oneStreamOperations}. */
export const oneDeliveryStreamOperations: Operations = {
  DescribeDeliveryStream: (input, context) => {
    const limit = integer(input, 'Limit') ?? 1;
    if (limit < 1 || limit > MOST_DESTINATIONS)
      throw new AwsError('ValidationException', `Value '${limit}' at 'limit' failed to satisfy constraint.`);
    const { arn, name, created } = deliveryStreamOf(input, context);
    return {
      DeliveryStreamDescription: {
        DeliveryStreamName: name,
        DeliveryStreamARN: arn,
        DeliveryStreamStatus: 'ACTIVE',
        DeliveryStreamType: 'DirectPut',
        VersionId: '1',
        CreateTimestamp: created,
        // Nothing in the sandbox writes to S3.
        Destinations: [],
        HasMoreDestinations: false,
      },
    };
  },
  DeleteDeliveryStream: (input, context) => {
    deleteReceiver(deliveryStreamOf(input, context).arn, context);
    return {};
  },
};

/** DescribeStateMachine and DeleteStateMachine of Step Functions: to delete what is not there is no error. */
export const oneStateMachineOperations: Operations = {
  DescribeStateMachine: (input, context) => {
    const arn = text(input, 'stateMachineArn') ?? '';
    const found = receiverAt(arn, context);
    if (found === undefined)
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    const name = arn.slice(arn.lastIndexOf(':') + 1);
    return {
      stateMachineArn: arn,
      name,
      status: 'ACTIVE',
      type: 'STANDARD',
      creationDate: found.created / 1_000,
      roleArn: `arn:aws:iam::${context.account}:role/${name}`,
      // The sandbox runs none: of `includedData`, METADATA_ONLY shows no other one.
      definition: '{}',
    };
  },
  DeleteStateMachine: (input, context) => {
    deleteReceiver(text(input, 'stateMachineArn') ?? '', context);
    return {};
  },
};
