import type { Asked } from './asked.js';

/** Who may hand a role to a service has `iam:PassRole` (IAM User Guide, "Grant a user permissions to pass a role"). */
export function passRole(role: string | undefined, service: string): readonly Asked[] {
  if (role === undefined || role === '') return [];
  return [{ action: 'iam:PassRole', resource: role, conditions: { 'iam:PassedToService': service } }];
}
