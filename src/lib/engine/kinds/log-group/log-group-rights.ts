import { logGroupArn } from '../../../language/names/arn.js';
import { busLogNames } from '../../../language/names/bus-log-names.js';
import { type KindRights, projectNames, type RightScope } from '../door/right.js';

/**
 * What log groups take: those of processors and that of the event bus. For its tags AWS names a group without what is in it
 * (CloudWatch Logs API Reference, LogGroup). For all else with it; [?] refusals of AWS have been seen that name it without: then both.
 */
export function logGroupRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  const names = [
    ...(declared.processors.length === 0
      ? []
      : projectNames(
          scope,
          declared.processors.map(({ names }) => names.function),
        ).map((name) => `/aws/lambda/${name}`)),
    ...(config.logging === undefined ? [] : [busLogNames(config).logGroup]),
  ];
  if (names.length === 0) return { read: [], write: [] };
  const plain = names.map((name) => logGroupArn(config, name));
  const on = names.flatMap((name) => [
    logGroupArn(config, name),
    ...(name.endsWith('*') ? [] : [logGroupArn(config, `${name}:*`)]),
  ]);
  return {
    read: [
      { actions: ['logs:DescribeLogGroups'], on: ['*'], why: 'find its log groups' },
      { actions: ['logs:ListTagsForResource'], on: plain, why: 'see whose a log group is' },
    ],
    write: [
      {
        actions: [
          'logs:CreateLogGroup',
          'logs:DeleteLogGroup',
          'logs:PutRetentionPolicy',
          'logs:DeleteRetentionPolicy',
        ],
        on,
        why: 'make, change and delete its log groups',
      },
      {
        actions: ['logs:TagResource', 'logs:UntagResource'],
        on: plain,
        why: 'put the marks of the project on its log groups',
      },
      ...(config.logging?.key === undefined
        ? []
        : [
            {
              actions: ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'],
              on: on.filter((arn) => arn.includes(busLogNames(config).logGroup)),
              why: 'encrypt the log of the event bus with the key of the file',
            },
          ]),
    ],
  };
}
