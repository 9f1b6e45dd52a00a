/** Who hands over: the service, and the ARN of its rule or topic. */
export interface Sender {
  readonly service: 'events.amazonaws.com' | 'sns.amazonaws.com';
  readonly sourceArn: string;
  readonly sourceAccount: string;
  /** The role that a target names: with it the resource's policy is not asked. */
  readonly role?: string;
}

/** Condition keys that a service's request carries. */
export function senderContext(sender: Sender): Record<string, string> {
  return { 'aws:SourceArn': sender.sourceArn, 'aws:SourceAccount': sender.sourceAccount };
}
