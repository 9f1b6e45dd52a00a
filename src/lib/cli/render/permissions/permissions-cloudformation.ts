import { stringify } from 'yaml';
import type { JsonObject } from '../../../base/json.js';
import {
  documentJson,
  type KitRole,
  type NamedPolicy,
  type PermissionsKit,
  trustDocument,
} from '../../../features/permissions/index.js';
import { boundaryHint, kitHead } from './kit-words.js';

/** A kit as a template of AWS CloudFormation. */
export function permissionsCloudFormation(kit: PermissionsKit): string {
  const policies = [...kit.required, ...kit.better, ...(kit.boundary === undefined ? [] : [kit.boundary])];
  const github = kit.github?.roles ?? [];
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `What gcx needs to be allowed for ${kit.needed.project} (${kit.needed.environment})`,
    ...(github.length === 0
      ? {}
      : {
          Parameters: {
            GitHubOidcProviderArn: {
              Type: 'String',
              Default: '',
              Description:
                'An account has GitHub as an OIDC provider once. Where it has it already, its ARN; else leave it empty.',
            },
          },
          Conditions: { MakesProvider: { 'Fn::Equals': [{ Ref: 'GitHubOidcProviderArn' }, ''] } },
        }),
    Resources: Object.fromEntries([
      ...policies.map((policy) => [logicalId(policy.name), policyResource(policy)]),
      ...(github.length === 0 ? [] : [['GitHubOidcProvider', PROVIDER]]),
      ...github.map((role) => [logicalId(role.name), roleResource(role)]),
    ]),
    ...(github.length === 0
      ? {}
      : {
          Outputs: Object.fromEntries(
            github.map(({ name, use }) => [
              use === 'read' ? 'PlanRoleArn' : 'ApplyRoleArn',
              { Value: { 'Fn::GetAtt': [logicalId(name), 'Arn'] } },
            ]),
          ),
        }),
  };
  const head = [...kitHead(kit), '', ...DEPLOY, ...boundaryHint(kit)].map((line) => `# ${line}`.trimEnd());
  return `${head.join('\n')}\n${stringify(template, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

const DEPLOY = [
  'To make it:  aws cloudformation deploy --stack-name gcx-permissions --template-file FILE',
  '             --capabilities CAPABILITY_NAMED_IAM',
];

const PROVIDER: JsonObject = {
  Type: 'AWS::IAM::OIDCProvider',
  Condition: 'MakesProvider',
  Properties: { Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['sts.amazonaws.com'] },
};

function policyResource({ name, description, document }: NamedPolicy): JsonObject {
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { ManagedPolicyName: name, Description: description, PolicyDocument: documentJson(document) },
  };
}

function roleResource({ name, description, trust, policies }: KitRole): JsonObject {
  const provider = {
    'Fn::If': ['MakesProvider', { Ref: 'GitHubOidcProvider' }, { Ref: 'GitHubOidcProviderArn' }],
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      Description: description,
      AssumeRolePolicyDocument: trustDocument(trust, provider),
      ManagedPolicyArns: policies.map((policy) => ({ Ref: logicalId(policy) })),
    },
  };
}

/** Letters and digits only; two names never make one id. */
function logicalId(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
