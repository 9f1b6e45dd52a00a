import type { Notice } from '../../../base/notice.js';
import type { PlanInput } from '../door/kind.js';
import type { RulesRead } from './rules-reading.js';

/** What is to be said of `renamedFrom`: it is a hint for one apply, and may leave the file after it. */
export function renameNotices(input: PlanInput<RulesRead>): readonly Notice[] {
  if (input.intent === 'destroy') return [];
  const waiting = new Set(input.live.rules.flatMap((rule) => rule.route ?? []));
  const notice = (what: string, former: string, applied: boolean): Notice => ({
    code: 'renamed-from',
    message: applied
      ? `${what}: renamedFrom: ${former} has done its work; it may be removed from the file.`
      : `${what} goes on with what ${former} had; renamedFrom may be removed from the file once this is applied.`,
  });
  const routes = Object.values(input.config.routes).flatMap(({ name, renamedFrom }) =>
    renamedFrom === undefined ? [] : [notice(`Route ${name}`, renamedFrom, !waiting.has(renamedFrom))],
  );
  // What a target makes on AWS is found by its own name, never by the target's.
  const targets = Object.values(input.config.targets).flatMap(({ name, renamedFrom }) =>
    renamedFrom === undefined ? [] : [notice(`Target ${name}`, renamedFrom, true)],
  );
  return [...routes, ...targets];
}
