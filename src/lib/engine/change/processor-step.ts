import type { JsonObject } from '../../base/json.js';
import type { Tags } from '../../clients/aws/model.js';
import type { FunctionSettings, MetricAlarm } from '../../clients/aws/processor-model.js';

/** A function's settings in a plan: without its environment, which can be sensitive and comes from the file when it is run. */
export interface PlannedFunction extends Omit<FunctionSettings, 'environment'> {
  /** Name of the SQS queue whose URL it is told. */
  readonly queue: string;
  /** Name of the dead-letter queue whose URL it is told. */
  readonly deadLetterQueue: string;
  /** Name of its table; absent: it has none. */
  readonly table?: string;
}

/** One mutating call for a processor's things, as data; the code's bytes and its environment are not in it. */
export type ProcessorStep =
  /** Changes nothing: waits until an SQS queue is empty, and fails where it is not in time. */
  | { readonly call: 'sqs.awaitEmpty'; readonly name: string; readonly seconds: number }
  | {
      readonly call: 'dynamodb.createTable';
      readonly name: string;
      readonly key: string;
      readonly tags: Tags;
    }
  | { readonly call: 'dynamodb.enableTtl'; readonly name: string; readonly attribute: string }
  | {
      readonly call: 'dynamodb.tag' | 'logs.tag' | 'lambda.tag' | 'cloudwatch.tag';
      readonly arn: string;
      readonly tags: Tags;
      readonly remove: readonly string[];
    }
  | { readonly call: 'dynamodb.deleteTable'; readonly name: string }
  | {
      readonly call: 'iam.createRole';
      readonly name: string;
      /** Begins and ends with a slash. */
      readonly path: string;
      readonly description: string;
      readonly trust: JsonObject;
      /** ARN of the policy that bounds it. */
      readonly boundary?: string;
      readonly tags: Tags;
    }
  | {
      readonly call: 'iam.putPolicy';
      readonly role: string;
      readonly policy: string;
      readonly document: JsonObject;
    }
  | { readonly call: 'iam.setBoundary'; readonly role: string; readonly boundary: string }
  | { readonly call: 'iam.setTrust'; readonly role: string; readonly trust: JsonObject }
  | {
      readonly call: 'iam.tag';
      readonly role: string;
      readonly tags: Tags;
      readonly remove: readonly string[];
    }
  | { readonly call: 'iam.deleteRole'; readonly name: string }
  | {
      readonly call: 'logs.createGroup';
      readonly name: string;
      /** 0: for ever. */
      readonly retentionDays: number;
      readonly tags: Tags;
    }
  | { readonly call: 'logs.setRetention'; readonly name: string; readonly retentionDays: number }
  | { readonly call: 'logs.deleteGroup'; readonly name: string }
  | {
      readonly call: 'lambda.createFunction';
      readonly name: string;
      /** Name of the target in the file. */
      readonly target: string;
      readonly codeSha256: string;
      readonly architecture: string;
      readonly settings: PlannedFunction;
      readonly tags: Tags;
    }
  | {
      readonly call: 'lambda.updateCode';
      readonly name: string;
      readonly target: string;
      readonly codeSha256: string;
      readonly architecture: string;
    }
  | {
      readonly call: 'lambda.updateSettings';
      readonly name: string;
      readonly target: string;
      readonly settings: PlannedFunction;
    }
  | { readonly call: 'lambda.deleteFunction'; readonly name: string }
  | {
      readonly call: 'lambda.createEventSource';
      readonly functionName: string;
      readonly queueArn: string;
      readonly batchSize: number;
      readonly windowSeconds: number;
      readonly tags: Tags;
    }
  | {
      readonly call: 'lambda.updateEventSource';
      readonly uuid: string;
      readonly batchSize: number;
      readonly windowSeconds: number;
      readonly enabled: boolean;
    }
  | { readonly call: 'lambda.deleteEventSource'; readonly uuid: string }
  | { readonly call: 'cloudwatch.putAlarm'; readonly alarm: MetricAlarm; readonly tags: Tags }
  | { readonly call: 'cloudwatch.deleteAlarm'; readonly name: string };
