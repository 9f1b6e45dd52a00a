import type { JsonObject } from '../../../base/json.js';
import type { Notice } from '../../../base/notice.js';
import { isLeftOut } from '../../change/asked.js';
import type { FieldChange, Refusal } from '../../change/model.js';
import { type Setting, settingChange } from '../../change/setting.js';
import { thingName } from '../../change/value-words.js';
import type { KeyProblems } from './encryption.js';
import { type KeyVerdict, keyStatement, keyVerdict } from './key-policy.js';
import type { KeysRead } from './keys-reading.js';

const DESCRIBE = 'kms:DescribeKey';

/** Name of the setting in plans and notes, of what stores events: event buses and archives. */
export const STORE_KEY = 'key';

/** The key of something that stores events, as a setting; without one, AWS encrypts with a key that it owns. */
export function storeKey(account: string): Setting<string> {
  return {
    field: STORE_KEY,
    label: 'encryption',
    words: (key) => thingName(key, account),
    unset: 'with a key that AWS owns',
  };
}

/**
 * A change of such a key.
 * @param noted the note of what gcx last asked for: what it never asked for, and what is taken away, differs by the file
 */
export function storeKeyChange(
  { before, after }: { readonly before: string | undefined; readonly after: string | undefined },
  noted: string | undefined,
  account: string,
): FieldChange {
  const changed = settingChange(storeKey(account), { before, after });
  return after === undefined || isLeftOut(noted, STORE_KEY) ? { ...changed, origin: 'file' } : changed;
}

/** Something that a service encrypts with a key of the file. */
export interface KeyedThing {
  /** As messages call it, such as `Event bus b`. */
  readonly called: string;
  /** ARN of the key. */
  readonly key: string;
  /** Who uses the key, such as `events.amazonaws.com`. */
  readonly service: string;
  /** What it does with the key. */
  readonly actions: readonly string[];
  /** Condition keys that its requests carry, with their values. */
  readonly known: Readonly<Record<string, string>>;
  /** What follows where it may not, as a clause. */
  readonly loses: string;
}

/** Says, before anything is written, what keeps a service from the key of what it encrypts. */
export function storeKeyProblems(
  { live, region }: { readonly live: KeysRead; readonly region: string },
  thing: KeyedThing,
): KeyProblems {
  const { called, key: arn, service, actions, loses } = thing;
  // Where no key was read at all, a warning of the readings says so.
  if (live.keys === undefined || !live.keys.has(arn)) return { warnings: [], refusals: [] };
  const key = live.keys.get(arn);
  const statement = keyStatement([service], actions);
  const mend = `Add to the key's policy (its owner does it; gcx does not change keys): ${statement}`;
  if (key === undefined || key === null)
    return refused({
      code: 'key-missing',
      message: `${called} is to be encrypted with ${arn}, and there is no such key in region ${region}.`,
      fix: 'Correct the key, or create it.',
    });
  if (key.ofAws === true)
    return refused({
      code: 'key-of-aws',
      message: `${called} is to be encrypted with ${arn}, which AWS manages and ${service} cannot use: ${loses}.`,
      fix: `Use a customer managed key whose policy contains ${statement}`,
    });
  if (key.enabled === false)
    return refused({
      code: 'key-disabled',
      message: `${called} is encrypted with ${arn}, which is disabled or about to be deleted: ${loses}.`,
      fix: 'Enable the key, or name another.',
    });
  if (key.policy === undefined)
    return {
      warnings: [
        {
          code: 'key-policy-unread',
          message: `${called} is encrypted with ${arn}, whose policy these credentials may not read (kms:GetKeyPolicy). It must contain: ${statement}`,
        },
      ],
      refusals: [],
    };
  const verdict = verdictOf(key.policy, thing);
  if (verdict.kind === 'refused')
    return refused({
      code: 'key-policy',
      message: `${called} is encrypted with ${arn}, whose policy does not let ${service} use it: ${loses}.`,
      fix: mend,
    });
  const conditioned: readonly Notice[] =
    verdict.kind === 'conditioned'
      ? [
          {
            code: 'key-conditioned',
            message: `The policy of ${arn}, which encrypts ${called}, lets ${service} in on a condition on ${verdict.on.join(' and ')}. If it is not met, ${loses}.`,
          },
        ]
      : [];
  const undescribed: readonly Notice[] =
    key.arn === undefined
      ? [
          {
            code: 'key-unread',
            message: `${called} is encrypted with ${arn}, which these credentials may not describe (kms:DescribeKey). If it is disabled, about to be deleted or managed by AWS, ${loses}.`,
          },
        ]
      : [];
  return { warnings: [...undescribed, ...conditioned], refusals: [] };
}

/** Whether the policy of a key, as far as it was read, surely keeps a service from the key. */
export function isKeptOut(
  { keys }: KeysRead,
  { key, ...thing }: Pick<KeyedThing, 'key' | 'service' | 'actions' | 'known'>,
): boolean {
  const policy = keys?.get(key)?.policy;
  return policy !== undefined && verdictOf(policy, thing).kind === 'refused';
}

/** DescribeKey has no encryption context: a condition on one is never met there. */
function verdictOf(
  policy: JsonObject,
  { service, actions, known }: Pick<KeyedThing, 'service' | 'actions' | 'known'>,
): KeyVerdict {
  const source = Object.entries(known).filter(([name]) => !name.startsWith('kms:EncryptionContext:'));
  const uses = keyVerdict(
    policy,
    service,
    actions.filter((each) => each !== DESCRIBE),
    known,
  );
  const describes = keyVerdict(
    policy,
    service,
    actions.filter((each) => each === DESCRIBE),
    Object.fromEntries(source),
  );
  if (uses.kind === 'conditioned' && describes.kind === 'conditioned')
    return { kind: 'conditioned', on: [...new Set([...uses.on, ...describes.on])].sort() };
  return uses.kind === 'refused' || describes.kind === 'allowed' ? uses : describes;
}

function refused(refusal: Refusal): KeyProblems {
  return { warnings: [], refusals: [refusal] };
}
