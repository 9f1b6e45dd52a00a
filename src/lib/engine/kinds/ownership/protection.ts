import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import type { AskedValue } from '../../change/asked.js';
import type { Refusal } from '../../change/model.js';
import { type Setting, settingChange } from '../../change/setting.js';
import type { PlanInput } from '../door/kind.js';
import type { TagChange } from './company-tags.js';
import { isProtected, PROTECT_TAG } from './protect-tag.js';

const PROTECT: Setting<boolean> = { field: 'protect', words: (value) => (value ? 'yes' : 'no') };

/** What an entry of the file says of its protection. */
interface Protectable {
  readonly protect?: true;
}

/** The tags of what is created for a route or target, as far as it is protected. */
export function protectTags(entry: Protectable | undefined): Tags {
  return entry?.protect === true ? { [PROTECT_TAG]: 'true' } : {};
}

/** A change of tags with what makes the thing protected, or protected no more, as its entry of the file says. */
export function withProtection(tagged: TagChange, live: Tags, entry: Protectable | undefined): TagChange {
  const before = isProtected(live);
  const after = entry?.protect === true;
  if (before === after) return tagged;
  return {
    set: { ...tagged.set, ...protectTags(entry) },
    remove: after ? tagged.remove : [...tagged.remove, PROTECT_TAG],
    fields: [...tagged.fields, settingChange(PROTECT, { before, after })],
  };
}

/** The protection of a thing as a setting. */
export function askedProtection(live: Tags, entry: Protectable | undefined): AskedValue {
  return { wanted: entry?.protect === true, live: isProtected(live) };
}

/** Why something protected is not deleted: no flag allows it. `entry`: what made it, e.g. `route sales`. */
export function protectedRefusal(
  { intent }: Pick<PlanInput, 'intent'>,
  called: string,
  entry: string,
  change: string,
): Refusal {
  const first =
    intent === 'destroy'
      ? `take "protect: true" of ${entry} out of the file and run  ${gcxCommand('apply')}`
      : `put ${entry} back as it was, without "protect: true", and run  ${gcxCommand('apply')}`;
  return {
    code: 'protected',
    change,
    message: `${called} is protected (its tag ${PROTECT_TAG}, which "protect: true" in the file put there): it is not deleted or replaced, and no flag allows it.`,
    fix: `If it is to go all the same: ${first};  then run this again.`,
  };
}
