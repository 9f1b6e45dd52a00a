import type { AttachedPolicy, Role } from '@aws-sdk/client-iam';
import { answeredWith } from '../../base/answers.js';
import { GcxError } from '../../base/gcx-error.js';
import { awsCommand } from '../../base/hints/gcx-command.js';
import { isJsonObject, type JsonObject } from '../../base/json.js';
import { once } from '../../base/once.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { IamApi } from './iam-model.js';
import { pagesOf } from './pages.js';
import { simulatePolicies } from './simulate-policies.js';
import { fromAwsTags, hasTags, toAwsTags } from './tags.js';
import type { Tags } from './tags-model.js';
import { unlessMissing } from './unless-missing.js';

/** AWS IAM's roles. It is a global service: the SDK knows its endpoint in each partition. */
export function iamApi(caller: AwsCaller): IamApi {
  const sdk = once(async () => {
    const iam = await import('@aws-sdk/client-iam');
    return { iam, client: await caller.open((config) => new iam.IAMClient(config)) };
  });
  return {
    async role(name) {
      const role = await unlessMissing(getRole(name));
      if (role?.Arn === undefined) return undefined;
      const trust = documentOf(role.AssumeRolePolicyDocument);
      const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
      const read = await unlessMissing(Promise.all([policiesOf(name), attachedTo(name)]));
      // Deleted between the calls.
      if (read === undefined) return undefined;
      const [policies, attached] = read;
      const found = {
        name,
        arn: role.Arn,
        ...(trust === undefined ? {} : { trust }),
        ...(boundary === undefined ? {} : { boundary }),
        policies,
        tags: fromAwsTags(role.Tags),
      };
      return answeredWith(found, {
        ...role,
        InlinePolicies: Object.entries(policies).map(([PolicyName, document]) => ({
          PolicyName,
          PolicyDocument: JSON.stringify(document),
        })),
        AttachedPolicies: attached,
      });
    },
    async roleArn(name) {
      return (await unlessMissing(getRole(name)))?.Arn;
    },
    simulate: (question) => simulatePolicies(caller, sdk, question),
    async createRole({ name, path, description, trust, boundary, tags }) {
      const { iam, client } = await sdk();
      try {
        await caller.call('iam:CreateRole', name, () =>
          client.send(
            new iam.CreateRoleCommand({
              RoleName: name,
              Path: path,
              Description: description,
              AssumeRolePolicyDocument: JSON.stringify(trust),
              ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
              Tags: toAwsTags(tags),
            }),
          ),
        );
      } catch (error) {
        // After a lost answer, the role that exists with our tags is the one that the first attempt made.
        if (!(hasAwsCode(error, 'EntityAlreadyExists', 'EntityAlreadyExistsException') && error.repeated)) {
          throw error;
        }
        if (!(await carries(name, tags))) throw error;
      }
    },
    async policy(role, policy) {
      const answer = await unlessMissing(getRolePolicy(role, policy));
      return documentOf(answer?.PolicyDocument);
    },
    async putPolicy(role, policy, document) {
      const { iam, client } = await sdk();
      await caller.call('iam:PutRolePolicy', role, () =>
        client.send(
          new iam.PutRolePolicyCommand({
            RoleName: role,
            PolicyName: policy,
            PolicyDocument: JSON.stringify(document),
          }),
        ),
      );
    },
    async setBoundary(role, boundary) {
      const { iam, client } = await sdk();
      await caller.call('iam:PutRolePermissionsBoundary', role, () =>
        client.send(
          new iam.PutRolePermissionsBoundaryCommand({ RoleName: role, PermissionsBoundary: boundary }),
        ),
      );
    },
    async removeBoundary(role) {
      const { iam, client } = await sdk();
      await unlessMissing(
        caller.call('iam:DeleteRolePermissionsBoundary', role, () =>
          client.send(new iam.DeleteRolePermissionsBoundaryCommand({ RoleName: role })),
        ),
      );
    },
    async setTrust(role, trust) {
      const { iam, client } = await sdk();
      await caller.call('iam:UpdateAssumeRolePolicy', role, () =>
        client.send(
          new iam.UpdateAssumeRolePolicyCommand({ RoleName: role, PolicyDocument: JSON.stringify(trust) }),
        ),
      );
    },
    async tag(role, tags, remove) {
      const { iam, client } = await sdk();
      // First what goes: to IAM keys that differ only in case are one, and untagging Team would take the new team away.
      if (remove.length > 0) {
        await caller.call('iam:UntagRole', role, () =>
          client.send(new iam.UntagRoleCommand({ RoleName: role, TagKeys: [...remove] })),
        );
      }
      if (Object.keys(tags).length > 0) {
        await caller.call('iam:TagRole', role, () =>
          client.send(new iam.TagRoleCommand({ RoleName: role, Tags: toAwsTags(tags) })),
        );
      }
    },
    async deleteRole(name) {
      await unlessMissing(deleteRole(name));
    },
  };

  async function getRole(name: string): Promise<Role | undefined> {
    const { iam, client } = await sdk();
    const answer = await caller.call('iam:GetRole', name, () =>
      client.send(new iam.GetRoleCommand({ RoleName: name })),
    );
    return answer.Role;
  }

  async function deleteRole(name: string): Promise<void> {
    const { iam, client } = await sdk();
    // IAM would refuse the role in the end, with its own policies already gone.
    const attached = await attachedTo(name);
    if (attached.length > 0)
      throw hasAttached(
        name,
        attached.map(({ PolicyArn, PolicyName }) => PolicyArn ?? PolicyName ?? ''),
      );
    for (const policy of await policyNames(name)) await unlessMissing(deletePolicy(name, policy));
    await caller.call('iam:DeleteRole', name, () =>
      client.send(new iam.DeleteRoleCommand({ RoleName: name })),
    );
  }

  async function policyNames(role: string): Promise<readonly string[]> {
    const { iam, client } = await sdk();
    const pages = pagesOf(
      (Marker) =>
        caller.call('iam:ListRolePolicies', role, () =>
          client.send(new iam.ListRolePoliciesCommand({ RoleName: role, Marker })),
        ),
      ({ IsTruncated, Marker }) => (IsTruncated === true ? Marker : undefined),
    );
    const names: string[] = [];
    for await (const page of pages) names.push(...(page.PolicyNames ?? []));
    return names;
  }

  async function policiesOf(role: string): Promise<Readonly<Record<string, JsonObject>>> {
    const names = await policyNames(role);
    const policies = await Promise.all(
      names.map(async (name) => {
        const { PolicyDocument } = await getRolePolicy(role, name);
        return [name, documentOf(PolicyDocument) ?? {}] as const;
      }),
    );
    return Object.fromEntries(policies);
  }

  async function getRolePolicy(role: string, policy: string) {
    const { iam, client } = await sdk();
    return await caller.call('iam:GetRolePolicy', role, () =>
      client.send(new iam.GetRolePolicyCommand({ RoleName: role, PolicyName: policy })),
    );
  }

  async function deletePolicy(role: string, policy: string): Promise<void> {
    const { iam, client } = await sdk();
    await caller.call('iam:DeleteRolePolicy', role, () =>
      client.send(new iam.DeleteRolePolicyCommand({ RoleName: role, PolicyName: policy })),
    );
  }

  async function attachedTo(role: string): Promise<readonly AttachedPolicy[]> {
    const { iam, client } = await sdk();
    const { AttachedPolicies } = await caller.call('iam:ListAttachedRolePolicies', role, () =>
      client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName: role })),
    );
    return AttachedPolicies ?? [];
  }

  async function carries(role: string, tags: Tags): Promise<boolean> {
    return hasTags(fromAwsTags((await getRole(role))?.Tags), tags);
  }
}

/** IAM gives documents URL-encoded (RFC 3986); an emulator can give them plain. */
function documentOf(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text.startsWith('%') ? decodeURIComponent(text) : text);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    // Not what IAM writes: it then differs from what the file wants, and is written again.
    return undefined;
  }
}

function hasAttached(role: string, attached: readonly string[]): GcxError {
  return new GcxError({
    code: 'role-has-policies',
    what: `IAM role ${role} is not deleted: ${attached.length === 1 ? 'a policy is' : 'policies are'} attached to it that gcx did not attach (${attached.join(', ')}).`,
    fix: [
      'If it is no longer needed, detach and run the same command again:',
      ...attached.map(
        (arn) => `  ${awsCommand`iam detach-role-policy --role-name ${role} --policy-arn ${arn}`}`,
      ),
    ].join('\n'),
  });
}
