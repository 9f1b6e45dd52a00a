import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import {
  EVENTBRIDGE_SCOPE,
  GENESYS_PERMISSIONS,
  type Genesys,
  GenesysCallError,
  grantsPermission,
  type NeededPermission,
} from '../../clients/genesys/index.js';
import { type AccessSource, openSides, type Sides } from './connect-without-check.js';
import type { Access, AccessProblem, AwsAccess, GenesysAccess } from './model.js';

/** Asks both sides who the credentials are and what they lack. Throws nothing that belongs to one side only. */
export async function inspectAccess(source: AccessSource): Promise<Access> {
  const sides = await openSides(source);
  try {
    const { config } = source;
    const integration = config === undefined || config.genesys.integration !== undefined;
    const [genesys, aws] = await Promise.all([
      inspectGenesys(sides, {
        integration,
        perEventType: config?.genesys.subscriptions !== undefined,
        wanted: config?.genesys.organization,
      }),
      inspectAws(sides, config?.aws.account),
    ]);
    return {
      sandbox: source.sandbox,
      ...(config === undefined ? {} : { file: { path: config.file, environment: config.environment } }),
      genesys,
      aws,
      exitCode: exitCodeOf(genesys, aws),
    };
  } finally {
    await sides.close();
  }
}

async function inspectGenesys(
  sides: Sides,
  file: {
    readonly integration: boolean;
    readonly perEventType: boolean;
    readonly wanted: string | undefined;
  },
): Promise<GenesysAccess> {
  const { integration, perEventType, wanted } = file;
  const place = sides.places.genesys === undefined ? {} : { environment: sides.places.genesys };
  try {
    const genesys = sides.genesys();
    const [organization, grants] = await Promise.all([genesys.organization(), genesys.grants()]);
    const needed = GENESYS_PERMISSIONS.filter(
      ({ permission, optional }) =>
        optional !== true && (integration || !permission.startsWith('integrations:')),
    );
    const gaps = await permissionGaps(genesys, needed, grants.permissions);
    const scopeMissing = perEventType && (await isForbidden(() => genesys.eventTypeSubscriptions.status()));
    return {
      ...place,
      organization,
      ...(wanted !== undefined && wanted.toLowerCase() !== organization.id ? { wanted } : {}),
      ...(grants.clientId === undefined ? {} : { clientId: grants.clientId }),
      roles: grants.roles,
      missing: [...gaps.missing, ...(scopeMissing ? [EVENTBRIDGE_SCOPE] : [])],
      unchecked: gaps.unchecked,
    };
  } catch (error) {
    return { ...place, roles: [], missing: [], unchecked: [], problem: problemOf(error) };
  }
}

interface Gaps {
  readonly missing: readonly NeededPermission[];
  readonly unchecked: readonly NeededPermission[];
}

/** Where the grants cannot be read, reading is tried, and what changes something stays unchecked. */
async function permissionGaps(
  genesys: Genesys,
  needed: readonly NeededPermission[],
  granted: readonly string[] | undefined,
): Promise<Gaps> {
  if (granted !== undefined) {
    return {
      missing: needed.filter(({ permission }) => !grantsPermission(granted, permission)),
      unchecked: [],
    };
  }
  const tries: Readonly<Record<string, () => Promise<unknown>>> = {
    'routing:queue:search': () => genesys.queues.count(),
    'routing:queue:view': () => genesys.queues.byId('00000000-0000-0000-0000-000000000000'),
    'integrations:integration:view': () => genesys.integrations.maxInstances(),
  };
  const missing: NeededPermission[] = [];
  const unchecked: NeededPermission[] = [];
  for (const each of needed) {
    const attempt = tries[each.permission];
    if (attempt === undefined) unchecked.push(each);
    else if (await isForbidden(attempt)) missing.push(each);
  }
  return { missing, unchecked };
}

async function isForbidden(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return false;
  } catch (error) {
    if (error instanceof GenesysCallError) return error.status === 403;
    throw error;
  }
}

async function inspectAws({ aws, places }: Sides, wanted: string | undefined): Promise<AwsAccess> {
  const region = places.aws;
  try {
    const { account, arn } = await aws.identity();
    return { region, account, arn, ...(wanted !== undefined && wanted !== account ? { wanted } : {}) };
  } catch (error) {
    return { region, problem: problemOf(error) };
  }
}

function problemOf(error: unknown): AccessProblem {
  if (error instanceof GcxError) return { report: error.report, exitCode: error.exitCode };
  throw error;
}

function exitCodeOf(genesys: GenesysAccess, aws: AwsAccess): ExitCode {
  if (genesys.wanted !== undefined || aws.wanted !== undefined) return ExitCode.refused;
  const problems = [genesys.problem, aws.problem].flatMap((each) =>
    each === undefined ? [] : [each.exitCode],
  );
  if (genesys.missing.length > 0 || problems.includes(ExitCode.denied)) return ExitCode.denied;
  return problems.length > 0 ? ExitCode.error : ExitCode.done;
}
