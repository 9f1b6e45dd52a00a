import type { JsonObject } from '../../base/json.js';
import type { Tags } from '../../clients/aws/model.js';
import type { RuleTarget } from '../compile/model.js';
import type { ProcessorStep } from './processor-step.js';

/**
 * One mutating call to Genesys Cloud or AWS, as data: what a plan consists of, what a saved plan holds, and what
 * the tests of the no-loss rule replay one by one.
 */
export type Step =
  | ProcessorStep
  | { readonly call: 'genesys.createIntegration'; readonly name: string; readonly suffix: string }
  | {
      readonly call: 'genesys.configureIntegration';
      readonly suffix: string;
      readonly name: string;
      readonly addEventTypes: readonly string[];
      readonly removeEventTypes: readonly string[];
      /** The project's record in the notes; null removes it. */
      readonly record: JsonObject | null;
    }
  | { readonly call: 'genesys.enableIntegration'; readonly suffix: string }
  | { readonly call: 'genesys.disableIntegration'; readonly suffix: string }
  | { readonly call: 'genesys.deleteIntegration'; readonly suffix: string }
  | { readonly call: 'genesys.setSubscription'; readonly eventType: string; readonly enabled: boolean }
  | { readonly call: 'events.createBus'; readonly name: string; readonly source: string; readonly tags: Tags }
  | {
      /** Waits until the source of a bus is ACTIVE, and activates it where it is PENDING. */
      readonly call: 'events.activateSource';
      readonly name: string;
      /** True where its bus was just made, which makes it ACTIVE by itself. */
      readonly fresh: boolean;
    }
  | { readonly call: 'events.deleteBus'; readonly name: string }
  | {
      readonly call: 'events.putRule';
      readonly bus: string;
      readonly name: string;
      readonly pattern: JsonObject;
      readonly description: string;
      readonly enabled: boolean;
      /** Only on creation: AWS ignores tags on update. */
      readonly tags?: Tags;
    }
  | {
      readonly call: 'events.tag';
      readonly arn: string;
      readonly tags: Tags;
      readonly remove: readonly string[];
    }
  | {
      readonly call: 'events.putTargets';
      readonly bus: string;
      readonly rule: string;
      readonly targets: readonly RuleTarget[];
    }
  | {
      readonly call: 'events.removeTargets';
      readonly bus: string;
      readonly rule: string;
      readonly ids: readonly string[];
    }
  | { readonly call: 'events.deleteRule'; readonly bus: string; readonly name: string }
  | {
      readonly call: 'events.createArchive';
      readonly busArn: string;
      readonly name: string;
      readonly description: string;
      readonly pattern: JsonObject;
      /** 0: for ever. */
      readonly retentionDays: number;
    }
  | {
      readonly call: 'events.updateArchive';
      readonly name: string;
      readonly description: string;
      readonly pattern: JsonObject;
      readonly retentionDays: number;
    }
  | { readonly call: 'events.deleteArchive'; readonly name: string }
  | { readonly call: 'sns.createTopic'; readonly name: string; readonly tags: Tags }
  | {
      readonly call: 'sns.tag';
      readonly arn: string;
      readonly tags: Tags;
      readonly remove: readonly string[];
    }
  | {
      readonly call: 'sns.setAttribute';
      readonly arn: string;
      readonly attribute: string;
      readonly value: string;
    }
  | { readonly call: 'sns.deleteTopic'; readonly arn: string }
  | {
      readonly call: 'sns.subscribe';
      readonly arn: string;
      readonly protocol: string;
      readonly endpoint: string;
      readonly raw: boolean;
    }
  | {
      readonly call: 'sns.unsubscribe';
      readonly arn: string;
      readonly protocol: string;
      readonly endpoint: string;
    }
  | {
      readonly call: 'sns.setRaw';
      readonly arn: string;
      readonly protocol: string;
      readonly endpoint: string;
      readonly raw: boolean;
    }
  | {
      readonly call: 'sqs.createQueue';
      readonly name: string;
      readonly attributes: Tags;
      readonly tags: Tags;
    }
  | {
      readonly call: 'sqs.tag';
      readonly name: string;
      readonly tags: Tags;
      readonly remove: readonly string[];
    }
  | { readonly call: 'sqs.setAttributes'; readonly name: string; readonly attributes: Tags }
  | { readonly call: 'sqs.deleteQueue'; readonly name: string }
  /** Reads the policy, puts or removes this one statement by Sid, writes it back: others' statements stay. */
  | {
      readonly call: 'sns.putStatement';
      readonly arn: string;
      readonly sid: string;
      readonly statement: JsonObject | null;
    }
  | {
      readonly call: 'sqs.putStatement';
      readonly name: string;
      readonly account: string;
      readonly sid: string;
      readonly statement: JsonObject | null;
    }
  /** A statement of that Sid that differs is replaced, without a moment in which nobody is let in. */
  | {
      readonly call: 'lambda.addPermission';
      readonly functionName: string;
      readonly sid: string;
      readonly principal: string;
      readonly sourceArn: string;
    }
  | { readonly call: 'lambda.removePermission'; readonly functionName: string; readonly sid: string };
