import type { Notice } from '../../../base/notice.js';
import { describedResources, type Release } from '../../../features/release/index.js';

/** What AWS holds of released resources and CloudFormation cannot import: a notice for each setting. Pure. */
export function cloudFormationGaps(release: Release): readonly Notice[] {
  const of = new Map<string, string[]>();
  for (const { type, name, beside = {} } of describedResources(release))
    for (const setting of Object.keys(beside))
      of.set(setting, [...(of.get(setting) ?? []), `${type} ${name}`]);
  const integrations = release.plan.changes.flatMap(({ kind, name }) =>
    kind === 'integration' ? [name] : [],
  );
  return [
    ...integrations.map((name) => `the integration of Genesys Cloud ${name}`),
    ...[...of].map(([setting, names]) => `${setting} of ${names.join(', ')}`),
  ].map((what) => ({
    code: 'cloudformation-no-import',
    message: `CloudFormation cannot import ${what}: the stack does not manage it, and it stays as it is.`,
  }));
}
