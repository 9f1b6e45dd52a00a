import type { KindRights, RightScope } from '../door/right.js';

/** What the policy of CloudWatch Logs takes that lets the deliveries write: AWS narrows these actions to nothing. */
export function logPolicyRights({ config }: RightScope): KindRights {
  if (config.logging === undefined) return { read: [], write: [] };
  return {
    read: [
      { actions: ['logs:DescribeResourcePolicies'], on: ['*'], why: 'see whether the log may be written' },
    ],
    write: [
      {
        actions: ['logs:PutResourcePolicy', 'logs:DeleteResourcePolicy'],
        on: ['*'],
        why: 'let the log of the event bus be written',
      },
    ],
  };
}
