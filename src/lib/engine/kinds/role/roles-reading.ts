import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { AttachedPolicy, Role } from '../../../clients/aws/answers.js';
import type { IamRole } from '../../../clients/aws/iam-model.js';
import { roleArn } from '../../../language/names/arn.js';
import { rolePath } from '../../../language/names/processor-names.js';
import { changeId } from '../../change/change.js';
import { type AttributeTable, answeredBy, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import { type HarmContext, type HarmRule, onMade } from '../door/harm.js';
import type { PlanInput } from '../door/kind.js';
import { type Reading, readEach } from '../door/reading.js';
import type { ProcessorFunctionsRead } from '../function/processor-functions-reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
import { statementsOf } from '../policies/policy.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';
import { boundaryTakenOut } from './role-fields.js';
import { OWN_POLICY, rightsIn } from './role-policy.js';

/** Rights that a message names. */
const SHOWN_RIGHTS = 3;

const added: HarmRule = onMade((value, context) => {
  const { PolicyName: policy } = context.beside;
  // Ours is compared statement by statement.
  if (policy === OWN_POLICY || typeof value !== 'string') return undefined;
  const mend = `To take it away: ${awsCommand`iam delete-role-policy --role-name ${nameIn(context)} --policy-name ${String(policy)}`}`;
  const statements = statementsOf(value);
  if (statements.some(({ Effect }) => Effect === 'Deny'))
    return {
      does: `The inline policy ${String(policy)} denies: where that is something that the function needs, every event fails.`,
      mend,
    };
  const rights = rightsIn({ Statement: statements });
  const more = rights.length > SHOWN_RIGHTS ? ` and ${rights.length - SHOWN_RIGHTS} more` : '';
  return {
    does: `By the inline policy ${String(policy)} the function may do more than gcx gave it: ${rights.slice(0, SHOWN_RIGHTS).join(', ')}${more}.`,
    mend,
  };
});

const attached: HarmRule = onMade((value, context) => ({
  does: 'By that policy the function may do more than gcx gave it, or less where it denies; and gcx cannot delete the role while it is attached.',
  mend: `To take it away: ${awsCommand`iam detach-role-policy --role-name ${nameIn(context)} --policy-arn ${String(value)}`}`,
}));

/** What IAM answers of a role: itself (GetRole), and the policies in it and attached to it. */
export type RoleAnswer = Role & {
  readonly InlinePolicies: readonly { readonly PolicyName: string; readonly PolicyDocument: string }[];
  readonly AttachedPolicies: readonly AttachedPolicy[];
};

/** What IAM answers of a role, where the file names no permissions boundary. */
const roleAttributes: AttributeTable<RoleAnswer> = {
  RoleName: none('a role of another name is another role'),
  RoleId: none('AWS gives it'),
  Arn: none('it follows from path and name'),
  Path: none('it is fixed when the role is made'),
  Description: people(),
  AssumeRolePolicyDocument: ours('Without Lambda in it the function cannot run: every event fails.'),
  MaxSessionDuration: none('Lambda renews what it needs by itself'),
  PermissionsBoundary: parts({
    PermissionsBoundaryType: none('IAM knows one type'),
    // Noted by the role's change.
    PermissionsBoundaryArn: people(),
  }),
  Tags: parts({ Key: none('tags are read on their own'), Value: none('tags are read on their own') }),
  RoleLastUsed: none('it changes by itself'),
  SourceRoleTemplate: none('gcx makes roles from no template'),
  CreateDate: none('it only says when'),
  InlinePolicies: parts({
    PolicyName: none('its document says what it allows'),
    PolicyDocument: people({ harm: added }),
  }),
  AttachedPolicies: parts({
    PolicyName: none('it follows from the ARN'),
    PolicyArn: people({ harm: attached }),
  }),
};

const bounded: AttributeTable<RoleAnswer> = {
  ...roleAttributes,
  PermissionsBoundary: parts({
    PermissionsBoundaryType: none('IAM knows one type'),
    PermissionsBoundaryArn: ours('One that allows less than the function needs: every event fails.'),
  }),
};

/** Which of a role's attributes gcx sets: by whether the file names a permissions boundary. */
export function roleTable(boundary: string | undefined): AttributeTable<RoleAnswer> {
  return boundary === undefined ? roleAttributes : bounded;
}

function nameIn({ answer }: HarmContext): string {
  return String(answer['RoleName']);
}

const said = saidBy(roleTable('any'));

/** What differences of a role do to events. */
export const roleHarms: KindHarms = {
  missing: does(
    'stops',
    'The function cannot run, or EventBridge cannot send, without it: every event fails.',
  ),
  fields: {
    trust: said('stops', 'AssumeRolePolicyDocument'),
    'permissions boundary': said('some', 'PermissionsBoundary.PermissionsBoundaryArn'),
    rights: does(
      'stops',
      'What it may not do that is needed, such as taking from the SQS queue of a processor or sending to a target, fails.',
    ),
  },
};

/** The boundary that gcx looks after: the file's, or one that is about to be taken away. */
export function boundaryOf(
  { config }: Pick<PlanInput, 'config'>,
  role: IamRole | undefined,
): string | undefined {
  const { permissionsBoundary: wanted } = config.aws;
  return wanted ?? (role === undefined ? undefined : boundaryTakenOut(role, wanted));
}

/** IAM roles of processors. */
export interface RolesRead {
  /** By what the processor's things are called; undefined where there is none, and where it was not read. */
  readonly roles: ReadonlyMap<string, IamRole | undefined>;
}

/**
 * Reads the roles of processors. Not where the file gives the function another: who runs gcx may not be allowed to read
 * roles; but where the function still runs as the role that gcx made, which is left over then.
 */
export const rolesReading: Reading<RolesRead, ProcessorBasesRead & ProcessorFunctionsRead> = {
  name: 'roles',
  waitsFor: ['processorBases', 'processorFunctions'],
  unread: { live: { roles: new Map() }, of: 'roles of processors', kinds: ['role', 'function'] },
  async read({ config, declared }, { processorBases, processorFunctions }, { aws }) {
    const given = new Set(
      declared.processors.flatMap(({ names, target }) =>
        target.executionRole === undefined ? [] : [names.function],
      ),
    );
    // An older gcx made it at `/`.
    const runsAsOwn = (base: string) =>
      [rolePath(config), '/'].some(
        (path) => processorFunctions.get(base)?.roleArn === roleArn(config, path, base),
      );
    return {
      roles: await readEach(processorBases, async (base) =>
        given.has(base) && !runsAsOwn(base) ? undefined : aws.iam.role(base),
      ),
    };
  },
  digest: ({ roles }) => ({ roles: [...roles] }),
  answered: (input) =>
    [...input.live.roles].flatMap(([base, role]) => {
      const thing = processorThing(input, base, role?.tags ?? {}, changeId('role', base));
      const table = roleTable(boundaryOf(input, role));
      return answeredBy(`IAM role of ${base}`, role, table, thing);
    }),
  newerMarks: ({ roles }, { mark }) =>
    [...roles].flatMap(([base, role]) => newerFormatOfOurs(`IAM role of ${base}`, role?.tags, mark)),
};
