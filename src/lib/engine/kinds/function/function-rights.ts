import { functionArn } from '../../../language/names/arn.js';
import { type KindRights, onOurs, projectNames, type RightScope, withOurTag } from '../door/right.js';

/** What the functions of processors take. */
export function functionRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  if (declared.processors.length === 0) return { read: [], write: [] };
  const all = functionArn(config, '*');
  const own = projectNames(
    scope,
    declared.processors.map(({ names }) => names.function),
  ).map((name) => functionArn(config, name));
  return {
    read: [
      {
        actions: ['lambda:GetFunctionConfiguration', 'lambda:GetFunctionConcurrency', 'lambda:ListTags'],
        on: own,
        why: 'compare its processors with the file',
      },
      {
        actions: ['lambda:GetFunction'],
        on: [all],
        when: onOurs(scope),
        why: 'read the code of its processors',
        without: 'The plan does not say which files of a processor changed.',
      },
    ],
    write: [
      ...reserveRights(scope, all),
      ...networkRights(scope),
      {
        actions: ['lambda:CreateFunction', 'lambda:TagResource'],
        on: own,
        when: withOurTag(scope),
        why: 'make its processors',
      },
      {
        actions: [
          'lambda:UpdateFunctionCode',
          'lambda:UpdateFunctionConfiguration',
          'lambda:DeleteFunction',
          'lambda:TagResource',
          'lambda:UntagResource',
        ],
        on: [all],
        when: onOurs(scope),
        why: 'change and delete its processors',
      },
    ],
  };
}

/** Of a file that says it: taking it away is of the file before. */
function reserveRights(scope: RightScope, all: string): KindRights['write'] {
  if (scope.declared.processors.every(({ target }) => target.reservedConcurrency === undefined)) return [];
  return [
    {
      actions: ['lambda:PutFunctionConcurrency', 'lambda:DeleteFunctionConcurrency'],
      on: [all],
      when: onOurs(scope),
      why: 'reserve concurrency for its processors',
    },
  ];
}

/** Lambda looks the subnets up in the name of who sets them (Lambda developer guide, "Required IAM permissions" of VPCs). */
function networkRights(scope: RightScope): KindRights['write'] {
  if (scope.declared.processors.every(({ target }) => target.vpc === undefined)) return [];
  return [
    {
      actions: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      on: ['*'],
      why: 'put its processors into a VPC',
    },
  ];
}
