import type { JsonObject } from '../../base/json.js';
import { parseArn } from './arn.js';
import { validationError } from './aws-error.js';
import type { Context, Operations } from './context.js';
import { integer, text } from './input.js';
import { pageOf } from './pages.js';
import { type Receiver, receiverAt } from './receiver-status.js';

/** What ListStreams and ListStateMachines list where they are not told how many (Amazon Kinesis and Step Functions API references). */
const NAMES_PER_PAGE = 100;
/** What ListDeliveryStreams lists then (Amazon Data Firehose API Reference). */
const FIREHOSE_STREAMS_PER_PAGE = 10;
/** The most that the calls take for their limit, as their models have it. */
const MOST = { kinesis: 10_000, firehose: 10_000, states: 1_000 } as const;

/** A thing that a service lists. */
interface Listed extends Receiver {
  readonly arn: string;
  readonly name: string;
}

/** All of the account that a service has, by name. */
function listed(service: string, context: Context): readonly Listed[] {
  const { account, region, state } = context;
  return [...state.receivers.keys()]
    .flatMap((arn) => {
      const parts = parseArn(arn);
      if (parts?.service !== service || parts.account !== account || parts.region !== region) return [];
      const found = receiverAt(arn, context);
      return found === undefined
        ? []
        : [{ arn, name: parts.resource.replace(/^[A-Za-z]+[:/]/, ''), ...found }];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function sizeOf(input: JsonObject, member: string, least: number, most: number, standard: number): number {
  const size = integer(input, member) ?? standard;
  if (size >= least && size <= most) return size;
  const bound = size < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw validationError(
    `1 validation error detected: Value '${size}' at '${member}' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

/** What comes after a name, which need not be one that is there. */
function after(all: readonly Listed[], name: string | undefined): readonly Listed[] {
  return name === undefined ? all : all.filter((each) => each.name > name);
}

/** ListStreams of Kinesis: at most 100 at once, whatever the limit. */
export const streamOperations: Operations = {
  ListStreams: (input, context) => {
    const size = Math.min(NAMES_PER_PAGE, sizeOf(input, 'Limit', 1, MOST.kinesis, NAMES_PER_PAGE));
    const all = after(listed('kinesis', context), text(input, 'ExclusiveStartStreamName'));
    const page = pageOf(all, size, text(input, 'NextToken'), 'ExpiredNextTokenException');
    return {
      StreamNames: page.items.map(({ name }) => name),
      HasMoreStreams: page.next !== undefined,
      ...(page.next === undefined ? {} : { NextToken: page.next }),
      StreamSummaries: page.items.map(({ arn, name, created, status }) => ({
        StreamARN: arn,
        StreamName: name,
        StreamStatus: status,
        StreamCreationTimestamp: created,
      })),
    };
  },
};

/** ListDeliveryStreams of Firehose. */
export const deliveryStreamOperations: Operations = {
  ListDeliveryStreams: (input, context) => {
    const size = sizeOf(input, 'Limit', 1, MOST.firehose, FIREHOSE_STREAMS_PER_PAGE);
    const all = after(listed('firehose', context), text(input, 'ExclusiveStartDeliveryStreamName'));
    // Nothing in the sandbox writes to S3, so that all of them are of the type that takes records directly.
    const type = text(input, 'DeliveryStreamType') ?? 'DirectPut';
    const some = type === 'DirectPut' ? all : [];
    return {
      DeliveryStreamNames: some.slice(0, size).map(({ name }) => name),
      HasMoreDeliveryStreams: some.length > size,
    };
  },
};

/** ListStateMachines of Step Functions; 0 asks for as many as are listed without a number. */
export const stateMachineOperations: Operations = {
  ListStateMachines: (input, context) => {
    const size = sizeOf(input, 'maxResults', 0, MOST.states, NAMES_PER_PAGE);
    const page = pageOf(
      listed('states', context),
      size === 0 ? NAMES_PER_PAGE : size,
      text(input, 'nextToken'),
      'InvalidToken',
    );
    return {
      stateMachines: page.items.map(({ arn, name, created }) => ({
        stateMachineArn: arn,
        name,
        type: 'STANDARD',
        creationDate: created,
      })),
      ...(page.next === undefined ? {} : { nextToken: page.next }),
    };
  },
};
