import { NameRules } from '../document/name-rules.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkNamed, type NamedForm } from './check-named-target.js';
import { checkOtherAccount } from './check-other-account.js';
import { checkRoleArn } from './check-role.js';

/** A version's number or an alias. */
const QUALIFIER = '(\\d+|[A-Za-z0-9._-]*[A-Za-z._-][A-Za-z0-9._-]*)';

const FORM: NamedForm = {
  key: 'stateMachine',
  service: 'states',
  makes: false,
  name: NameRules.stateMachine,
  resourceStart: 'stateMachine:',
  isResource: (resource) => new RegExp(`^stateMachine:[^:/]{1,80}(:${QUALIFIER})?$`).test(resource),
  nameIn: machineName,
};

/** Checks a Step Functions state machine, which has to exist, in the file's account. */
export function checkStateMachineTarget(context: CheckContext, target: ConfigPath): void {
  checkNamed(context, [...target, 'stateMachine'], FORM);
  checkRoleArn(context, [...target, 'role']);
  checkOtherAccount(context, [...target, 'stateMachine', 'existing'], 'a Step Functions state machine');
}

/** The name before a version or an alias. */
function machineName(text: string): string {
  const parts = text.split(':');
  return parts.length === 2 && new RegExp(`^${QUALIFIER}$`).test(parts[1] ?? '') ? (parts[0] ?? '') : text;
}
