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
    without: 'What is missing shows only when it is tried, in the middle of an apply.',
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
