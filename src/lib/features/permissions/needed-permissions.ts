import { READINGS, RESOURCE_KINDS, type Right, type RightScope } from '../../engine/kinds/index.js';
import { busOf, declaredByFile, likelyMissingRights } from '../../engine/plan/index.js';
import type { Config } from '../../language/config/model.js';
import { doctorRights } from '../doctor/doctor-rights.js';
import { holdLeaseRights, leaseRights } from '../lease/lease-rights.js';
import { statusRights } from '../status/status-rights.js';
import { whyRights } from '../why/why-rights.js';
import { makesRoles } from './boundary.js';
import { COMMAND_RIGHTS } from './command-rights.js';
import { genesysNeeds } from './genesys-needs.js';
import { listingRights } from './listing-rights.js';
import type { ExtraCommand, NeededPermissions, NeededRight, RoleOfUse, TwoLists } from './model.js';

/**
 * What a file needs to be allowed on both sides: what each kind of resource declares, the readings, the lease, and the
 * commands that only look. A writing role holds what a reading one does. Pure.
 */
export function neededPermissions(
  config: Config,
  { role, commands = [] }: { readonly role: RoleOfUse; readonly commands?: readonly ExtraCommand[] },
): NeededPermissions {
  const scope = scopeOf(config);
  const { permissionsBoundary: boundary } = config.aws;
  return {
    file: config.file,
    project: config.project,
    environment: config.environment,
    role,
    commands,
    aws: {
      ...inTwo(rightsOf(scope, role, commands)),
      account: config.aws.account,
      region: config.aws.region,
      ...(boundary === undefined ? {} : { boundary }),
      makesRoles: makesRoles(scope),
    },
    genesys: genesysNeeds(scope, role),
  };
}

/** What rights are computed from. */
export function scopeOf(config: Config): RightScope {
  return { config, declared: declaredByFile(config), bus: busOf(config) };
}

function rightsOf(
  scope: RightScope,
  role: RoleOfUse,
  commands: readonly ExtraCommand[],
): readonly NeededRight[] {
  const kinds = RESOURCE_KINDS.map(({ label, rights }) => ({ of: label, ...rights(scope) }));
  const lease = leaseRights(scope);
  const read = [
    ...kinds.flatMap(({ of, read: rights }) => named(of, rights)),
    ...READINGS.flatMap(({ unread, rights }) => named(unread.of, rights?.(scope) ?? [])),
    ...named('lease', lease.read),
    ...named('gcx doctor', doctorRights(scope)),
    ...named('gcx status', statusRights(scope)),
    ...named('gcx why', whyRights(scope)),
    ...named('gcx init and gcx add', listingRights()),
  ];
  const write =
    role === 'read'
      ? []
      : [
          ...kinds.flatMap(({ of, write: rights }) => named(of, rights)),
          ...named('lease', lease.write),
          ...named('gcx apply', likelyMissingRights(scope)),
        ];
  const extra = commands.flatMap((command) => named(`gcx ${command}`, COMMAND_RIGHTS[command](scope)));
  const held =
    role === 'read' && commands.some((command) => HOLDS_LEASE.has(command))
      ? named('lease', holdLeaseRights(scope))
      : [];
  return [...read, ...write, ...extra, ...held];
}

/** Commands that change what the pipe is or holds, one at a time. */
const HOLDS_LEASE: ReadonlySet<ExtraCommand> = new Set<ExtraCommand>([
  'adopt',
  'redrive',
  'release',
  'replay',
]);

function named(of: string, rights: readonly Right[]): readonly NeededRight[] {
  return rights.map((right) => ({ of, ...right }));
}

/** In two lists. What one thing cannot do without is not listed again as what another is better with. */
function inTwo(rights: readonly NeededRight[]): TwoLists<NeededRight> {
  const required = rights.filter(({ without }) => without === undefined);
  const better = rights.filter(({ without }) => without !== undefined);
  return {
    required: merged(required),
    better: merged(better.flatMap((right) => beyond(right, required))),
  };
}

/** What of a right others do not allow already. */
function beyond(right: NeededRight, others: readonly NeededRight[]): readonly NeededRight[] {
  const actions = right.actions.filter(
    (action) =>
      !others.some(
        (other) =>
          other.when === undefined &&
          other.actions.includes(action) &&
          right.on.every((arn) => other.on.some((pattern) => covers(pattern, arn))),
      ),
  );
  return actions.length === 0 ? [] : [{ ...right, actions }];
}

/** Whether whatever an ARN or pattern means is meant by another that ends with `*`, too. */
function covers(pattern: string, arn: string): boolean {
  return pattern === arn || (pattern.endsWith('*') && arn.startsWith(pattern.slice(0, -1)));
}

/** Those that say the same but for their actions, once. */
function merged(rights: readonly NeededRight[]): readonly NeededRight[] {
  const byRest = new Map<string, NeededRight>();
  for (const right of rights) {
    const { actions, ...rest } = right;
    const key = JSON.stringify(rest);
    const known = byRest.get(key);
    byRest.set(key, { ...right, actions: [...new Set([...(known?.actions ?? []), ...actions])] });
  }
  return [...byRest.values()];
}
