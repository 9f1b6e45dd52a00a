import {
  documentJson,
  type KitRole,
  type PermissionsKit,
  trustDocument,
} from '../../../features/permissions/index.js';
import { HclExpression, hclBlock, hclCall } from './hcl.js';
import { boundaryHint, kitHead } from './kit-words.js';

/** A kit as Terraform, for a configuration that has the AWS provider already. */
export function permissionsTerraform(kit: PermissionsKit): string {
  const policies = [...kit.required, ...kit.better, ...(kit.boundary === undefined ? [] : [kit.boundary])];
  return `${[
    kitHead(kit)
      .map((line) => `# ${line}`.trimEnd())
      .join('\n'),
    ...policies.map(({ name, description, document }) =>
      hclBlock(`resource "aws_iam_policy" "${labelOf(name)}"`, {
        name,
        description,
        policy: hclCall('jsonencode', documentJson(document), '  '),
      }),
    ),
    ...(kit.github === undefined ? [] : [PROVIDER, ...kit.github.roles.map(roleBlocks)]),
    ...boundaryHint(kit).map((line) => `# ${line}`),
  ].join('\n\n')}\n`;
}

const PROVIDER = [
  '# An account has GitHub as an OIDC provider once. Where it has it already, give its ARN.',
  hclBlock('variable "github_oidc_provider_arn"', {
    type: new HclExpression('string'),
    default: new HclExpression('null'),
  }),
  '',
  hclBlock('resource "aws_iam_openid_connect_provider" "github"', {
    count: new HclExpression('var.github_oidc_provider_arn == null ? 1 : 0'),
    url: 'https://token.actions.githubusercontent.com',
    client_id_list: ['sts.amazonaws.com'],
  }),
  '',
  'locals {',
  '  github_oidc_provider_arn = var.github_oidc_provider_arn == null ? aws_iam_openid_connect_provider.github[0].arn : var.github_oidc_provider_arn',
  '}',
].join('\n');

function roleBlocks({ name, description, trust, policies }: KitRole): string {
  const label = labelOf(name);
  return [
    hclBlock(`resource "aws_iam_role" "${label}"`, {
      name,
      description,
      assume_role_policy: hclCall('jsonencode', trustDocument(trust, 'PROVIDER_ARN'), '  '),
    }).replace('"PROVIDER_ARN"', 'local.github_oidc_provider_arn'),
    ...policies.map((policy) =>
      hclBlock(`resource "aws_iam_role_policy_attachment" "${labelOf(`${name}-${policy}`)}"`, {
        role: new HclExpression(`aws_iam_role.${label}.name`),
        policy_arn: new HclExpression(`aws_iam_policy.${labelOf(policy)}.arn`),
      }),
    ),
    hclBlock(`output "${label}_arn"`, { value: new HclExpression(`aws_iam_role.${label}.arn`) }),
  ].join('\n\n');
}

/** A label of Terraform: letters, digits and `_`; it begins with a letter. */
function labelOf(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '_').replace(/^(?![A-Za-z])/, 'gcx_');
}
