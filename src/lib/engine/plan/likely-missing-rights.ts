import { arnOfGlobal } from '../../language/names/arn.js';
import type { Right, RightScope } from '../kinds/index.js';

/**
 * What it takes to say before the first write what likely is missing ({@link withLikelyMissing}). Whose policies are asked is
 * known only when it runs; the simulator discloses what others may do, and changes nothing.
 */
export function likelyMissingRights({ config }: Pick<RightScope, 'config'>): readonly Right[] {
  const roles = arnOfGlobal(config, 'iam', 'role/*');
  const common = {
    why: 'say before the first write which rights are likely missing',
    without: 'Missing permissions are found only during an apply, when an action is called.',
  };
  return [
    {
      actions: ['iam:SimulatePrincipalPolicy'],
      on: [roles, arnOfGlobal(config, 'iam', 'user/*')],
      ...common,
    },
    { actions: ['iam:GetRole'], on: [roles], ...common },
  ];
}
