import type { JsonValue } from '../../../base/json.js';
import { type PermissionsKit, trustDocument } from '../../../features/permissions/index.js';

/** A kit as one JSON document: what is needed with the reasons, and the same as IAM policies. */
export function permissionsJson({ needed, github, boundaryArn: arn, ...policies }: PermissionsKit): object {
  const { boundary, ...sets } = policies;
  return {
    schemaVersion: 1,
    ...needed,
    policies: sets,
    ...(boundary === undefined ? {} : { boundary: { ...boundary, arn } }),
    ...(github === undefined
      ? {}
      : {
          github: {
            repository: github.repository,
            roles: github.roles.map(({ trust, ...role }) => ({
              ...role,
              trust: trustDocument(trust, providerArn(needed.aws.account, trust.issuer)),
            })),
          },
        }),
  };
}

function providerArn(account: string, issuer: string): JsonValue {
  return `arn:aws:iam::${account}:oidc-provider/${issuer}`;
}
