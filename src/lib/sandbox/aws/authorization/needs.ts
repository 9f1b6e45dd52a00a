import type { AwsService } from '../model.js';
import type { NeedsOfCalls } from './asked.js';
import { needsOfCloudwatch } from './needs-of-cloudwatch.js';
import { needsOfDynamodb } from './needs-of-dynamodb.js';
import { needsOfEvents } from './needs-of-events.js';
import { needsOfIam } from './needs-of-iam.js';
import { needsOfLambda } from './needs-of-lambda.js';
import { needsOfLogs } from './needs-of-logs.js';
import {
  needsOfFirehose,
  needsOfKinesis,
  needsOfKms,
  needsOfSecretsmanager,
  needsOfSsm,
  needsOfStates,
  needsOfSts,
  needsOfTagging,
} from './needs-of-others.js';
import { needsOfSns } from './needs-of-sns.js';
import { needsOfSqs } from './needs-of-sqs.js';

/** What each call of each service needs. A test sees to it that none that the sandbox answers is missing. */
export const NEEDS: Readonly<Record<AwsService, NeedsOfCalls>> = {
  events: needsOfEvents,
  sns: needsOfSns,
  sqs: needsOfSqs,
  lambda: needsOfLambda,
  sts: needsOfSts,
  iam: needsOfIam,
  kms: needsOfKms,
  logs: needsOfLogs,
  cloudwatch: needsOfCloudwatch,
  dynamodb: needsOfDynamodb,
  secretsmanager: needsOfSecretsmanager,
  ssm: needsOfSsm,
  tagging: needsOfTagging,
  kinesis: needsOfKinesis,
  firehose: needsOfFirehose,
  states: needsOfStates,
};
