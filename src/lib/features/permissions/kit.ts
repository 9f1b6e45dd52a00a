import type { JsonObject } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import type { Config } from '../../language/config/model.js';
import { arnOfGlobal } from '../../language/names/arn.js';
import { cutWithHash } from '../../language/names/rule-names.js';
import { boundaryOf } from './boundary.js';
import { type GithubTrust, githubTrust } from './github-trust.js';
import type { ExtraCommand, NeededPermissions, RoleOfUse } from './model.js';
import { neededPermissions, scopeOf } from './needed-permissions.js';
import type { NamedPolicy } from './policy-documents.js';
import { policySetOf } from './policy-sets.js';

/** A role to make, and the policies that it gets. */
export interface KitRole {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly use: RoleOfUse;
  /** Who may run as it. */
  readonly trust: GithubTrust;
  /** Names of policies. */
  readonly policies: readonly string[];
}

/** All that somebody who looks after an AWS account is asked to make. */
export interface PermissionsKit {
  readonly needed: NeededPermissions;
  readonly required: readonly NamedPolicy[];
  readonly better: readonly NamedPolicy[];
  /** Absent: gcx makes no role. */
  readonly boundary?: NamedPolicy;
  /** ARN of {@link boundary}. */
  readonly boundaryArn?: string;
  /** Only for GitHub: a role that plans and one that applies. Absent: the policies are for a role that is there. */
  readonly github?: { readonly repository: string; readonly roles: readonly KitRole[] };
}

/** What a kit is made for. */
export interface KitRequest {
  readonly role: RoleOfUse;
  readonly commands: readonly ExtraCommand[];
  /** `OWNER/NAME`. */
  readonly github?: string;
}

/** The policies of a file, with roles for GitHub where a repository is named. Pure. */
export function permissionsKit(config: Config, { role, commands, github }: KitRequest): PermissionsKit {
  const boundary = boundaryOf(scopeOf(config));
  const needed = neededPermissions(config, { role, commands });
  const common = {
    needed,
    ...(boundary === undefined
      ? {}
      : {
          boundary,
          boundaryArn:
            config.aws.permissionsBoundary ?? arnOfGlobal(config, 'iam', `policy/${boundary.name}`),
        }),
  };
  if (github === undefined) return { ...common, ...policySetOf(needed) };
  const uses = (['read', 'write'] as const).map((use) => ({
    use,
    set: policySetOf(neededPermissions(config, { role: use, commands: use === 'write' ? commands : [] })),
  }));
  return {
    ...common,
    required: uses.flatMap(({ set }) => set.required),
    better: uses.flatMap(({ set }) => set.better),
    github: {
      repository: github,
      roles: uses.map(({ use, set }) => {
        const name = roleName(config, use);
        return {
          name,
          arn: arnOfGlobal(config, 'iam', `role/${name}`),
          description:
            use === 'read' ? 'gcx plan and drift in GitHub Actions' : 'gcx apply in GitHub Actions',
          use,
          trust: githubTrust(config, github, use),
          policies: [...set.required, ...set.better].map((policy) => policy.name),
        };
      }),
    },
  };
}

/** A role is not below the path of the roles that gcx makes: it could write itself then. */
function roleName({ project, environment }: Config, use: RoleOfUse): string {
  const words = ['gcx', project, ...(environment === 'default' ? [] : [environment])];
  const verb = use === 'read' ? 'plan' : 'apply';
  const base = words.join('-').replaceAll(/[^\w+=,.@-]/g, '-');
  return `${cutWithHash(base, Limits.iamRoleNameCharacters - verb.length - 1)}-${verb}`;
}

/** The trust of a role, as IAM takes it; `provider` is what stands for GitHub's OIDC provider of the account. */
export function trustDocument(trust: GithubTrust, provider: JsonObject[string]): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${trust.issuer}:aud`]: trust.audience,
            [`${trust.issuer}:sub`]: [...trust.subjects],
          },
        },
      },
    ],
  };
}
