import { GLOBAL_REGION } from '../../arn.js';
import type { Context } from '../../context.js';
import { makeRole } from '../../iam/roles.js';

/** The role with which EventBridge reads the secrets of connections (recorded 2026-09-24). */
export const LINKED_ROLE = {
  name: 'AWSServiceRoleForAmazonEventBridgeApiDestinations',
  path: '/aws-service-role/apidestinations.events.amazonaws.com/',
  service: 'apidestinations.events.amazonaws.com',
} as const;

/** Whether the account has the role. */
export function hasLinkedRole(context: Context): boolean {
  return context.elsewhere(GLOBAL_REGION).state.roles.has(LINKED_ROLE.name);
}

/** Makes the role with the first connection of an account, as EventBridge does. */
export function makeLinkedRole(context: Context): void {
  if (hasLinkedRole(context)) return;
  const { name, path, service } = LINKED_ROLE;
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
  const description = 'Enables access to the Secrets Manager Secrets created by AWS EventBridge';
  makeRole({ name, path, trust, description }, context.elsewhere(GLOBAL_REGION));
}
