import type { Right, RightScope } from '../../engine/kinds/index.js';
import { deadLetterRights } from '../redrive/redrive-rights.js';

/** What `gcx status` reads beside what a plan reads. */
export function statusRights(scope: RightScope): readonly Right[] {
  return [
    {
      actions: ['cloudwatch:GetMetricData'],
      on: ['*'],
      why: 'count events, deliveries and failures',
      without: 'gcx status and gcx why show no numbers.',
    },
    ...deadLetterRights(scope, {
      actions: ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'],
      why: 'look at dead letters, which stay where they are',
      without:
        'gcx status does not say why dead letters are there, and gcx why does not find an event among them.',
    }),
  ];
}
