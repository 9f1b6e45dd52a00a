import type { OrganizationState } from './state.js';

/** Permissions that the sandbox's OAuth client has unless the organization's seed denies some. */
export const SANDBOX_PERMISSIONS: readonly {
  readonly domain: string;
  readonly entity: string;
  readonly actions: readonly string[];
}[] = [
  { domain: 'routing', entity: 'queue', actions: ['view', 'search'] },
  { domain: 'integrations', entity: 'integration', actions: ['view', 'add', 'edit', 'delete'] },
  { domain: 'analytics', entity: 'conversationDetail', actions: ['view'] },
  { domain: 'conversation', entity: 'communication', actions: ['view'] },
  { domain: 'routing', entity: 'wrapupCode', actions: ['view'] },
  { domain: 'authorization', entity: 'division', actions: ['view'] },
];

/**
 * Whether the OAuth client has a permission or a scope. A permission may be given with `*` for a part, as roles have it; case is of no
 * account [?].
 */
export function isGranted(
  {
    grantedPermissions,
    deniedPermissions,
  }: Pick<OrganizationState, 'grantedPermissions' | 'deniedPermissions'>,
  wanted: string,
): boolean {
  if (deniedPermissions.includes(wanted)) return false;
  const parts = wanted.toLowerCase().split(':');
  return (
    grantedPermissions?.some((granted) => {
      const given = granted.toLowerCase().split(':');
      return (
        given.length === parts.length &&
        parts.every((part, index) => [part, '*'].includes(given[index] ?? ''))
      );
    }) ?? true
  );
}
