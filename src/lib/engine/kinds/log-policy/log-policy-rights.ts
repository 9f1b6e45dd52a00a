import type { KindRights, RightScope } from '../door/right.js';

/** What the policy of CloudWatch Logs takes that lets the deliveries and the rules write: AWS narrows these actions to nothing. */
export function logPolicyRights({ config, declared }: RightScope): KindRights {
  const what = [
    ...(config.logging === undefined ? [] : ['the log of the event bus be written']),
    ...(declared.logGroups.length === 0 ? [] : ['rules write to the log groups of targets']),
  ];
  if (what.length === 0) return { read: [], write: [] };
  return {
    read: [
      { actions: ['logs:DescribeResourcePolicies'], on: ['*'], why: 'see whether log groups may be written' },
    ],
    write: [
      {
        actions: ['logs:PutResourcePolicy', 'logs:DeleteResourcePolicy'],
        on: ['*'],
        why: `let ${what.join(', and ')}`,
      },
    ],
  };
}
