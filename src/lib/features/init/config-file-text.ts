import { jsonText, printable } from '../../base/unprintable.js';
import {
  mapOf,
  quoted,
  scalarWithVariables as scalar,
  targetParts,
} from '../../language/config/document/flow-text.js';
import type { InitAnswers, QueueAnswer, TargetAnswer } from './answers.js';
import { targetKey } from './target-answer.js';

/** The new file's text: YAML that says what it means, for someone who has never written any. */
export function configFileText(answers: InitAnswers): string {
  const { genesys, aws, deadLetter } = answers;
  const targets = namedTargets(answers.targets);
  const deadLetterKey = deadLetter === undefined ? undefined : unusedKey('dead-letters', targets);
  const lines = [
    '# The pipe from Genesys Cloud to Amazon EventBridge and on to your systems, kept in step by gcx.',
    '# Change this file, see with `gcx plan` what that would do, carry it out with `gcx apply`.',
    '# What a line may say: gcx schema, and .genesysrc.example.yml, which explains every key.',
    'version: 1',
    '',
    '# Part of the name and of the tags of everything that gcx makes. Another name here means other things.',
    `project: ${scalar(answers.project)}`,
    '',
    '# Where the events come from.',
    'genesys:',
    `  environment: ${scalar(genesys.environment)}`,
    `  # ${comment(genesys.organizationName)}. gcx refuses to work on any other organization.`,
    `  organization: ${genesys.organization}`,
    '  # The last part of the event source that Genesys offers to AWS.',
    `  integration: { suffix: ${scalar(genesys.suffix)} }`,
    '',
    '# Where the events go. gcx refuses to work on any other account. The account is quoted, or YAML reads a number.',
    `aws: { account: ${jsonText(aws.account)}, region: ${scalar(aws.region)} }`,
    '',
    ...(deadLetterKey === undefined
      ? []
      : [
          '# For every target: how long and how often a delivery is tried, and where it goes when that was in vain.',
          `defaults: { deadLetter: ${deadLetterKey}, retry: { maxAge: 6h, attempts: 50 } }`,
          '',
        ]),
    ...(answers.log
      ? [
          '# The event bus logs which deliveries fail, and why; "info" as the level logs each event and each delivery as well.',
          '# It is a setting of the whole bus, paid for by the gigabyte. "detail: full" would log the events with all personal data.',
          'logging: { level: error, detail: none, retention: 7d }',
          '',
        ]
      : []),
    '# What receives events, each named once. "create": gcx makes and owns it. "existing": it must be there.',
    'targets:',
    ...[...targets].map(([key, target]) => `  ${key}: ${targetText(target)}`),
    ...(deadLetterKey === undefined || deadLetter === undefined
      ? []
      : [`  ${deadLetterKey}: { sqs: { create: ${scalar(deadLetter)} } }`]),
    '',
    '# Which events go to which targets. Add as many routes as you like.',
    'routes:',
    `  ${answers.route}:`,
    '    events:',
    ...answers.events.flatMap(({ name, description }) => [
      `      # ${comment(description)}`,
      `      - ${scalar(name)}`,
    ]),
    ...(answers.queues.length === 0
      ? []
      : ['    # Only of these queues; names, and divisions where a name is not unique.', '    queues:']),
    ...answers.queues.map((queue) => `      - ${queueText(queue)}`),
    '    targets:',
    ...[...targets.keys()].map((key) => `      - ${key}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The targets under the names that the file gives them; a name that is taken gets a number. */
function namedTargets(answers: readonly TargetAnswer[]): ReadonlyMap<string, TargetAnswer> {
  const named = new Map<string, TargetAnswer>();
  for (const answer of answers) named.set(unusedKey(targetKey(answer), named), answer);
  return named;
}

function unusedKey(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let key = wanted;
  for (let number = 2; taken.has(key); number++) key = `${wanted}-${number}`;
  return key;
}

function targetText({ inFile }: TargetAnswer): string {
  return mapOf(targetParts(inFile, scalar));
}

function queueText({ name, division }: QueueAnswer): string {
  if (division === undefined) return quoted(name);
  return `{ name: ${quoted(name)}, division: ${quoted(division)} }`;
}

/** A text for a comment: it must not end the line. */
function comment(text: string): string {
  return printable(text.trim().replace(/\.$/, ''));
}
