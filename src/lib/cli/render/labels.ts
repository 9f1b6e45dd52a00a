import type { ChangeGroup, PlanCounts } from '../../engine/change/model.js';

/** The heading of a group of changes. */
export function groupLabel(group: ChangeGroup): string {
  switch (group.kind) {
    case 'integration':
      return `Integration ${group.name}`;
    case 'event-type-subscriptions':
      return 'Subscriptions';
    case 'bus':
      return `Event bus ${group.name}`;
    case 'route':
      return `Route ${group.name}`;
    case 'target':
      return `Target ${group.name}`;
  }
}

/** `0 to create, 2 to change, 1 to delete, 14 unchanged`; replacements and adoptions only where there are some. */
export function countsText(counts: PlanCounts): string {
  if (counts.release !== undefined) return `${counts.release} to release`;
  const parts = [
    `${counts.create} to create`,
    `${counts.update} to change`,
    ...(counts.replace > 0 ? [`${counts.replace} to replace`] : []),
    ...(counts.adopt > 0 ? [`${counts.adopt} to adopt`] : []),
    `${counts.delete} to delete`,
    `${counts.none} unchanged`,
  ];
  return parts.join(', ');
}

/** The name of a kind for several of it, e.g. `SQS queue policies`. */
export function pluralOf(label: string): string {
  if (label.endsWith('s')) return label.endsWith('bus') ? `${label}es` : label;
  return label.endsWith('y') ? `${label.slice(0, -1)}ies` : `${label}s`;
}
