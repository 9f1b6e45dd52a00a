import type { JsonObject } from '../../base/json.js';
import type { EnvironmentAnswer, QueueAnswer, RouteAnswer } from '../questions/answers.js';
import type { InitAnswers } from './answers.js';
import { NamedTargets } from './named-targets.js';
import { comment, entry, items } from './yaml-lines.js';

/**
 * The new file's text: YAML that says what it means, for somebody who has never seen any, in lines of at most 78 columns.
 * @param schema where the editor finds the JSON Schema, from the file's folder. Absent: it has none
 */
export function configFileText(answers: InitAnswers, schema?: string): string {
  const targets = new NamedTargets(answers);
  const lines = [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    ...comment(
      'This file defines which Genesys Cloud events go to which targets on AWS. "gcx plan" shows the effect of a change, and "gcx apply" makes the change.',
    ),
    ...comment(
      'Text after a # is a comment. Lines that belong to the line above are indented by two more spaces (never use the tab key). Each item of a list starts with "- ". "gcx schema --example" prints a file that explains every key.',
    ),
    'version: 1',
    '',
    ...comment(
      'Part of the name of everything that gcx creates. If you change it, gcx creates new resources.',
    ),
    ...entry('project', answers.project),
    '',
    ...genesysLines(answers),
    '',
    ...comment(
      'Where the events go. gcx refuses to work on any other account. Keep the account in quotes, so that it is not read as a number.',
    ),
    ...entry('aws', { account: answers.aws.account, region: answers.aws.region }),
    '',
    ...deliveryLines(targets.deadLetterKey),
    ...(answers.log ? LOGGING : []),
    ...comment(
      'The targets: where events can go. "create": gcx creates and manages it. "existing": it must already exist, and gcx never deletes it.',
    ),
    'targets:',
    ...targets.all().flatMap(({ key, inFile }) => entry(key, inFile, '  ')),
    '',
    ...comment('The routes: which events go to which targets. "gcx add route" adds one.'),
    'routes:',
    ...answers.routes.flatMap((route) => routeLines(route, targets)),
    ...environmentLines(answers.environments),
  ];
  return `${lines.join('\n')}\n`;
}

function genesysLines({ genesys }: InitAnswers): readonly string[] {
  return [
    ...comment('Where the events come from: your organization in Genesys Cloud.'),
    'genesys:',
    ...entry('environment', genesys.environment, '  '),
    ...comment(`${genesys.organizationName}. gcx refuses to work on any other organization.`, '  '),
    ...entry('organization', genesys.organization, '  '),
    ...comment(
      'The Amazon EventBridge integration in Genesys Cloud. The suffix is the last part of the event source on AWS, and distinguishes integrations.',
      '  ',
    ),
    ...entry('integration', { suffix: genesys.suffix }, '  '),
  ];
}

function deliveryLines(deadLetterKey: string | undefined): readonly string[] {
  if (deadLetterKey === undefined) return [];
  return [
    ...comment(
      'For every target: how long and how often AWS tries to deliver an event, and where it is kept if all attempts fail (dead letters).',
    ),
    ...entry('defaults', { deadLetter: deadLetterKey, retry: { maxAge: '6h', attempts: 50 } }),
    '',
  ];
}

const LOGGING: readonly string[] = [
  ...comment(
    'The event bus logs which deliveries fail, and why. It is a setting of the whole bus, billed by the gigabyte; "detail: full" would log the events with all personal data.',
  ),
  ...entry('logging', { level: 'error', detail: 'none', retention: '7d' }),
  '',
];

function routeLines(route: RouteAnswer, targets: NamedTargets): readonly string[] {
  const within = '    ';
  return [
    ...entry(route.name, null, '  ').map((line) => line.replace(/ null$/, '')),
    `${within}events:`,
    ...route.events.flatMap(({ name, description }) => [
      ...comment(description, `${within}  `),
      ...items([name], `${within}  `, 'events'),
    ]),
    ...(route.queues.length === 0
      ? []
      : [
          ...comment('Only events of these Genesys Cloud queues. Without this list: all queues.', within),
          `${within}queues:`,
          ...items(route.queues.map(queueInFile), `${within}  `, 'queues'),
        ]),
    ...(route.where.length === 0
      ? []
      : [
          ...comment('Only events whose fields have one of these values.', within),
          ...entry(
            'where',
            Object.fromEntries(route.where.map(({ field, values }) => [field, values])),
            within,
          ),
        ]),
    ...entry('targets', [...new Set(route.targets.map((target) => targets.keyOf(target)))], within),
  ];
}

function queueInFile(queue: QueueAnswer): JsonObject | string {
  if ('glob' in queue) return { ...queue };
  return queue.division === undefined ? queue.name : { ...queue };
}

function environmentLines(environments: readonly EnvironmentAnswer[]): readonly string[] {
  if (environments.length === 0) return [];
  return [
    '',
    ...comment(
      'The environments: the same pipe more than once, for example for tests. Each contains only its own settings. Choose one with --env.',
    ),
    'environments:',
    ...environments.flatMap((each) => entry(each.name, overlay(each), '  ')),
  ];
}

function overlay({ organization, suffix, account, region }: EnvironmentAnswer): JsonObject {
  const genesys = {
    ...(organization === undefined ? {} : { organization }),
    ...(suffix === undefined ? {} : { integration: { suffix } }),
  };
  const aws = { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
  return {
    ...(Object.keys(genesys).length === 0 ? {} : { genesys }),
    ...(Object.keys(aws).length === 0 ? {} : { aws }),
  };
}
