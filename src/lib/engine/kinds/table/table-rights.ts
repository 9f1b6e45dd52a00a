import { tableArn } from '../../../language/names/arn.js';
import { type KindRights, projectNames, type RightScope } from '../door/right.js';

/** What the tables of processors take that deduplicate. */
export function tableRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  if (declared.processors.length === 0) return { read: [], write: [] };
  const on = projectNames(
    scope,
    declared.processors.map(({ names }) => names.table),
  ).map((name) => tableArn(config, name));
  const remembers = declared.processors.some(({ target }) => target.deduplicate !== undefined);
  return {
    read: [
      {
        actions: ['dynamodb:DescribeTable', 'dynamodb:DescribeTimeToLive', 'dynamodb:ListTagsOfResource'],
        on,
        why: 'compare the tables of its processors with the file',
      },
    ],
    write: remembers
      ? [
          {
            actions: [
              'dynamodb:CreateTable',
              'dynamodb:UpdateTable',
              'dynamodb:UpdateTimeToLive',
              'dynamodb:DeleteTable',
              'dynamodb:TagResource',
              'dynamodb:UntagResource',
            ],
            on,
            why: 'make, change and delete the tables in which its processors remember what they handled',
          },
        ]
      : [],
  };
}
