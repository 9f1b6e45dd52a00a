import { Flags } from '@oclif/core';
import { SUBSCRIBER_FORMS, targetForms } from '../features/questions/target-answer.js';
import { connectionFlags } from './flags.js';

const SEVERAL = 'With several routes, ROUTE=… gives it to one of them.';

/** The flags of `gcx init`: one for every question. */
export const initFlags = {
  config: Flags.string({
    char: 'c',
    summary: 'The file to write.',
    helpValue: 'FILE',
    default: '.genesysrc.yml',
  }),
  overwrite: Flags.boolean({ summary: 'Overwrite the file if it exists.' }),
  sandbox: connectionFlags.sandbox,
  project: Flags.string({ summary: 'Name of the project, part of the name of everything that gcx creates.' }),
  'genesys-environment': Flags.string({
    summary: 'Domain or region of Genesys Cloud; default: GENESYSCLOUD_REGION.',
  }),
  organization: Flags.string({ summary: 'Id of the organization; default: that of the credentials.' }),
  suffix: Flags.string({ summary: 'Suffix of the event source; default: prod.' }),
  account: Flags.string({ summary: 'AWS account; default: that of the credentials.' }),
  region: Flags.string({ summary: 'AWS region; default: AWS_REGION.' }),
  route: Flags.string({
    summary: 'Name of a route; default: made from the event type. Repeat it for several routes.',
    helpValue: 'NAME',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  event: Flags.string({
    summary: `An event type (see gcx event-type list). ${SEVERAL}`,
    helpValue: 'TYPE',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  queue: Flags.string({
    summary: `Name or id of a queue of Genesys Cloud. ${SEVERAL}`,
    helpValue: 'NAME',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    exclusive: ['all-queues'],
  }),
  'queue-glob': Flags.string({
    summary: `Pattern of queue names, such as "Sales*". ${SEVERAL}`,
    helpValue: 'PATTERN',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    exclusive: ['all-queues'],
  }),
  'all-queues': Flags.boolean({ summary: 'Do not filter on queues.' }),
  where: Flags.string({
    summary: `Only events whose field has one of these values. ${SEVERAL}`,
    helpValue: 'FIELD=VALUE,VALUE',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  target: Flags.string({
    summary: `${targetForms()}. ${SEVERAL}`,
    helpValue: 'TARGET',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  subscriber: Flags.string({
    summary: `Who gets what the SNS topic gets: ${SUBSCRIBER_FORMS}. ${SEVERAL}`,
    helpValue: 'SUBSCRIBER',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  environment: Flags.string({
    summary: 'An environment of the file, and what is different in it. Repeat it for each.',
    helpValue: 'NAME:suffix=test,account=…',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  'dead-letter': Flags.string({
    summary: 'Name of the SQS queue for what cannot be delivered; default: PROJECT-dead-letters.',
  }),
  'no-dead-letter': Flags.boolean({ summary: 'Make no dead-letter queue.', exclusive: ['dead-letter'] }),
  log: Flags.boolean({
    summary:
      'Have the event bus log what fails, without the events; all of the bus is logged, billed by the gigabyte.',
  }),
};
