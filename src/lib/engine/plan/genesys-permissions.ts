import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { GENESYS_PERMISSIONS, grantsPermission } from '../../clients/genesys/index.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Plan } from '../change/model.js';
import { doorOf } from '../kinds/index.js';

/** Code of the warning and of the refusal. */
const CODE = 'genesys-permission-missing';

/**
 * A plan with the permissions of Genesys Cloud that carrying it out takes and that these credentials lack. Asked only
 * where it writes there: what is read to make a plan was read already. Of credentials that may not read their own grants
 * it says nothing.
 */
export async function withMissingPermissions(plan: Plan, genesys: Pick<Genesys, 'grants'>): Promise<Plan> {
  const needed = permissionsTaken(plan);
  if (needed.length === 0) return plan;
  const granted = await grantedBy(genesys);
  const missing = needed.filter((each) => granted !== undefined && !grantsPermission(granted, each));
  if (missing.length === 0) return plan;
  return {
    ...plan,
    missingPermissions: missing,
    warnings: [
      ...plan.warnings,
      {
        code: CODE,
        message: `${lacking(missing)} This plan is right, but it takes other credentials to carry it out. ${fix(missing)}`,
      },
    ],
  };
}

/** A plan as a command takes it that carries it out: a permission that is missing is no warning then, it refuses it. */
export function refusedForPermissions(plan: Plan): Plan {
  const { missingPermissions = [] } = plan;
  if (missingPermissions.length === 0) return plan;
  return {
    ...plan,
    warnings: plan.warnings.filter(({ code }) => code !== CODE),
    refusals: [
      ...plan.refusals,
      { code: CODE, message: lacking(missingPermissions), fix: fix(missingPermissions) },
    ],
  };
}

/** Whether a refusal is for credentials that lack something. */
export function isForPermissions({ code }: { readonly code: string }): boolean {
  return code === CODE;
}

/** The permissions of Genesys Cloud that the calls of a plan take, in the order in which whoami names them. */
function permissionsTaken({ changes }: Plan): readonly string[] {
  const taken = new Set(
    changes.flatMap(({ steps }) => steps.flatMap((step) => doorOf(step).permission ?? [])),
  );
  return GENESYS_PERMISSIONS.map(({ permission }) => permission).filter((each) => taken.has(each));
}

async function grantedBy(genesys: Pick<Genesys, 'grants'>): Promise<readonly string[] | undefined> {
  try {
    return (await genesys.grants()).permissions;
  } catch (error) {
    // All that the plan is made of was read: that one more question was not answered is no reason to end.
    if (error instanceof GcxError) return undefined;
    throw error;
  }
}

function lacking(missing: readonly string[]): string {
  const each = missing.map((permission) => {
    const purpose = GENESYS_PERMISSIONS.find((known) => known.permission === permission)?.purpose;
    return `${permission} (to ${purpose ?? 'carry it out'})`;
  });
  return `These Genesys Cloud credentials lack ${each.join(', ')}.`;
}

function fix(missing: readonly string[]): string {
  return `Give a role of the OAuth client ${missing.join(', ')} (Admin > Roles / Permissions); ${gcxCommand('whoami')} shows what is missing.`;
}
