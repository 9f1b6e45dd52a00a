import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import type { Refusal } from '../../change/model.js';
import { readHashes, writeHashes } from './hashed-record.js';
import type { Mark } from './mark.js';
import { markTags, shortHash, TagKey } from './mark.js';

/** On what `gcx adopt` took ownership of, in addition to the mark itself: it is deleted only with --force. */
const ADOPTED_TAG = 'genesys-gcx:adopted';

/** The tags that make gcx the owner of something that people made; a rule's route with them. */
export function adoptionTags(mark: Mark, route?: string): Tags {
  return {
    ...markTags(mark),
    [ADOPTED_TAG]: 'true',
    ...(route === undefined ? {} : { [TagKey.route]: route }),
  };
}

/** Whether something that gcx owns was made by people and adopted. */
export function isAdopted(tags: Tags): boolean {
  return tags[ADOPTED_TAG] === 'true';
}

/**
 * The names (hashed) of the rules on a bus that the project adopted, kept in the bus's tags. Their names have no prefix
 * to list them by, and to read the tags of every rule of a bus would take a call for each.
 */
export function readAdoptedRules(busTags: Tags, mark: Mark): ReadonlySet<string> {
  return readHashes(busTags, tagPrefix(mark));
}

/** The tags to set on a bus so that these rules are among the adopted ones. */
export function addAdoptedRules(busTags: Tags, mark: Mark, names: readonly string[]): Tags {
  const hashes = new Set([...readAdoptedRules(busTags, mark), ...names.map(ruleNameHash)]);
  return writeHashes(busTags, tagPrefix(mark), hashes).tags;
}

/** The hash that stands for a rule's name. */
export function ruleNameHash(name: string): string {
  return shortHash(name);
}

/** How to have gcx look after something that people made, as a sentence goes on; empty for what another mark is on. */
export function toAdopt(tags: Tags, flag: '--queue' | '--topic', name: string): string {
  return tags[TagKey.project] === undefined
    ? `to let gcx manage it:  ${gcxCommand('adopt', flag, name)}; `
    : '';
}

/** What to do about something in the way, with how to have gcx look after it where nobody has marked it. */
export function adoptOr(isMarked: boolean, fix: string): string {
  return isMarked
    ? fix
    : `To let gcx manage it as it is, run  ${gcxCommand('adopt', '--all')}. Otherwise: ${fix}`;
}

/** Why something adopted is not deleted without --force: it left the file, or all is destroyed. */
export function adoptedRefusal(
  { intent }: { readonly intent: 'apply' | 'destroy' },
  what: string,
  name: string,
  change: string,
): Refusal {
  return intent === 'destroy'
    ? {
        code: 'adopted',
        change,
        message: `${what} ${name} was there before gcx adopted it; destroying it cannot be undone.`,
        fix: `To keep it, take its tags genesys-gcx:* away, or give everything back with  ${gcxCommand('release')}  in place of destroying it. To delete it too: --force.`,
      }
    : {
        code: 'adopted',
        change,
        message: `${what} ${name} was there before gcx, which adopted it; the file says nothing of it any more, and deleting it cannot be undone.`,
        fix: `Put it back into the file (${gcxCommand('export')} shows how), take its tags genesys-gcx:* away to give it back, or delete it: --force.`,
      };
}

/** Why an adopted rule is not replaced by one of another name without --force. */
export function adoptedReplacedRefusal(name: string, change: string): Refusal {
  return {
    code: 'adopted',
    change,
    message: `Rule ${name} was there before gcx, which adopted it; what the file makes of it can be reached without loss of events only by a new rule in its place, and deleting it cannot be undone.`,
    fix: 'Change what the route matches in one apply and its targets in the next, or let it be replaced: --force.',
  };
}

function tagPrefix(mark: Mark): string {
  return `genesys-gcx:adopted-rules:${mark.project}:${mark.environment}:`;
}
