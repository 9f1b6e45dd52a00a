import type { Aws } from '../../clients/aws/model.js';
import { type ArnParts, siblingArn } from '../../language/names/arn.js';

/** A stream or state machine that a target names, which gcx neither makes nor changes. */
export interface NamedReceiver {
  /** What it is, with its name, in the middle of a sentence. */
  readonly called: string;
  /** Without the version or alias of a state machine. */
  readonly arn: string;
  /** The action with which its status is read. */
  readonly action: string;
  /** What the action is needed for: `see whether the … that targets name are there`. */
  readonly things: string;
  /** AWS's word for its status; undefined where there is none. @throws what the client throws */
  status(aws: Pick<Aws, 'kinesis' | 'firehose' | 'stepFunctions'>): Promise<string | undefined>;
}

/** Pure: the Kinesis or Firehose stream or the state machine that an ARN is of. Undefined: it is of something else. */
export function namedReceiver(
  arn: string,
  { service, resource }: Pick<ArnParts, 'service' | 'resource'>,
): NamedReceiver | undefined {
  const stream = /^(?:delivery)?stream\/([^/]+)$/.exec(resource)?.[1];
  const machine = /^stateMachine:([^:/]+)(?::[^:]+)?$/.exec(resource)?.[1];
  if (service === 'kinesis' && stream !== undefined)
    return {
      called: `Kinesis stream ${stream}`,
      arn,
      action: 'kinesis:DescribeStreamSummary',
      things: 'Kinesis streams',
      status: ({ kinesis }) => kinesis.streamStatus(stream),
    };
  if (service === 'firehose' && stream !== undefined)
    return {
      called: `Firehose stream ${stream}`,
      arn,
      action: 'firehose:DescribeDeliveryStream',
      things: 'Firehose streams',
      status: ({ firehose }) => firehose.streamStatus(stream),
    };
  if (service === 'states' && machine !== undefined) {
    const unqualified = siblingArn(arn, `stateMachine:${machine}`);
    return {
      called: `state machine ${machine}`,
      arn: unqualified,
      action: 'states:DescribeStateMachine',
      things: 'state machines',
      status: ({ stepFunctions }) => stepFunctions.machineStatus(unqualified),
    };
  }
  return undefined;
}

/** Statuses in which streams and state machines take events: a Kinesis stream that is UPDATING does (Amazon Kinesis Data Streams API Reference). */
const SERVING: readonly string[] = ['ACTIVE', 'UPDATING'];

/** Whether a stream or state machine of a status takes events. */
export function isServing(status: string): boolean {
  return SERVING.includes(status);
}
