import type { KindRights, Right, RightScope } from '../../engine/kinds/index.js';
import { arnHere } from '../../language/names/arn.js';
import { leasePlace } from './lease-place.js';

/** What the lease of the pipe takes, by which one at a time changes it. */
export function leaseRights({ config }: Pick<RightScope, 'config'>): KindRights {
  const policy = config.lease ?? 'try';
  if (policy === 'none') return { read: [], write: [] };
  const on = [arnHere(config, 'ssm', `parameter${leasePlace(config).parameter}`)];
  return {
    read: [
      {
        actions: ['ssm:GetParameter'],
        on,
        why: 'say who is changing the pipe',
        without: 'The plan does not show who is changing the pipe at the same time.',
      },
    ],
    write: [
      ...holdLeaseRights({ config }),
      {
        actions: ['ssm:DeleteParameter'],
        on,
        why: 'delete the lease with the pipe',
        without: 'After a destroy, an empty lease remains. It has no effect.',
      },
    ],
  };
}

/** What holding the lease takes, without which a command that writes warns. */
export function holdLeaseRights({ config }: Pick<RightScope, 'config'>): readonly Right[] {
  const policy = config.lease ?? 'try';
  if (policy === 'none') return [];
  return [
    {
      actions: ['ssm:GetParameter', 'ssm:PutParameter'],
      on: [arnHere(config, 'ssm', `parameter${leasePlace(config).parameter}`)],
      why: 'hold the lease: one at a time changes the pipe',
      ...(policy === 'required'
        ? {}
        : {
            without: 'Two runs can change the pipe at the same time. Each run prints a warning about this.',
          }),
    },
  ];
}
