import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../../base/json.js';
import { arnOf } from '../arn.js';
import { AwsError, resourceNotFound } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context, Operations } from '../context.js';
import { integer, text } from '../input.js';
import { pageOf } from '../pages.js';
import { letIn } from './default-policy.js';
import { isLetIn } from './deliver-log.js';
import { putDeliveryDestination, putDeliverySource, shownDestination, shownSource } from './delivery-ends.js';
import { conflict, newTags, shownTags } from './delivery-input.js';
import type {
  DeliveryDestinationRecord,
  DeliverySourceRecord,
  LogDeliveryRecord,
} from './delivery-records.js';
import { makeStream } from './write-log.js';

/** How long what a delivery was made or deleted of is being updated: the next call has to wait. [?] AWS does not say. */
const UPDATING_MS = 1_000;
/** Deliveries of an account and region (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html). */
const DELIVERIES = 1_000;
const PAGE = 50;
/** Stream that AWS makes to try whether it may write (seen on AWS, October 2026). */
const TRIAL_STREAM = 'log_stream_created_by_aws_to_validate_log_delivery_subscriptions';

/** Refuses a call about something that the call before is still at work on. */
function checkSettled(arns: readonly string[], context: Context): void {
  const { updatedDeliveries } = context.state;
  const isBusy = arns.some((arn) => (updatedDeliveries.get(arn) ?? 0) > context.now());
  if (isBusy) throw conflict('Requested resource is currently being updated. Please try again later.');
  const until = context.now() + UPDATING_MS;
  for (const arn of arns) updatedDeliveries.set(arn, until);
}

function createDelivery(input: JsonObject, context: Context): JsonObject {
  const { deliverySources, deliveryDestinations, logDeliveries, logGroups } = context.state;
  const source = deliverySources.get(text(input, 'deliverySourceName') ?? '');
  if (source === undefined) throw noSource();
  const destinationArn = text(input, 'deliveryDestinationArn') ?? '';
  const destination = [...deliveryDestinations.values()].find(({ arn }) => arn === destinationArn);
  if (destination === undefined) throw noDestination();
  const tags = newTags(input, false);
  const exists = [...logDeliveries.values()].some(
    (each) => each.source === source.name && each.destinationArn === destinationArn,
  );
  // [?] The words were recorded nowhere.
  if (exists) throw conflict('Delivery already exists for the given delivery source and destination.');
  if (logDeliveries.size >= DELIVERIES)
    throw new AwsError('ServiceQuotaExceededException', 'Account has reached its delivery limit.');
  const group = [...logGroups.values()].find(({ arn }) => arn === destination.resourceArn);
  if (group === undefined)
    throw resourceNotFound('Requested destination resource does not exist in this account.');
  checkSettled([source.resourceArn, destinationArn], context);
  if (!isLetIn(group, source, context)) letIn(group.arn, context);
  makeStream(group, TRIAL_STREAM, context.now());
  const id = randomBytes(8).toString('hex');
  const arn = arnOf('logs', context, `delivery:${id}`);
  const delivery: LogDeliveryRecord = { id, arn, source: source.name, destinationArn, tags };
  logDeliveries.set(id, delivery);
  return { delivery: shownDelivery(delivery) };
}

function shownDelivery({ id, arn, source, destinationArn, tags }: LogDeliveryRecord): JsonObject {
  return {
    id,
    arn,
    deliverySourceName: source,
    deliveryDestinationArn: destinationArn,
    deliveryDestinationType: 'CWL',
    ...shownTags(tags),
  };
}

// Recorded for other services, February 2026 (other-errors.jsonl).
const noSource = () => resourceNotFound('Requested Delivery Source does not exist in this account.');
const noDestination = () =>
  resourceNotFound('Requested Delivery Destination does not exist in this account.');
const noDelivery = () => resourceNotFound('Requested Delivery does not exist in this account.');

function sourceOf(input: JsonObject, context: Context): DeliverySourceRecord {
  const source = context.state.deliverySources.get(text(input, 'name') ?? '');
  if (source === undefined) throw noSource();
  return source;
}

function destinationOf(input: JsonObject, context: Context): DeliveryDestinationRecord {
  const destination = context.state.deliveryDestinations.get(text(input, 'name') ?? '');
  if (destination === undefined) throw noDestination();
  return destination;
}

function deliveryOf(input: JsonObject, context: Context): LogDeliveryRecord {
  const delivery = context.state.logDeliveries.get(text(input, 'id') ?? '');
  if (delivery === undefined) throw noDelivery();
  return delivery;
}

/** [?] The words were recorded nowhere; the reference says that what a delivery uses is not deleted. */
function checkUnused(isUsed: (delivery: LogDeliveryRecord) => boolean, what: string, context: Context): void {
  if ([...context.state.logDeliveries.values()].some(isUsed))
    throw conflict(`${what} has at least one delivery and cannot be deleted.`);
}

function pageIn<T>(
  input: JsonObject,
  all: readonly T[],
): { readonly items: readonly T[]; readonly next: JsonObject } {
  const limit = integer(input, 'limit');
  new Constraints().range('limit', limit, 1, PAGE).check();
  const page = pageOf(all, limit ?? PAGE, text(input, 'nextToken'));
  return { items: page.items, next: page.next === undefined ? {} : { nextToken: page.next } };
}

/** The calls of Amazon CloudWatch Logs that concern the delivery of services' logs. */
export const logDeliveryOperations: Operations = {
  PutDeliverySource: putDeliverySource,
  GetDeliverySource: (input, context) => ({ deliverySource: shownSource(sourceOf(input, context)) }),
  DescribeDeliverySources: (input, context) => {
    const { items, next } = pageIn(input, [...context.state.deliverySources.values()]);
    return { deliverySources: items.map(shownSource), ...next };
  },
  DeleteDeliverySource: (input, context) => {
    const { name } = sourceOf(input, context);
    checkUnused(({ source }) => source === name, 'This delivery source', context);
    context.state.deliverySources.delete(name);
    return {};
  },
  PutDeliveryDestination: putDeliveryDestination,
  GetDeliveryDestination: (input, context) => ({
    deliveryDestination: shownDestination(destinationOf(input, context)),
  }),
  DescribeDeliveryDestinations: (input, context) => {
    const { items, next } = pageIn(input, [...context.state.deliveryDestinations.values()]);
    return { deliveryDestinations: items.map(shownDestination), ...next };
  },
  DeleteDeliveryDestination: (input, context) => {
    const { name, arn } = destinationOf(input, context);
    checkUnused(({ destinationArn }) => destinationArn === arn, 'This delivery destination', context);
    context.state.deliveryDestinations.delete(name);
    return {};
  },
  CreateDelivery: createDelivery,
  GetDelivery: (input, context) => ({ delivery: shownDelivery(deliveryOf(input, context)) }),
  DescribeDeliveries: (input, context) => {
    const { items, next } = pageIn(input, [...context.state.logDeliveries.values()]);
    return { deliveries: items.map(shownDelivery), ...next };
  },
  DeleteDelivery: (input, context) => {
    const { id, source, destinationArn } = deliveryOf(input, context);
    const bus = context.state.deliverySources.get(source)?.resourceArn;
    checkSettled([...(bus === undefined ? [] : [bus]), destinationArn], context);
    context.state.logDeliveries.delete(id);
    return {};
  },
};
