import type { Notice } from '../../../base/notice.js';
import type { EventBus } from '../../../clients/aws/model.js';
import { arnHere } from '../../../language/names/arn.js';
import type { AskedValue } from '../../change/asked.js';
import type { FieldChange } from '../../change/model.js';
import { newSetting } from '../../change/setting.js';
import type { PlanInput } from '../door/kind.js';
import { ASKED_TAG } from '../noted/asked-of.js';
import { isTakenOut } from '../noted/taken-out.js';
import { isOurs } from '../ownership/mark.js';
import { type KeyProblems, keptKeyNotes } from '../policies/encryption.js';
import { keyStatement } from '../policies/key-policy.js';
import type { KeysRead } from '../policies/keys-reading.js';
import { isKeptOut, STORE_KEY, storeKey, storeKeyChange, storeKeyProblems } from '../policies/store-key.js';
import type { BusStep } from './bus-steps.js';

type Input = PlanInput<KeysRead>;
/** What is to be done about the key of an event bus that is there. */
interface BusKeyPlan extends KeyProblems {
  readonly fields: readonly FieldChange[];
  readonly steps: readonly BusStep[];
  readonly notes: readonly string[];
}

/** Compares the key of an event bus with the file's: of one that gcx made. A key that people set is theirs, and is kept. */
export function planBusKey(input: Input, bus: EventBus): BusKeyPlan {
  const { account, busKey } = input.config.aws;
  if (!isOurs(bus.tags, input.mark))
    return { fields: [], steps: [], notes: [], refusals: [], warnings: keyOfOthers(input, bus.name) };
  const problems = busKeyProblems(input, bus.name, bus.arn);
  const back = busKeyTakenOut(bus, busKey);
  const key = back === undefined ? (busKey ?? bus.key) : undefined;
  const notes = keptKeyNotes(busKey, key, account);
  if (key === bus.key) return { fields: [], steps: [], notes, ...problems };
  const field = storeKeyChange({ before: bus.key, after: key }, bus.tags[ASKED_TAG], account);
  const step: BusStep = { call: 'events.setBusKey', name: bus.name, ...(key === undefined ? {} : { key }) };
  return { fields: [field], steps: [step], notes, ...problems };
}

/** The key of a new event bus, as the plan shows it; nothing where the file names none. */
export function newBusKey({ aws }: Input['config']): readonly FieldChange[] {
  return aws.busKey === undefined ? [] : [newSetting(storeKey(aws.account), aws.busKey)];
}

/** The key that an event bus loses: gcx set it, and the file names none any more. Undefined where it loses none. */
export function busKeyTakenOut(
  { key: live, tags }: Pick<EventBus, 'key' | 'tags'>,
  wanted: string | undefined,
): string | undefined {
  return isTakenOut({ setting: STORE_KEY, wanted, live, noted: tags[ASKED_TAG] }) ? live : undefined;
}

/** What gcx asks for of the key of an event bus; nothing where the file names none, so that older notes stay true. */
export function busKeyAsked(
  { config }: Pick<Input, 'config'>,
  bus: EventBus | undefined,
): {
  readonly values: Readonly<Record<string, AskedValue>>;
  readonly setBack: Readonly<Record<string, string>>;
} {
  const { busKey: wanted } = config.aws;
  const back = bus === undefined ? undefined : busKeyTakenOut(bus, wanted);
  return {
    values: wanted === undefined ? {} : { [STORE_KEY]: { wanted, live: bus?.key } },
    setBack: back === undefined ? {} : { [STORE_KEY]: back },
  };
}

/** What keeps EventBridge from the key that the file names for the event bus: events that it cannot encrypt are lost. */
export function busKeyProblems({ config, live }: Input, name: string, arn: string): KeyProblems {
  const { busKey: key, account, region } = config.aws;
  if (key === undefined) return { warnings: [], refusals: [] };
  const called = `Event bus ${name}`;
  const problems = storeKeyProblems(
    { live, region },
    {
      called,
      key,
      service: 'events.amazonaws.com',
      actions: ['kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Decrypt'],
      known: {
        'aws:SourceArn': arn,
        'aws:SourceAccount': account,
        'kms:EncryptionContext:aws:events:event-bus:arn': arn,
      },
      loses: 'EventBridge could not keep any event, and every event would be lost',
    },
  );
  return { ...problems, warnings: [...problems.warnings, ...logWarnings({ config, live }, called, key)] };
}

/** EventBridge encrypts the log of such a bus, too: who delivers it has to use the key (EventBridge user guide, encryption of logs). */
function logWarnings(
  { config, live }: Pick<Input, 'config' | 'live'>,
  called: string,
  key: string,
): readonly Notice[] {
  if (config.logging === undefined) return [];
  const service = 'delivery.logs.amazonaws.com';
  const actions = ['kms:GenerateDataKey', 'kms:Decrypt'];
  const known = {
    'aws:SourceAccount': config.aws.account,
    'kms:EncryptionContext:SourceArn': arnHere(config, 'logs', '*'),
  };
  if (!isKeptOut(live, { key, service, actions, known })) return [];
  return [
    {
      code: 'key-log-policy',
      message: `${called} is encrypted with ${key}, whose policy does not let ${service} use it: no log of the event bus would be delivered. Add to the key's policy: ${keyStatement([service], actions)}`,
    },
  ];
}

/** Says that the event bus is not one of gcx's, whose key it does not set; nothing where the file names none. */
function keyOfOthers({ config }: Pick<Input, 'config'>, name: string): KeyProblems['warnings'] {
  if (config.aws.busKey === undefined) return [];
  return [
    {
      code: 'key-not-set',
      message: `gcx did not create the event bus ${name}, and does not set its key: aws.busKey has no effect. Ask the owner of the event bus, or remove busKey.`,
    },
  ];
}
