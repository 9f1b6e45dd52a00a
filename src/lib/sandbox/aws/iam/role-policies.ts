import { ownValue } from '../../../base/own-value.js';
import type { Operations } from '../context.js';
import { text } from '../input.js';
import { checkRolePolicy, encodeDocument } from './documents.js';
import { IamErrors } from './errors.js';
import { markedPage, roleOf } from './roles.js';

/** The calls of AWS IAM that concern what a role may do; what is judged by it stands in `role-rights.ts`. */
export const rolePolicyOperations: Operations = {
  PutRolePolicy: (input, context) => {
    const role = roleOf(input, context);
    const name = text(input, 'PolicyName') ?? '';
    if (!/^[\w+=,.@-]{1,128}$/.test(name)) {
      throw IamErrors.validation(
        'The specified value for policyName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
      );
    }
    const document = text(input, 'PolicyDocument') ?? '';
    const { [name]: _, ...others } = role.policies;
    checkRolePolicy(role.name, document, Object.values(others));
    role.policies[name] = document;
    return {};
  },
  GetRolePolicy: (input, context) => {
    const role = roleOf(input, context);
    const name = text(input, 'PolicyName') ?? '';
    const document = ownValue(role.policies, name);
    if (document === undefined) throw IamErrors.noRolePolicy(name);
    return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(document) };
  },
  DeleteRolePolicy: (input, context) => {
    const role = roleOf(input, context);
    const name = text(input, 'PolicyName') ?? '';
    if (ownValue(role.policies, name) === undefined) throw IamErrors.noRolePolicy(name);
    delete role.policies[name];
    return {};
  },
  ListRolePolicies: (input, context) =>
    markedPage('PolicyNames', Object.keys(roleOf(input, context).policies).sort(), input),
  AttachRolePolicy: (input, context) => {
    const role = roleOf(input, context);
    const arn = text(input, 'PolicyArn') ?? '';
    if (!/^arn:[^:]+:iam::(?:\d{12}|aws):policy\/.+$/.test(arn)) {
      throw IamErrors.validation(`Invalid ARN:  Could not be parsed!`);
    }
    role.attached = [...new Set([...(role.attached ?? []), arn])];
    return {};
  },
  DetachRolePolicy: (input, context) => {
    const role = roleOf(input, context);
    const arn = text(input, 'PolicyArn') ?? '';
    if (!(role.attached ?? []).includes(arn)) throw IamErrors.notAttached(arn);
    role.attached = (role.attached ?? []).filter((each) => each !== arn);
    return {};
  },
  ListAttachedRolePolicies: (input, context) => {
    const attached = (roleOf(input, context).attached ?? []).map((PolicyArn) => ({
      PolicyName: PolicyArn.split('/').at(-1) ?? '',
      PolicyArn,
    }));
    return markedPage('AttachedPolicies', attached, input);
  },
};
