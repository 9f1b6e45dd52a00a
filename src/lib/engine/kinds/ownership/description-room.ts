import { Limits } from '../../../base/limits.js';
import type { Refusal } from '../../change/model.js';
import { adoptedDescription, descriptionMark } from './description-mark.js';
import type { Mark } from './mark.js';

/** Characters of what is kept of a connection's secret in its description (kinds/connection/secret-fingerprint). */
const SECRET_CHARACTERS = 42;

/** How many characters too long the description of something that people made is for what `gcx adopt` writes there; 0: none. */
export function descriptionExcess(description: string, mark: Mark): number {
  const adopted = adoptedDescription(`${description} ${descriptionMark(mark)}`.trimStart());
  return Math.max(0, adopted.length + SECRET_CHARACTERS - Limits.descriptionCharacters);
}

/**
 * Why a thing cannot be adopted whose mark stands in its description: there is no room for it. Undefined where there is.
 * @param called as a message calls it, e.g. `Connection crm`
 * @param change the id of the change that adopts it
 */
export function descriptionRoomRefusal(
  called: string,
  change: string,
  description: string,
  mark: Mark,
): Refusal | undefined {
  const excess = descriptionExcess(description, mark);
  if (excess === 0) return undefined;
  return {
    code: 'description-too-long',
    change,
    message: `${called} has a description of ${description.length} characters: AWS takes ${Limits.descriptionCharacters} (descriptionCharacters), and gcx keeps its mark there.`,
    fix: `Shorten the description by ${excess} characters on AWS, then run the command again.`,
  };
}
