import type { JsonObject } from '../../../base/json.js';
import type { IamRole } from '../../../clients/aws/iam-model.js';
import type { AskedValue } from '../../change/asked.js';
import type { FieldChange, SetItem } from '../../change/model.js';
import { type Setting, settingChange } from '../../change/setting.js';
import { thingName } from '../../change/value-words.js';
import { ASKED_TAG } from '../noted/asked-of.js';
import { isTakenOut } from '../noted/taken-out.js';
import { OWN_POLICY as POLICY, rightsIn } from './role-policy.js';
import type { RoleStep } from './role-steps.js';

const BOUNDARY = 'permissions boundary';

/** What a role may do more and less, right by right. */
export function rightsChange(role: IamRole, wanted: JsonObject, account: string): readonly FieldChange[] {
  const before = rightsIn(role.policies[POLICY]);
  const after = rightsIn(wanted);
  const items = (of: readonly string[], than: readonly string[]): readonly SetItem[] =>
    of
      .filter((right) => !than.includes(right))
      .map((value) => ({ value, label: rightInWords(value, account) }));
  return [{ kind: 'set', field: 'rights', added: items(after, before), removed: items(before, after) }];
}

/** What a role that is made may do, right by right. */
export function newRights(policy: JsonObject, account: string): FieldChange {
  const rights = rightsIn(policy);
  const words = rights.map((right) => rightInWords(right, account)).join(', ');
  return { kind: 'value', field: 'rights', after: rights, words: { after: words } };
}

/** The permissions boundary of a role as a setting. */
export function boundarySetting(account: string): Setting<string> {
  return { field: BOUNDARY, words: (arn) => thingName(arn, account), unset: 'none' };
}

/** What is to be done about the permissions boundary of a role that is there. */
export interface BoundaryMove {
  readonly fields: readonly FieldChange[];
  readonly steps: readonly RoleStep[];
  readonly notes: readonly string[];
}

/**
 * Compares a role's permissions boundary with the file's. One that gcx set and that the file names no more goes; one that
 * people set is theirs, and is kept.
 */
export function boundaryMove(role: IamRole, wanted: string | undefined, account: string): BoundaryMove {
  const { name, boundary: live } = role;
  if (live === wanted) return { fields: [], steps: [], notes: [] };
  const changed = settingChange(boundarySetting(account), { before: live, after: wanted });
  if (wanted !== undefined)
    return {
      fields: [changed],
      steps: [{ call: 'iam.setBoundary', role: name, boundary: wanted }],
      notes: [],
    };
  if (boundaryTakenOut(role, wanted) !== undefined)
    return {
      fields: [{ ...changed, origin: 'file' }],
      steps: [{ call: 'iam.removeBoundary', role: name }],
      notes: [],
    };
  const notes =
    live === undefined ? [] : [`bounded by ${thingName(live, account)}, which is not in the file: kept`];
  return { fields: [], steps: [], notes };
}

/** The permissions boundary that a role loses: gcx set it, and the file names none any more. Undefined where it loses none. */
export function boundaryTakenOut(
  { boundary: live, tags }: IamRole,
  wanted: string | undefined,
): string | undefined {
  return isTakenOut({ setting: BOUNDARY, wanted, live, noted: tags[ASKED_TAG] }) ? live : undefined;
}

/** What gcx asks for of a role's permissions boundary; without one in the file, one that people set is theirs. */
export function boundaryAsked(
  role: IamRole | undefined,
  wanted: string | undefined,
): {
  readonly values: Readonly<Record<string, AskedValue>>;
  readonly setBack: Readonly<Record<string, string>>;
} {
  const back = role === undefined ? undefined : boundaryTakenOut(role, wanted);
  return {
    values: { [BOUNDARY]: { wanted, live: wanted === undefined ? undefined : role?.boundary } },
    setBack: back === undefined ? {} : { [BOUNDARY]: back },
  };
}

/** `ACTION on ARN` with the thing's name in place of its ARN, and without the id that AWS gives an API destination. */
function rightInWords(right: string, account: string): string {
  const [action = '', arn = ''] = right.split(' on ');
  return `${action} on ${arn === '*' ? 'all' : thingName(arn, account).replace(/\/\*$/, '')}`;
}
