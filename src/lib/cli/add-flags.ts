import { Flags } from '@oclif/core';
import { SUBSCRIBER_FORMS } from '../features/questions/target-answer.js';
import { connectionFlags } from './flags.js';

/** What every `gcx add` takes. */
export const addFlags = {
  ...connectionFlags,
  'dry-run': Flags.boolean({
    summary: 'Only show what would change in the file.',
    exclusive: ['auto-approve'],
  }),
  'auto-approve': Flags.boolean({ summary: 'Skip the confirmation; required without a terminal.' }),
};

/** What `gcx add` takes where it names queues of Genesys Cloud. */
export const addQueueFlags = {
  division: Flags.string({
    summary: 'The division that the queues are in, where several have queues of the same name.',
    helpValue: 'NAME',
  }),
  offline: Flags.boolean({
    summary: 'Do not look the queues up in Genesys Cloud: take the names as they are.',
    helpGroup: 'FILE',
  }),
};

/** A flag that can be given several times, a value each. */
function repeated(summary: string, helpValue: string) {
  return Flags.string({
    summary: `${summary} Can be repeated.`,
    helpValue,
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  });
}

/** What `gcx add route` takes. */
export const addRouteFlags = {
  ...addFlags,
  ...addQueueFlags,
  event: repeated('An event type (see gcx event-type list).', 'NAME'),
  queue: repeated('Only events of this queue, by name or id.', 'NAME'),
  'queue-glob': repeated('Only events of queues whose names fit, such as "Sales*".', 'PATTERN'),
  where: repeated(
    'Only events with such a field: FIELD=VALUE,VALUE, FIELD!=VALUE, FIELD>NUMBER.',
    'CONDITION',
  ),
  target: repeated('A target in the file, or a new one such as sqs:crm-inbox.', 'TARGET'),
  subscriber: repeated(`Who gets what a new SNS topic gets: ${SUBSCRIBER_FORMS}.`, 'SUBSCRIBER'),
  description: Flags.string({ summary: 'What the route is for. AWS shows it, too.', helpValue: 'TEXT' }),
};

/** What `gcx add target` takes. */
export const addTargetFlags = {
  ...addFlags,
  name: Flags.string({
    summary: 'Its name in the file; default: made of what it is called on AWS.',
    helpValue: 'NAME',
  }),
  route: repeated('A route in the file that should send to it.', 'NAME'),
  subscriber: repeated(`Who gets what the SNS topic gets: ${SUBSCRIBER_FORMS}.`, 'SUBSCRIBER'),
  role: Flags.string({ summary: 'The IAM role that EventBridge assumes to send there.', helpValue: 'ARN' }),
  'message-group': Flags.string({
    summary: 'The message group of an SQS queue: a word, or a path into the event.',
    helpValue: 'TEXT',
  }),
};

/** The values of {@link addFlags}. */
export interface AddFlagValues {
  readonly config?: string | undefined;
  readonly env?: string | undefined;
  readonly var?: readonly string[] | undefined;
  readonly sandbox: boolean;
  readonly 'dry-run': boolean;
  readonly 'auto-approve': boolean;
}
