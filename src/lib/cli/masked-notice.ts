import { MASKED } from '../language/events/index.js';
import type { CommandHost } from './command-host.js';

/** Said where something was masked, or may be. */
export const MASKED_NOTICE = 'Personal data is masked; --show-personal-data shows it.';

/** Says to a person that something is masked, where something of what is shown is; gives back whether it said so. */
export function noticeMasked(shown: object, { json, notice }: Pick<CommandHost, 'json' | 'notice'>): boolean {
  const masked = !json && JSON.stringify(shown).includes(MASKED);
  if (masked) notice(MASKED_NOTICE);
  return masked;
}
