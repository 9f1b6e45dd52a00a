import { ownValue } from '../../../base/own-value.js';
import type { ArnParts } from '../../names/arn.js';
import type { TargetInput } from '../model.js';
import type { TargetParameters } from '../schema/schema-target-parameters.js';

/** A form in which the file says what is sent instead of the event. */
export type InputForm = TargetInput['kind'];

/** What EventBridge asks of a target that is named by its ARN, after what it is of. */
export interface TargetNeeds {
  /** As messages call one, e.g. `a log group`. */
  readonly called: string;
  /**
   * Whether PutTargets takes a role. `optional`: a policy of the target's own may let EventBridge in instead.
   * `forbidden`: only that policy does.
   */
  readonly role: 'required' | 'optional' | 'forbidden';
  /** The key of the file whose targets get a role that gcx makes. Absent: there is none. */
  readonly key?: string;
  /** What lets EventBridge in. */
  readonly letsIn: string;
  /** The forms of input that PutTargets takes. */
  readonly inputs: readonly InputForm[];
  /** Whether PutTargets takes a retry policy. */
  readonly retry: boolean;
  /** Whether EventBridge sends to one of another account by itself. */
  readonly otherAccounts: boolean;
  /** Whether EventBridge sends to one of another region. */
  readonly otherRegions: boolean;
  /** The parameters that it takes, by AWS's name, and whether there has to be some. Absent: it takes none of its own. */
  readonly parameters?: { readonly name: keyof TargetParameters; readonly needed: boolean };
}

const ALL: readonly InputForm[] = ['template', 'path', 'constant'];

/** What holds for most: a role, which it cannot do without. */
const BY_ROLE = {
  role: 'required',
  letsIn: 'a role',
  inputs: ALL,
  retry: true,
  otherAccounts: false,
  otherRegions: false,
} as const satisfies Omit<TargetNeeds, 'called'>;

const HTTP = { name: 'HttpParameters', needed: false } as const;
const REDSHIFT = { name: 'RedshiftDataParameters', needed: true } as const;

/**
 * By service, and where one service has several kinds of targets by the beginning of the resource. Roles and inputs as
 * PutTargets was recorded to take and to refuse them in September 2026; other accounts and regions by the EventBridge
 * user guide ("Sending events to an AWS service in another account", "Amazon EventBridge targets").
 */
const NEEDS: Readonly<Record<string, TargetNeeds>> = {
  // PutTargets: "RoleArn is not supported for target"; "The only valid form of input is InputTransformer".
  logs: {
    ...BY_ROLE,
    called: 'a log group',
    role: 'forbidden',
    letsIn: 'a resource policy of CloudWatch Logs for events.amazonaws.com',
    inputs: ['template'],
  },
  // A method without authorization takes any caller.
  'execute-api': {
    ...BY_ROLE,
    called: 'a target of execute-api',
    role: 'optional',
    letsIn: 'a role, or its resource policy',
    otherAccounts: true,
    parameters: HTTP,
  },
  // PutTargets: "Modifying the input for target … is not supported", "Retry policy is not supported for Event bus
  // targets." The one target that may be in another region.
  'events:event-bus/': {
    ...BY_ROLE,
    called: 'another event bus',
    key: 'bus',
    inputs: [],
    retry: false,
    otherAccounts: true,
    otherRegions: true,
  },
  'events:api-destination/': {
    ...BY_ROLE,
    called: 'an API destination',
    otherAccounts: true,
    parameters: HTTP,
  },
  kinesis: { ...BY_ROLE, called: 'a Kinesis stream', key: 'kinesis', otherAccounts: true },
  firehose: { ...BY_ROLE, called: 'a Firehose stream', key: 'firehose' },
  states: { ...BY_ROLE, called: 'a Step Functions state machine', key: 'stateMachine' },
  ecs: { ...BY_ROLE, called: 'an Amazon ECS cluster', parameters: { name: 'EcsParameters', needed: true } },
  batch: {
    ...BY_ROLE,
    called: 'a queue of AWS Batch',
    parameters: { name: 'BatchParameters', needed: true },
  },
  redshift: { ...BY_ROLE, called: 'a cluster of Amazon Redshift', parameters: REDSHIFT },
  'redshift-serverless': { ...BY_ROLE, called: 'a workgroup of Redshift Serverless', parameters: REDSHIFT },
  sagemaker: {
    ...BY_ROLE,
    called: 'a pipeline of Amazon SageMaker AI',
    parameters: { name: 'SageMakerPipelineParameters', needed: false },
  },
  appsync: {
    ...BY_ROLE,
    called: 'an API of AWS AppSync',
    parameters: { name: 'AppSyncParameters', needed: true },
  },
  // An automation or an OpsItem takes none; a command runs on the instances that it is given.
  ssm: {
    ...BY_ROLE,
    called: 'a target of Systems Manager',
    parameters: { name: 'RunCommandParameters', needed: false },
  },
  'ssm:document/': {
    ...BY_ROLE,
    called: 'a document of Systems Manager',
    parameters: { name: 'RunCommandParameters', needed: true },
  },
};

/** Keys of the file whose targets take less than others, with what they are in the table. */
const KEYS: Readonly<Record<string, TargetNeeds | undefined>> = {
  bus: NEEDS['events:event-bus/'],
  logGroup: NEEDS['logs'],
};

/** What EventBridge asks of the targets of a key; undefined where that is what it asks of most. */
export function needsOfKey(key: string): TargetNeeds | undefined {
  return ownValue(KEYS, key);
}

/** What EventBridge asks of a target by its ARN; of a service that is not in the table, a role, as of most. */
export function needsOf({ service, resource }: Pick<ArnParts, 'service' | 'resource'>): TargetNeeds {
  const kind = resource.slice(0, resource.indexOf('/') + 1);
  return (
    ownValue(NEEDS, `${service}:${kind}`) ??
    ownValue(NEEDS, service) ?? {
      ...BY_ROLE,
      called: service === 'events' ? 'another event bus' : `a target of ${service}`,
      otherAccounts: service === 'events',
    }
  );
}
