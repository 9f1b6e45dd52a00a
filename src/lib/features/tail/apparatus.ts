import { randomBytes } from 'node:crypto';
import { GcxError } from '../../base/gcx-error.js';
import type { JsonObject } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import { AwsCallError } from '../../clients/aws/index.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Tags } from '../../clients/aws/tags-model.js';
import { markOf } from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { queueArn, ruleArn } from '../../language/names/arn.js';
import { TAIL_PREFIX, tailTags } from './tail-tags.js';

/** Seconds that a message waits to be shown: short, as it tells of people's conversations. */
const RETENTION_SECONDS = 3_600;

/** Seconds after the end of a tail at which others may take what it made for left behind. */
const GRACE_SECONDS = 300;

/** The one target of a tail's rules. */
const TARGET_ID = 'tail';

/** What a tail makes in AWS for the time that it runs. */
export interface Apparatus {
  /** 12 letters and digits. */
  readonly id: string;
  readonly bus: string;
  readonly queueName: string;
  readonly queueArn: string;
  /** The queue's policy: only the tail's own rules may send. */
  readonly queuePolicy: JsonObject;
  readonly rules: readonly { readonly name: string; readonly pattern: JsonObject }[];
  readonly tags: Tags;
  readonly expires: Date;
}

/** A new id, random enough that nobody else's rule or queue has it. */
export function newTailId(): string {
  return randomBytes(6).toString('hex');
}

/** What a tail is to make: pure. */
export function designApparatus(settings: {
  readonly config: Config;
  readonly bus: string;
  readonly patterns: readonly JsonObject[];
  readonly id: string;
  /** When the tail ends by itself. */
  readonly ends: Date;
}): Apparatus {
  const { config, bus, patterns, id, ends } = settings;
  const base = `${TAIL_PREFIX}${id}`;
  const arn = queueArn(config, base);
  const expires = new Date(ends.getTime() + GRACE_SECONDS * 1_000);
  return {
    id,
    bus,
    queueName: base,
    queueArn: arn,
    queuePolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'GenesysGcxTail',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arn,
          Condition: { ArnLike: { 'aws:SourceArn': ruleArn(config, bus, `${base}-*`) } },
        },
      ],
    },
    rules: patterns.map((pattern, index) => ({ name: `${base}-${index + 1}`, pattern })),
    tags: tailTags(markOf(config), expires),
    expires,
  };
}

/** Makes the queue, then the rules that send to it. Throws GcxError; what was made by then is still to be removed. */
export async function makeApparatus(aws: Aws, apparatus: Apparatus): Promise<void> {
  const { bus, queueName, tags } = apparatus;
  const attributes = {
    Policy: JSON.stringify(apparatus.queuePolicy),
    MessageRetentionPeriod: String(RETENTION_SECONDS),
  };
  await aws.sqs.createQueue(queueName, attributes, tags);
  for (const { name, pattern } of apparatus.rules) {
    const description = `gcx tail: temporary, until ${apparatus.expires.toISOString()} at the latest`;
    try {
      await aws.events.putRule({ bus, name, pattern, description, enabled: true, tags });
    } catch (error) {
      throw isFull(error) ? busFull(error, apparatus) : error;
    }
    await aws.events.putTargets(bus, name, [{ id: TARGET_ID, arn: apparatus.queueArn }]);
  }
}

/**
 * Removes all of it, as far as it can: one thing that fails does not keep the others. What never came to be is no error.
 * @returns what is still there, and why
 */
export async function removeApparatus(aws: Aws, apparatus: Apparatus): Promise<readonly NotRemoved[]> {
  const { bus, queueName } = apparatus;
  const left: NotRemoved[] = [];
  for (const { name } of apparatus.rules) {
    await attempt(left, `rule ${name}`, () => removeRule(aws, bus, name));
  }
  await attempt(left, `SQS queue ${queueName}`, () => aws.sqs.deleteQueue(queueName));
  return left;
}

/** Removes a tail's rule with its target, where it has come to have one. */
export async function removeRule(aws: Aws, bus: string, name: string): Promise<void> {
  const targets = await aws.events.listTargets(bus, name);
  await aws.events.removeTargets(
    bus,
    name,
    targets.map(({ id }) => id),
  );
  await aws.events.deleteRule(bus, name);
}

/** Something that could not be removed. */
export interface NotRemoved {
  /** Kind and name, e.g. `rule gcx-tail-0123456789ab-1`. */
  readonly what: string;
  readonly why: string;
}

async function attempt(left: NotRemoved[], what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof GcxError)) throw error;
    left.push({ what, why: error.report.what });
  }
}

function isFull(error: unknown): error is AwsCallError {
  return error instanceof AwsCallError && error.awsCode === 'LimitExceededException';
}

function busFull(error: AwsCallError, { bus, rules }: Apparatus): GcxError {
  const { where } = error.report;
  const needed = rules.length === 1 ? 'a rule of its own' : `${rules.length} rules of its own`;
  return new GcxError(
    {
      code: 'bus-full',
      what: `Event bus ${bus} has no room for more rules, and a tail needs ${needed} while it runs.`,
      ...(where === undefined ? {} : { where }),
      why: `AWS's quota is ${Limits.rulesPerBus} rules per bus (rulesPerBus) unless it was raised; every rule counts, including those of others.`,
      fix: 'Delete rules that are no longer needed, ask AWS for a higher quota, or tail less (fewer event types or queues).',
    },
    error.exitCode,
    error,
  );
}
