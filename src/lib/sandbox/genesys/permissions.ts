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
