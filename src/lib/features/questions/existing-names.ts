import { GcxError } from '../../base/gcx-error.js';
import { Limits } from '../../base/limits.js';
import type { Aws } from '../../clients/aws/model.js';
import type { TargetChoice } from '../../engine/targets/kind.js';

/** What is there to choose from. Where it is not listed, a name that is typed does as well. */
export type ExistingNames =
  | {
      readonly kind: 'listed';
      readonly names: readonly string[];
      /** Whether there can be more than these. */
      readonly more: boolean;
    }
  /** `why` where these credentials may not list it, to stand behind a question. */
  | { readonly kind: 'unlisted'; readonly why?: string };

/** Names of the things of a choice that are there, sorted. Never throws. */
export async function existingNames(
  { existing, listedBy }: Pick<TargetChoice, 'existing' | 'listedBy'>,
  aws: Aws | undefined,
): Promise<ExistingNames> {
  if (existing === undefined || aws === undefined) return { kind: 'unlisted' };
  try {
    const names = (await existing(aws)).toSorted((one, other) => one.localeCompare(other));
    return { kind: 'listed', names, more: names.length >= Limits.listedNames };
  } catch (error) {
    const denied = error instanceof GcxError && error.report.code === 'aws-access-denied';
    return { kind: 'unlisted', ...(denied ? { why: `not listed: ${listedBy?.action} is not allowed` } : {}) };
  }
}
