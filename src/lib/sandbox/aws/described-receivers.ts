import type { JsonObject } from '../../base/json.js';
import { arnOf } from './arn.js';
import { AwsError, resourceNotFound } from './aws-error.js';
import type { Context, Operations } from './context.js';
import { integer, text } from './input.js';
import { deleteReceiver, receiverAt } from './receiver-status.js';

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

/** A Kinesis stream that is there. @throws AwsError in the words of Kinesis */
function streamOf(input: JsonObject, context: Context) {
  if (text(input, 'StreamARN') === undefined && text(input, 'StreamName') === undefined)
    throw new AwsError('InvalidArgumentException', 'Either StreamName or StreamARN must be given.');
  const arn = streamArnOf(input, context);
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const found = receiverAt(arn, context);
  if (found === undefined)
    throw resourceNotFound(`Stream ${name} under account ${context.account} not found.`);
  return { arn, name, ...found };
}

/** A Firehose stream that is there. @throws AwsError in the words of Firehose */
function deliveryStreamOf(input: JsonObject, context: Context) {
  const arn = deliveryStreamArnOf(input, context);
  const name = text(input, 'DeliveryStreamName') ?? '';
  const found = receiverAt(arn, context);
  if (found === undefined)
    throw resourceNotFound(`Firehose ${name} under account ${context.account} not found.`);
  return { arn, name, ...found };
}

/** DescribeStreamSummary and DeleteStream of Kinesis. */
export const oneStreamOperations: Operations = {
  DescribeStreamSummary: (input, context) => {
    const { arn, name, created, status } = streamOf(input, context);
    return {
      StreamDescriptionSummary: {
        StreamName: name,
        StreamARN: arn,
        StreamStatus: status,
        StreamCreationTimestamp: created,
        EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
        ...KINESIS_STANDARD,
      },
    };
  },
  DeleteStream: (input, context) => {
    const { arn, name, status } = streamOf(input, context);
    if (status !== 'ACTIVE')
      throw new AwsError(
        'ResourceInUseException',
        `Stream ${name} under account ${context.account} not ACTIVE, instead in state ${status}`,
      );
    deleteReceiver(arn, context);
    return {};
  },
};

/** DescribeDeliveryStream and DeleteDeliveryStream of Firehose, which deletes all but what is CREATING. */
export const oneDeliveryStreamOperations: Operations = {
  DescribeDeliveryStream: (input, context) => {
    const limit = integer(input, 'Limit') ?? 1;
    if (limit < 1 || limit > MOST_DESTINATIONS)
      throw new AwsError('ValidationException', `Value '${limit}' at 'limit' failed to satisfy constraint.`);
    const { arn, name, created, status } = deliveryStreamOf(input, context);
    return {
      DeliveryStreamDescription: {
        DeliveryStreamName: name,
        DeliveryStreamARN: arn,
        DeliveryStreamStatus: status,
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
    const { arn, name, status } = deliveryStreamOf(input, context);
    if (status === 'CREATING')
      throw new AwsError(
        'ResourceInUseException',
        `Firehose ${name} under account ${context.account} is in status CREATING.`,
      );
    deleteReceiver(arn, context);
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
      status: found.status,
      type: 'STANDARD',
      creationDate: found.created,
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
