import type { KindRights, RightScope } from '../../engine/kinds/index.js';
import { arnHere } from '../../language/names/arn.js';
import { leasePlace } from './lease-place.js';

/** What the lease of the pipe takes, by which one at a time changes it. */
export function leaseRights({ config }: Pick<RightScope, 'config'>): KindRights {
  const policy = config.lease ?? 'try';
  if (policy === 'none') return { read: [], write: [] };
  const on = [arnHere(config, 'ssm', `parameter${leasePlace(config).parameter}`)];
  const alone = 'Two runs can change the pipe at the same time. Each run prints a warning about this.';
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
      {
        actions: ['ssm:GetParameter', 'ssm:PutParameter'],
        on,
        why: 'hold the lease: one at a time changes the pipe',
        ...(policy === 'required' ? {} : { without: alone }),
      },
      {
        actions: ['ssm:DeleteParameter'],
        on,
        why: 'delete the lease with the pipe',
        without: 'After a destroy, an empty lease remains. It has no effect.',
      },
    ],
  };
}
