import { logGroupArn } from '../../../language/names/arn.js';
import { busLogNames } from '../../../language/names/bus-log-names.js';
import { type KindRights, projectNames, type RightScope } from '../door/right.js';

/**
 * What log groups take: those of processors, that of the event bus and those of targets. For its tags AWS names a group without what is in it
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
  const targets = declared.logGroups.map(({ name }) => name);
  const made = declared.logGroups.filter(({ create }) => create).map(({ name }) => name);
  names.push(...made);
  const seen = [...new Set([...names, ...targets])];
  if (seen.length === 0) return { read: [], write: [] };
  const keyed = [
    ...(config.logging?.key === undefined ? [] : [busLogNames(config).logGroup]),
    ...declared.logGroups.flatMap(({ name, key }) => (key === undefined ? [] : [name])),
  ];
  const plain = names.map((name) => logGroupArn(config, name));
  const on = names.flatMap((name) => [
    logGroupArn(config, name),
    ...(name.endsWith('*') ? [] : [logGroupArn(config, `${name}:*`)]),
  ]);
  return {
    read: [
      { actions: ['logs:DescribeLogGroups'], on: ['*'], why: 'find its log groups' },
      {
        actions: ['logs:ListTagsForResource'],
        on: seen.map((name) => logGroupArn(config, name)),
        why: 'see whose a log group is',
      },
    ],
    write:
      names.length === 0
        ? []
        : [
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
            ...(keyed.length === 0
              ? []
              : [
                  {
                    actions: ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'],
                    on: keyed.flatMap((name) => [
                      logGroupArn(config, name),
                      logGroupArn(config, `${name}:*`),
                    ]),
                    why: 'encrypt its log groups with the keys of the file',
                  },
                ]),
          ],
  };
}
