import type { JsonObject, JsonValue } from '../../base/json.js';
import { AwsError } from './aws-error.js';

/** What other streams than SQS queues have. */
const STREAMS = [
  'ParallelizationFactor',
  'StartingPosition',
  'StartingPositionTimestamp',
  'MaximumRecordAgeInSeconds',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'TumblingWindowInSeconds',
  'Topics',
  'Queues',
  'SourceAccessConfigurations',
  'SelfManagedEventSource',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
  'DestinationConfig',
] as const;
const FUNCTION = ['ImageConfig', 'CapacityProviderConfig', 'DurableConfig', 'TenancyConfig'] as const;
const VERSIONS = ['Publish', 'PublishTo'] as const;

/**
 * Members of calls that the sandbox would leave out: it says that it does not know them, lest a rehearsal passes with a
 * setting that was never made. A test sees to it that no member of AWS's models is forgotten.
 */
export const UNKNOWN_MEMBERS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  events: {
    PutEvents: ['EndpointId'],
    CreateConnection: ['InvocationConnectivityParameters', 'KmsKeyIdentifier'],
    UpdateConnection: ['InvocationConnectivityParameters', 'KmsKeyIdentifier'],
  },
  kinesis: { DescribeStreamSummary: ['StreamId'], DeleteStream: ['StreamId'] },
  firehose: { DescribeDeliveryStream: ['ExclusiveStartDestinationId'] },
  sns: { Publish: ['PhoneNumber'] },
  kms: {
    CreateKey: [
      ...['KeySpec', 'CustomerMasterKeySpec', 'KeyUsage', 'Origin', 'MultiRegion'],
      ...['CustomKeyStoreId', 'XksKeyId', 'Tags'],
    ],
  },
  logs: {
    CreateLogGroup: ['deletionProtectionEnabled'],
    CreateDelivery: ['recordFields', 'fieldDelimiter', 's3DeliveryConfiguration'],
    PutDeliverySource: ['deliverySourceConfiguration'],
  },
  cloudwatch: {
    PutMetricAlarm: [
      ...[
        'EvaluateLowSampleCountPercentile',
        'ThresholdMetricId',
        'EvaluationCriteria',
        'EvaluationInterval',
      ],
    ],
  },
  lambda: {
    CreateFunction: [...FUNCTION, ...VERSIONS, 'CodeSigningConfigArn'],
    UpdateFunctionConfiguration: FUNCTION,
    UpdateFunctionCode: ['S3Key', 'S3ObjectVersion', 'ImageUri', 'SourceKMSKeyArn', ...VERSIONS],
    CreateEventSourceMapping: STREAMS,
    UpdateEventSourceMapping: STREAMS,
  },
};

/** What a service calls a wrong argument. */
const CODES: Readonly<Record<string, string>> = {
  sns: 'InvalidParameter',
  logs: 'InvalidParameterException',
  lambda: 'InvalidParameterValueException',
};

/** Refuses what the sandbox would leave out. @throws AwsError */
export function refuseUnknown(service: string, action: string, input: JsonObject): void {
  const unknown = UNKNOWN_MEMBERS[service]?.[action]?.find((name) => says(input[name]));
  if (unknown === undefined) return;
  throw new AwsError(
    CODES[service] ?? 'ValidationException',
    `The sandbox does not know ${unknown} of ${service}:${action}.`,
  );
}

/** Whether a value asks for anything: false, and what is empty, is what there is without it. */
function says(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 'false')
    return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
