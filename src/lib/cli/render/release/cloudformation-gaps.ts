import type { Notice } from '../../../base/notice.js';
import { describedResources, type Release } from '../../../features/release/index.js';

/** What AWS holds of released resources and CloudFormation cannot import: a notice for each setting. Pure. */
export function cloudFormationGaps(release: Release): readonly Notice[] {
  const of = new Map<string, string[]>();
  for (const { type, name, beside = {} } of describedResources(release))
    for (const setting of Object.keys(beside))
      of.set(setting, [...(of.get(setting) ?? []), `${type} ${name}`]);
  return [...of].map(([setting, names]) => ({
    code: 'cloudformation-no-import',
    message: `CloudFormation cannot import ${setting} of ${names.join(', ')}: the stack does not manage it, and it stays as it is.`,
  }));
}
