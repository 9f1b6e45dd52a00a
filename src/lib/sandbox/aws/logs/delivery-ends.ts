import type { JsonObject } from '../../../base/json.js';
import { arnOf } from '../arn.js';
import { resourceNotFound, validationError } from '../aws-error.js';
import type { Context } from '../context.js';
import { object, text } from '../input.js';
import { checkedName, conflict, newTags, shownTags } from './delivery-input.js';
import type { DeliveryDestinationRecord, DeliverySourceRecord } from './delivery-records.js';

/** Log types of an event bus. */
const LOG_TYPES: readonly string[] = ['ERROR_LOGS', 'INFO_LOGS', 'TRACE_LOGS'];

/** Makes what sends logs of one type. @throws AwsError */
export function putDeliverySource(input: JsonObject, context: Context): JsonObject {
  const name = checkedName(input);
  const resourceArn = text(input, 'resourceArn') ?? '';
  const logType = text(input, 'logType') ?? '';
  const { buses, deliverySources } = context.state;
  const existing = deliverySources.get(name);
  const tags = newTags(input, existing !== undefined);
  // Recorded for a service that has no such logs; for a resource that is not there [?].
  if (!/^arn:[^:]+:events:/.test(resourceArn)) throw resourceNotFound('Cannot access provided service.');
  if (![...buses.values()].some(({ arn }) => arn === resourceArn))
    throw resourceNotFound('Cannot access provided resource.');
  // [?] The words were recorded nowhere.
  if (!LOG_TYPES.includes(logType)) throw validationError(`Log type ${logType} is not supported.`);
  const taken = [...deliverySources.values()].some(
    (each) => each.name !== name && each.resourceArn === resourceArn && each.logType === logType,
  );
  if (taken)
    throw conflict('This ResourceId has already been used in another Delivery Source in this account');
  if (existing !== undefined && (existing.resourceArn !== resourceArn || existing.logType !== logType))
    throw conflict('Delivery source already exists with another resource or log type.');
  const source: DeliverySourceRecord = existing ?? {
    name,
    arn: arnOf('logs', context, `delivery-source:${name}`),
    resourceArn,
    service: 'events',
    logType,
    tags,
  };
  deliverySources.set(name, source);
  return { deliverySource: shownSource(source) };
}

/** A source as its calls tell it. */
export function shownSource({
  name,
  arn,
  resourceArn,
  service,
  logType,
  tags,
}: DeliverySourceRecord): JsonObject {
  return { name, arn, resourceArns: [resourceArn], service, logType, ...shownTags(tags) };
}

/** Makes where logs go. @throws AwsError */
export function putDeliveryDestination(input: JsonObject, context: Context): JsonObject {
  const name = checkedName(input);
  const resourceArn =
    text(object(input, 'deliveryDestinationConfiguration') ?? {}, 'destinationResourceArn') ?? '';
  const { deliveryDestinations, logGroups } = context.state;
  const existing = deliveryDestinations.get(name);
  const tags = newTags(input, existing !== undefined);
  // [?] The words for an ARN with `:*` at its end, and for a group that is not there, were recorded nowhere.
  if (!/^arn:[^:]+:logs:[^:]+:\d+:log-group:[^:*]+$/.test(resourceArn))
    throw validationError('Provided destination resource ARN is not valid.');
  if (![...logGroups.values()].some(({ arn }) => arn === resourceArn))
    throw resourceNotFound('Requested destination resource does not exist in this account.');
  const outputFormat = text(input, 'outputFormat');
  if ((outputFormat ?? 'json') !== 'json')
    throw validationError(`The sandbox does not know the output format ${outputFormat}.`);
  const type = text(input, 'deliveryDestinationType') ?? 'CWL';
  if (type !== 'CWL') throw validationError(`The sandbox does not know destinations of type ${type}.`);
  const destination: DeliveryDestinationRecord = existing ?? {
    name,
    arn: arnOf('logs', context, `delivery-destination:${name}`),
    resourceArn,
    tags,
  };
  destination.resourceArn = resourceArn;
  // "All the current delivery destination parameters are overwritten" (API_PutDeliveryDestination).
  delete destination.outputFormat;
  if (outputFormat !== undefined) destination.outputFormat = outputFormat;
  deliveryDestinations.set(name, destination);
  return { deliveryDestination: shownDestination(destination) };
}

/** A destination as its calls tell it. */
export function shownDestination(destination: DeliveryDestinationRecord): JsonObject {
  const { name, arn, resourceArn, outputFormat, tags } = destination;
  return {
    name,
    arn,
    deliveryDestinationType: 'CWL',
    ...(outputFormat === undefined ? {} : { outputFormat }),
    deliveryDestinationConfiguration: { destinationResourceArn: resourceArn },
    ...shownTags(tags),
  };
}
