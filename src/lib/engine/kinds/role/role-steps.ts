import * as z from 'zod';
import { jsonObject, type StepOf, stepDoor, texts, textsByName } from '../door/step-door.js';
import {
  type Purpose,
  type Subject,
  type SubjectContext,
  taggedSubject,
  taggingPurpose,
} from '../door/subject.js';
import { writeAndReadBack } from '../policies/read-back.js';
import { samePolicy } from './role-policy.js';

function roleSubject(name: string, purpose: Purpose, context: SubjectContext): Subject {
  const read = () => context.aws.iam.role(name);
  return taggedSubject({ kind: 'role', what: 'IAM role', name, read }, purpose, context);
}

/** The calls on IAM roles. */
export const roleSteps = [
  stepDoor(
    'iam.createRole',
    {
      name: z.string(),
      /** Begins and ends with a slash. */
      path: z.string(),
      description: z.string(),
      trust: jsonObject,
      /** ARN of the policy that bounds it. */
      boundary: z.string().exactOptional(),
      tags: textsByName,
    },
    {
      does: 'iam:CreateRole',
      subject: ({ name }, context) => roleSubject(name, 'create', context),
      run: (step, { aws }) => aws.iam.createRole(step),
    },
  ),
  stepDoor(
    'iam.putPolicy',
    { role: z.string(), policy: z.string(), document: jsonObject },
    {
      does: 'iam:PutRolePolicy',
      document: ({ role, policy }) => `role:${role}:${policy}`,
      subject: ({ role }, context) => roleSubject(role, 'change', context),
      run: ({ role, policy, document }, { aws: { iam }, sleep }) =>
        writeAndReadBack(
          {
            what: `The policy ${policy} of IAM role ${role}`,
            without: 'Without it, what runs or sends with the role lacks permissions that it needs.',
            read: () => iam.policy(role, policy),
            holds: (found) => samePolicy(found, document),
            write: () => iam.putPolicy(role, policy, document),
          },
          sleep,
        ),
    },
  ),
  stepDoor(
    'iam.setBoundary',
    { role: z.string(), boundary: z.string() },
    {
      does: 'iam:PutRolePermissionsBoundary',
      subject: ({ role }, context) => roleSubject(role, 'change', context),
      run: ({ role, boundary }, { aws }) => aws.iam.setBoundary(role, boundary),
    },
  ),
  stepDoor(
    'iam.removeBoundary',
    { role: z.string() },
    {
      does: 'iam:DeleteRolePermissionsBoundary',
      subject: ({ role }, context) => roleSubject(role, 'change', context),
      run: ({ role }, { aws }) => aws.iam.removeBoundary(role),
    },
  ),
  stepDoor(
    'iam.setTrust',
    { role: z.string(), trust: jsonObject },
    {
      does: 'iam:UpdateAssumeRolePolicy',
      document: ({ role }) => `role:${role}`,
      subject: ({ role }, context) => roleSubject(role, 'change', context),
      run: ({ role, trust }, { aws: { iam }, sleep }) =>
        writeAndReadBack(
          {
            what: `The trust policy of IAM role ${role}`,
            without: 'Without it, nothing can run or send with that role.',
            read: async () => (await iam.role(role))?.trust,
            holds: (found) => samePolicy(found, trust),
            write: () => iam.setTrust(role, trust),
          },
          sleep,
        ),
    },
  ),
  stepDoor(
    'iam.tag',
    { role: z.string(), tags: textsByName, remove: texts },
    {
      does: 'iam:TagRole',
      subject: (step, context) => roleSubject(step.role, taggingPurpose(step), context),
      run: ({ role, tags, remove }, { aws }) => aws.iam.tag(role, tags, remove),
    },
  ),
  stepDoor(
    'iam.deleteRole',
    { name: z.string() },
    {
      does: 'iam:DeleteRole',
      subject: ({ name }, context) => roleSubject(name, 'delete', context),
      run: ({ name }, { aws }) => aws.iam.deleteRole(name),
    },
  ),
] as const;

/** A call on an IAM role. */
export type RoleStep = StepOf<typeof roleSteps>;
