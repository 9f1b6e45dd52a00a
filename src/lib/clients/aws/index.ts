import { type Runtime, systemRuntime, type WriteGate } from '../../base/net/index.js';
import { alarmsApi } from './alarms.js';
import { archivesApi } from './archives.js';
import { AwsCaller } from './caller.js';
import type { AwsConnection } from './connection.js';
import { dynamoApi } from './dynamo.js';
import { eventsApi } from './events.js';
import { firehoseApi } from './firehose.js';
import { functionsApi } from './functions.js';
import { httpApi } from './http.js';
import { iamApi } from './iam.js';
import { kinesisApi } from './kinesis.js';
import { kmsApi } from './kms.js';
import { lambdaApi } from './lambda.js';
import { logDeliveriesApi } from './log-deliveries.js';
import { logPoliciesApi } from './log-policies.js';
import { logsApi } from './logs.js';
import { metricsApi } from './metrics.js';
import type { Aws, CallerIdentity } from './model.js';
import { replaysApi } from './replays.js';
import { secretsApi } from './secrets.js';
import { snsApi } from './sns.js';
import { sqsApi } from './sqs.js';
import { parametersApi } from './ssm.js';
import { stepFunctionsApi } from './step-functions.js';
import { callerIdentity } from './sts.js';
import { taggingApi } from './tagging.js';

export { AwsCallError, wasPartlyDone } from './call-error.js';
export { type AwsConnection, awsConnection } from './connection.js';

/** What a connection is opened with. */
export interface AwsOptions {
  /** What calls that change something pass. Absent: nothing. */
  readonly gate?: WriteGate;
  /** What tests replace. */
  readonly runtime?: Runtime;
  /** How long one answer may take, in milliseconds. */
  readonly requestTimeout?: number;
}

/** Opens AWS. Each service's client is loaded with its first call; nothing is called yet. */
export function createAws(connection: AwsConnection, options: AwsOptions = {}): Aws {
  const { runtime = systemRuntime, gate, requestTimeout } = options;
  const caller = new AwsCaller(connection, runtime, gate, requestTimeout);
  let identity: Promise<CallerIdentity> | undefined;
  const readIdentity = (): Promise<CallerIdentity> => {
    identity ??= callerIdentity(caller);
    return identity;
  };
  return {
    identity: readIdentity,
    events: eventsApi(caller),
    archives: archivesApi(caller),
    http: httpApi(caller),
    secrets: secretsApi(caller),
    replays: replaysApi(caller),
    sns: snsApi(caller, async () => (await readIdentity()).account),
    sqs: sqsApi(caller),
    lambda: lambdaApi(caller),
    kms: kmsApi(caller),
    tagging: taggingApi(caller),
    dynamo: dynamoApi(caller),
    iam: iamApi(caller),
    logs: logsApi(caller),
    logDeliveries: logDeliveriesApi(caller),
    logPolicies: logPoliciesApi(caller),
    alarms: alarmsApi(caller),
    metrics: metricsApi(caller),
    functions: functionsApi(caller),
    parameters: parametersApi(caller),
    kinesis: kinesisApi(caller),
    firehose: firehoseApi(caller),
    stepFunctions: stepFunctionsApi(caller),
  };
}
