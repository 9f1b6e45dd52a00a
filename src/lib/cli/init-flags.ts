import { Flags } from '@oclif/core';
import { targetForms } from '../features/init/target-answer.js';
import { connectionFlags } from './flags.js';

/** The flags of `gcx init`: one for every question. */
export const initFlags = {
  config: Flags.string({
    char: 'c',
    summary: 'The file to write.',
    helpValue: 'FILE',
    default: '.genesysrc.yml',
  }),
  overwrite: Flags.boolean({ summary: 'Overwrite the file where it is there.' }),
  sandbox: connectionFlags.sandbox,
  project: Flags.string({ summary: 'Name of the project, part of the name of all that gcx makes.' }),
  'genesys-environment': Flags.string({
    summary: 'Domain or region of Genesys Cloud; else GENESYSCLOUD_REGION.',
  }),
  organization: Flags.string({ summary: 'Id of the organization; else that of the credentials.' }),
  suffix: Flags.string({ summary: 'Suffix of the event source; prod where nothing else is said.' }),
  account: Flags.string({ summary: 'AWS account; else that of the credentials.' }),
  region: Flags.string({ summary: 'AWS region; else AWS_REGION.' }),
  event: Flags.string({ summary: 'An event type (see gcx event-type list).', multiple: true, default: [] }),
  queue: Flags.string({
    summary: 'Name or id of a queue.',
    multiple: true,
    default: [],
    exclusive: ['all-queues'],
  }),
  'all-queues': Flags.boolean({ summary: 'Do not filter on queues.' }),
  target: Flags.string({
    summary: `${targetForms()}.`,
    multiple: true,
    default: [],
  }),
  route: Flags.string({ summary: 'Name of the route; else made from the event type.' }),
  'dead-letter': Flags.string({ summary: 'Name of the SQS queue for what cannot be delivered.' }),
  log: Flags.boolean({
    summary:
      'Have the event bus log what fails, without the events; all of the bus is logged, by the gigabyte.',
  }),
  'no-dead-letter': Flags.boolean({ summary: 'Make no dead-letter queue.', exclusive: ['dead-letter'] }),
};
