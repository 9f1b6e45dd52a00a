import { NameRules } from '../document/name-rules.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkNamed, type NamedForm } from './check-named-target.js';
import { checkNamedRole } from './check-role.js';

const FORM: NamedForm = {
  key: 'lambda',
  makes: false,
  name: NameRules.lambdaFunction,
  resourceStart: 'function:',
  isResource: (resource) => /^function:[A-Za-z0-9_-]+(:(\$LATEST|[A-Za-z0-9_-]+))?$/.test(resource),
  nameIn: functionName,
};

/** Checks a Lambda function, which has to exist. */
export function checkLambdaTarget(context: CheckContext, target: ConfigPath): void {
  checkNamed(context, [...target, 'lambda'], FORM);
  checkNamedRole(context, target, 'lambda');
}

/** The name before a version or an alias. */
function functionName(text: string): string {
  const parts = text.split(':');
  return parts.length === 2 && /^(\$LATEST|[A-Za-z0-9_-]+)$/.test(parts[1] ?? '') ? (parts[0] ?? '') : text;
}
