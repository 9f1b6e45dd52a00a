import type { RoleRecord } from '../processor-records.js';

/** Who hands over: the service, and the ARN of its rule, topic or alarm. */
export interface Sender {
  readonly service: 'events.amazonaws.com' | 'sns.amazonaws.com' | 'cloudwatch.amazonaws.com';
  readonly sourceArn: string;
  readonly sourceAccount: string;
  /** The role that a target names, taken on: it is who asks then, not the service. */
  readonly role?: RoleRecord;
}

/** SenderId of what EventBridge puts into an SQS queue without a role (recorded 2026-09-13). */
export const EVENTBRIDGE_SENDER = 'AIDAJXNJGGKNS7OSV23OI';

/** Condition keys that a service's request carries. */
export function senderContext(sender: Sender): Record<string, string> {
  return {
    'aws:SourceArn': sender.sourceArn,
    'aws:SourceAccount': sender.sourceAccount,
    'aws:PrincipalServiceName': sender.service,
    'aws:PrincipalIsAWSService': 'true',
    // Recorded 2026-09-13 (principal_types.json): not AWSService.
    'aws:PrincipalType': 'User',
    // An alarm gets through a topic's default policy (recorded 2026-09-14, radkawar/stackd cloudwatch/sns_publications.json).
    ...(sender.service === 'cloudwatch.amazonaws.com' ? { 'aws:SourceOwner': sender.sourceAccount } : {}),
  };
}
