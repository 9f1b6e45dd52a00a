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
    summary: `Name or id of a Genesys Cloud queue; "NAME,division=DIVISION" if several queues have that name. ${SEVERAL}`,
    helpValue: 'NAME',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  'queue-glob': Flags.string({
    summary: `Pattern of queue names, such as "Sales*". ${SEVERAL}`,
    helpValue: 'PATTERN',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  'all-queues': Flags.boolean({
    summary: 'Do not filter on queues; with several routes, in those without --queue and --queue-glob.',
  }),
  where: Flags.string({
    summary: `Only events whose field has one of these values. FIELD=["VALUE"] (JSON) takes values that contain commas. ${SEVERAL}`,
    helpValue: 'FIELD=VALUE,VALUE',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  'no-where': Flags.boolean({ summary: 'Do not ask for conditions where no --where gives any.' }),
  target: Flags.string({
    summary: `${targetForms()}. ${SEVERAL}`,
    helpValue: 'TARGET',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
  }),
  subscriber: Flags.string({
    summary: `Subscriber of the SNS topic: ${SUBSCRIBER_FORMS}. With several SNS topics, sns:TOPIC=… gives it to one of them. ${SEVERAL}`,
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
  'no-environment': Flags.boolean({
    summary: 'Do not ask for environments.',
    exclusive: ['environment'],
  }),
  'dead-letter': Flags.string({
    summary: 'Name of the SQS queue for what cannot be delivered; default: PROJECT-dead-letters.',
  }),
  'no-dead-letter': Flags.boolean({ summary: 'Make no dead-letter queue.', exclusive: ['dead-letter'] }),
  log: Flags.boolean({
    allowNo: true,
    summary:
      'Have the event bus log what fails, without the events; all of the bus is logged, billed by the gigabyte.',
  }),
};
