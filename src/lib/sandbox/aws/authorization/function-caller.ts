import { GLOBAL_REGION } from '../arn.js';
import type { Context } from '../context.js';
import { statementsOfRole } from '../iam/role-rights.js';
import type { Caller } from './caller.js';
import { SANDBOX_USER } from './identity.js';

/**
 * Who the code of a function is to other services: a session of the function's role, called as the function (Lambda Developer
 * Guide, "Defining Lambda function permissions with an execution role"). A function that was there from the start has a role
 * that the sandbox does not know: it may do everything.
 */
export function functionCaller(arn: string, context: Context): Caller {
  const record = [...context.state.functions.values()].find((each) => each.arn === arn);
  const roles = [...context.elsewhere(GLOBAL_REGION).state.roles.values()];
  const role = roles.find((each) => each.arn === record?.deployed?.role);
  if (record === undefined || role === undefined) return { user: SANDBOX_USER, identity: 'everything' };
  const policy = { Version: '2012-10-17', Statement: [...statementsOfRole(role)] };
  return { user: record.name, identity: { policies: [policy], role: role.name } };
}
