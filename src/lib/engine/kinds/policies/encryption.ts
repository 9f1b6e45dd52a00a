import type { Notice } from '../../../base/notice.js';
import type { KmsKey } from '../../../clients/aws/model.js';
import type { FieldChange, Refusal } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { thingName } from '../../change/value-words.js';
import type { PlanInput } from '../door/kind.js';
import { KEY_ATTRIBUTE } from './key-attribute.js';
import { keyStatement, keyVerdict } from './key-policy.js';
import { isKeyOfAws, type KeysRead } from './keys-reading.js';
import { type SendersRead, sendersByArn } from './senders.js';

type Input = PlanInput<KeysRead & SendersRead>;

/** A topic or queue that is, or is to be, encrypted. */
export interface Encrypted {
  readonly service: 'sns' | 'sqs';
  readonly arn: string;
  readonly name: string;
  /** Name of the target in the file. */
  readonly target: string;
  /** As the file or the `KmsMasterKeyId` attribute names it; undefined: not with a key of KMS. */
  readonly key: string | undefined;
}

/** What is to be said of a topic's or queue's key. */
export interface KeyProblems {
  readonly warnings: readonly Notice[];
  readonly refusals: readonly Refusal[];
}

const NONE: KeyProblems = { warnings: [], refusals: [] };
/** Condition keys that no request carries which EventBridge makes for an SNS topic (facts/aws.md). */
const NOT_FOR_SNS = new Set(['aws:sourcearn', 'aws:sourceaccount']);

/**
 * A change of the key, for the plan.
 * @param after undefined: it is taken away, as the file names none any more
 */
export function keyField(
  before: string | undefined,
  after: string | undefined,
  account: string,
): FieldChange {
  const found = settingChange(encryption(account), { before, after });
  return after === undefined ? { ...found, origin: 'file' } : found;
}

/** The key that a new topic is encrypted with, for the plan; SNS encrypts none by itself. */
export function newKeyField(key: string | undefined, account: string): FieldChange {
  if (key !== undefined) return newSetting(encryption(account), key);
  return { kind: 'value', field: 'encryption', after: 'none' };
}

function encryption(account: string): Setting<string> {
  return {
    field: KEY_ATTRIBUTE,
    label: 'encryption',
    words: (key) => thingName(key, account),
    unset: 'none',
  };
}

/** What is said of a key that the file does not name: who encrypted it, did it on purpose. */
export function keptKeyNotes(
  wanted: string | undefined,
  live: string | undefined,
  account: string,
): readonly string[] {
  return wanted === undefined && live !== undefined
    ? [`encrypted with ${thingName(live, account)}, which is not in the file: kept`]
    : [];
}

/** Checks that a key lets those in who send to what it encrypts: without that every delivery fails in silence. */
export function keyProblems(input: Input, thing: Encrypted): KeyProblems {
  const senders = sendersByArn(input).get(thing.arn);
  if (thing.key === undefined || senders === undefined) return NONE;
  const services = [
    ...(senders.rules || senders.adopted.length > 0 ? ['events.amazonaws.com'] : []),
    ...(senders.topics.length > 0 ? ['sns.amazonaws.com'] : []),
  ];
  if (services.length === 0) return NONE;
  const key = input.live.keys?.get(thing.key);
  if (isKeyOfAws(thing.key) || key?.ofAws === true) return refused(keyOfAws(thing, thing.key));
  if (key === undefined || key === null) return refused(keyMissing(input, thing, thing.key));
  if (key.enabled === false) return refused(keyDisabled(thing, thing.key));
  if (key.policy === undefined) return { warnings: [unread(thing, thing.key, services)], refusals: [] };
  const problems = policyProblems(thing, key, key.policy, services);
  // Only who may describe a key is told its ARN.
  return key.arn === undefined
    ? { ...problems, warnings: [undescribed(thing, thing.key), ...problems.warnings] }
    : problems;
}

function policyProblems(
  thing: Encrypted,
  key: KmsKey,
  policy: NonNullable<KmsKey['policy']>,
  services: readonly string[],
): KeyProblems {
  const verdicts = services.map((service) => ({ service, verdict: keyVerdict(policy, service) }));
  const shut = verdicts.filter(({ verdict }) => verdict.kind === 'refused').map(({ service }) => service);
  const arn = key.arn ?? thing.key ?? '';
  const refusals: Refusal[] = [];
  const warnings: Notice[] = [];
  if (shut.length > 0) {
    refusals.push({
      code: 'key-policy',
      message: `${called(thing)} is encrypted with ${arn}, whose policy does not let ${shut.join(' and ')} use it: every delivery would fail.`,
      fix: `Add to the key's policy (its owner does it; gcx does not change keys): ${keyStatement(shut)}`,
    });
  }
  for (const { service, verdict } of verdicts) {
    if (verdict.kind !== 'conditioned') continue;
    const fatal = verdict.on.filter((each) => NOT_FOR_SNS.has(each.toLowerCase()));
    if (thing.service === 'sns' && service === 'events.amazonaws.com' && fatal.length > 0) {
      refusals.push({
        code: 'key-conditioned',
        message: `${called(thing)} is encrypted with ${arn}, whose policy lets ${service} in on a condition on ${fatal.join(' and ')}: for SNS topics EventBridge does not say it, and every delivery would fail.`,
        fix: `Take the condition out of that statement of the key's policy: ${keyStatement([service])}`,
      });
    } else {
      warnings.push({
        code: 'key-conditioned',
        message: `The policy of ${arn}, which encrypts ${called(thing)}, lets ${service} in on a condition on ${verdict.on.join(' and ')}: where it is not met, deliveries fail.`,
      });
    }
  }
  return { warnings, refusals };
}

function refused(refusal: Refusal): KeyProblems {
  return { warnings: [], refusals: [refusal] };
}

function called({ service, name, target }: Encrypted): string {
  return `${service === 'sns' ? 'SNS topic' : 'SQS queue'} ${name} (target ${target})`;
}

function keyOfAws(thing: Encrypted, key: string): Refusal {
  const { service, name } = thing;
  return {
    code: 'key-of-aws',
    message: `${called(thing)} is encrypted with ${key}, which AWS manages and EventBridge cannot use: every delivery would fail.`,
    fix: `Encrypt it with a key of your own whose policy holds ${keyStatement(['events.amazonaws.com'])}; where gcx makes it: ${service}: { create: ${name}, key: arn:aws:kms:… }.${service === 'sqs' ? ' Or use the encryption of SQS itself (SqsManagedSseEnabled), which takes no key.' : ''}`,
  };
}

function keyMissing(input: Input, thing: Encrypted, key: string): Refusal {
  return {
    code: 'key-missing',
    message: `${called(thing)} is to be encrypted with ${key}, and there is no such key in region ${input.config.aws.region}.`,
    fix: 'Correct the key, or make it.',
  };
}

function keyDisabled(thing: Encrypted, key: string): Refusal {
  return {
    code: 'key-disabled',
    message: `${called(thing)} is encrypted with ${key}, which is disabled or about to be deleted: every delivery would fail.`,
    fix: 'Enable the key, or name another.',
  };
}

function unread(thing: Encrypted, key: string, services: readonly string[]): Notice {
  return {
    code: 'key-policy-unread',
    message: `${called(thing)} is encrypted with ${key}, whose policy these credentials may not read (kms:GetKeyPolicy). It must hold: ${keyStatement(services)}`,
  };
}

function undescribed(thing: Encrypted, key: string): Notice {
  return {
    code: 'key-unread',
    message: `${called(thing)} is encrypted with ${key}, which these credentials may not describe (kms:DescribeKey). Where it is disabled, about to be deleted or managed by AWS, every delivery fails.`,
  };
}
