import type { Right, RightScope } from '../../engine/kinds/index.js';
import { deadLetterRights } from '../redrive/redrive-rights.js';

/** What `gcx status` reads beside what a plan reads. */
export function statusRights(scope: RightScope): readonly Right[] {
  return [
    {
      actions: ['cloudwatch:GetMetricData'],
      on: ['*'],
      why: 'count events, deliveries and failures',
      without: 'gcx status and gcx why show no metrics.',
    },
    ...deadLetterRights(scope, {
      actions: ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'],
      why: 'read dead letters, which stay in their queue',
      without:
        'gcx status does not show the reasons of dead letters, and gcx why does not find events among them.',
    }),
  ];
}
