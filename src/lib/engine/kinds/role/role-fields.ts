import type { JsonObject } from '../../../base/json.js';
import type { IamRole } from '../../../clients/aws/iam-model.js';
import type { FieldChange, SetItem } from '../../change/model.js';
import type { Setting } from '../../change/setting.js';
import { thingName } from '../../change/value-words.js';
import { OWN_POLICY as POLICY, rightsIn } from './role-policy.js';

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

/** The permissions boundary of a role as a setting. */
export function boundarySetting(account: string): Setting<string> {
  return { field: 'permissions boundary', words: (arn) => thingName(arn, account), unset: 'none' };
}

/** `ACTION on ARN` with the thing's name in place of its ARN. */
function rightInWords(right: string, account: string): string {
  const [action = '', arn = ''] = right.split(' on ');
  return `${action} on ${arn === '*' ? 'all' : thingName(arn, account)}`;
}
