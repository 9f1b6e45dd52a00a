import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Config } from '../../language/config/model.js';
import type { GenesysAccess } from '../access/model.js';
import { type ChecklistStep, STEPS, type StepId } from './model.js';

/** What is known before anything is asked. */
export interface Beforehand {
  /** Absent: there is not a file. */
  readonly config?: Pick<Config, 'genesys' | 'aws'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True where both sides are the sandbox. */
  readonly sandbox: boolean;
}

/** A step with how it stands. */
export function step(id: StepId, rest: Pick<ChecklistStep, 'state' | 'found' | 'next'>): ChecklistStep {
  return { id, ...STEPS[id], ...rest };
}

/** Pure: how the steps in Genesys Cloud stand. `divisions`: those that the file's queues name. */
export function genesysSteps(
  access: GenesysAccess,
  before: Beforehand,
  divisions: readonly string[],
): readonly ChecklistStep[] {
  return [
    environmentStep(access, before),
    clientStep(access, before),
    roleStep(access),
    divisionStep(access, divisions),
    organizationStep(access, before),
  ];
}

function environmentStep({ environment }: GenesysAccess, { config }: Beforehand): ChecklistStep {
  if (environment !== undefined)
    return step('genesys-environment', {
      state: 'done',
      found: `${environment}${config === undefined ? '' : ', as the file says'}`,
    });
  return step('genesys-environment', {
    state: 'missing',
    found: 'not set in a file or in GENESYSCLOUD_REGION',
    next: 'Look at the address of Genesys Cloud in your browser: apps.mypurecloud.ie means mypurecloud.ie. Set GENESYSCLOUD_REGION to it.',
  });
}

const CREATE_CLIENT =
  'Genesys Cloud: Admin > Integrations > OAuth > Add Client. Grant type: Client Credentials. On the Roles tab, assign the role. The secret is shown only once: set GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET.';

function clientStep({ organization, problem, clientId }: GenesysAccess, { env }: Beforehand): ChecklistStep {
  if (organization !== undefined)
    return step('genesys-client', { state: 'done', found: clientId ?? 'it can sign in' });
  const names = ['GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET'] as const;
  const unset = names.filter((name) => (env[name] ?? '').trim() === '');
  if (unset.length > 0)
    return step('genesys-client', {
      state: 'missing',
      found: `${unset.join(' and ')} ${unset.length > 1 ? 'are' : 'is'} not set`,
      next: CREATE_CLIENT,
    });
  return step('genesys-client', {
    state: problem?.report.code === 'genesys-region-missing' ? 'unknown' : 'missing',
    found: problem?.report.what ?? 'it could not sign in',
    next: firstLine(problem?.report.fix) ?? CREATE_CLIENT,
  });
}

function roleStep({ organization, missing, unchecked }: GenesysAccess): ChecklistStep {
  const where =
    'Genesys Cloud: Admin > People & Permissions > Roles / Permissions, the role of the client, tab Permissions';
  if (organization === undefined)
    return step('genesys-role', { state: 'unknown', found: 'checked after the client can sign in' });
  const names = (some: typeof missing) => some.map(({ permission }) => permission).join(', ');
  if (missing.length > 0)
    return step('genesys-role', {
      state: 'missing',
      found: `it lacks ${names(missing)}`,
      next: `${where}: search for each and select it.`,
    });
  if (unchecked.length > 0)
    return step('genesys-role', {
      state: 'unknown',
      found: `it can read; gcx cannot check ${names(unchecked)} in advance`,
      next: `${where}: check whether they are selected.`,
    });
  return step('genesys-role', { state: 'done', found: 'all that gcx needs' });
}

function divisionStep({ organization, roles }: GenesysAccess, wanted: readonly string[]): ChecklistStep {
  const next =
    'Genesys Cloud: Admin > Integrations > OAuth, the client, tab Roles: select the divisions that contain the queues in your file.';
  if (organization === undefined)
    return step('genesys-divisions', { state: 'unknown', found: 'checked after the client can sign in' });
  if (roles.length === 0)
    return step('genesys-divisions', {
      state: 'unknown',
      found: 'this client cannot read them',
      next,
    });
  const given = [...new Set(roles.map(({ division }) => division))].filter((each) => each !== '');
  // A grant on all divisions is written with a star.
  const lacking = given.includes('*')
    ? []
    : wanted.filter((each) => !given.some((division) => division.toLowerCase() === each.toLowerCase()));
  // Divisions that are named by id only may be those.
  const readable = given.some((each) => !/^[0-9a-f-]{36}$/i.test(each));
  if (lacking.length > 0 && readable)
    return step('genesys-divisions', {
      state: 'missing',
      found: `${given.join(', ')}; the file names ${lacking.join(', ')} as well`,
      next,
    });
  return step('genesys-divisions', { state: 'done', found: given.join(', ') });
}

function organizationStep({ organization, wanted }: GenesysAccess, { config }: Beforehand): ChecklistStep {
  if (organization === undefined)
    return step('genesys-organization', { state: 'unknown', found: 'checked after the client can sign in' });
  const found = `${organization.name}, ${organization.id}`;
  if (config === undefined)
    return step('genesys-organization', {
      state: 'missing',
      found: `${found}; not in a file yet`,
      next: `Run ${gcxCommand('init')}: it writes the file.`,
    });
  if (wanted !== undefined)
    return step('genesys-organization', {
      state: 'missing',
      found: `${found}; the file says ${wanted}`,
      next: "Take an OAuth client of the file's organization, or correct genesys.organization in the file.",
    });
  return step('genesys-organization', { state: 'done', found: `${found}, as the file says` });
}

/** Of a fix of several lines, the first. */
function firstLine(text: string | undefined): string | undefined {
  return text?.split('\n')[0];
}
