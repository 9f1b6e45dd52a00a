import type { JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { jsonText } from '../../base/unprintable.js';
import { counted } from '../../base/words.js';
import type { ListedRule, RulesDocument } from '../../features/rules/described-rules.js';
import { matchDoubtsLines } from './match-doubts-text.js';

/** What `gcx rule list` prints: rules by route, then those of others. */
export function ruleListText({ rules, from, bus }: RulesDocument, style: Style): string {
  if (rules.length === 0)
    return from === 'file' ? 'The file makes no rules.' : `No rules on ${printable(bus)}.`;
  const groups = new Map<string, ListedRule[]>();
  for (const rule of rules) {
    const title = rule.route === undefined ? ownerWords(rule) : `Route ${printable(rule.route)}`;
    groups.set(title, [...(groups.get(title) ?? []), rule]);
  }
  const lines = [...groups].flatMap(([title, of]) => [
    style.bold(title),
    ...of.flatMap((rule) => listLines(rule, style)),
  ]);
  const count = counted(rules.length, 'rule');
  return [
    ...lines,
    '',
    ...wrapLabelled(
      '',
      `${count} ${from === 'file' ? 'of the file for' : 'on'} bus ${printable(bus)}.`,
      textColumns(),
    ),
  ].join('\n');
}

/** What `gcx rule show` prints. */
export function ruleShowText({ rules }: RulesDocument, style: Style): string {
  return rules
    .map((rule) =>
      [
        ...headLines(rule, style),
        ...(rule.description === undefined || rule.description === ''
          ? []
          : wrapLabelled('  ', printable(rule.description), textColumns())),
        '',
        `Pattern, ${sizeWords(rule)}`,
        ...indented(rule.pattern === undefined ? 'none: it runs on a schedule' : patternText(rule.pattern)),
        '',
        'In words',
        ...meaningLines(rule),
        '',
        rule.targets.length === 0 ? 'Targets: none' : 'Targets',
        ...rule.targets.flatMap(targetLines),
      ].join('\n'),
    )
    .join('\n\n');
}

/** What `gcx rule explain` prints for rules: words only. */
export function ruleMeaningText({ rules }: RulesDocument, style: Style): string {
  return rules.map((rule) => [...headLines(rule, style), ...meaningLines(rule)].join('\n')).join('\n\n');
}

function headLines(rule: ListedRule, style: Style): readonly string[] {
  const whose = rule.route === undefined ? ownerWords(rule).toLowerCase() : `route ${printable(rule.route)}`;
  const state = rule.enabled ? 'enabled' : style.yellow('disabled');
  return [style.bold(`Rule ${printable(rule.name)}`), `  ${whose}, ${state}`];
}

function ownerWords({ owner }: ListedRule): string {
  switch (owner) {
    case 'ours':
      return 'Of this project, of no route that its tags name';
    case 'foreign':
      return 'Not of this project';
    case 'aws':
      return 'Managed by an AWS service';
  }
}

function listLines(rule: ListedRule, style: Style): readonly string[] {
  const state = rule.enabled ? 'enabled ' : style.yellow('disabled');
  const targets = rule.targets.map(({ service, name }) => `${printable(service)} ${printable(name)}`);
  return [
    `  ${printable(rule.name)}`,
    `    ${state}  ${rule.pattern === undefined ? 'a schedule' : sizeWords(rule)}`,
    ...wrapLabelled('    -> ', targets.length === 0 ? 'no targets' : targets.join(', '), textColumns()),
  ];
}

function sizeWords({ patternLength, patternShare }: ListedRule): string {
  const most = Limits.rulePatternCharacters.toLocaleString('en');
  return `${patternLength.toLocaleString('en')} of ${most} characters (${patternShare} %)`;
}

function meaningLines({ meaning, doubts }: ListedRule): readonly string[] {
  return [
    ...indented(meaning ?? 'It runs on a schedule, not by events.'),
    ...(doubts === undefined ? [] : matchDoubtsLines(doubts, '  ')),
  ];
}

/** Lines two columns to the right; long ones go on further right. */
function indented(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const depth = line.length - line.trimStart().length;
    const [first = '', ...rest] = wrapLabelled(' '.repeat(depth + 2), printable(line.trim()), textColumns());
    return [first, ...rest.map((each) => `  ${each}`)];
  });
}

/** A pattern over lines; one that is not JSON as it stands. */
function patternText(pattern: JsonValue): string {
  return typeof pattern === 'string' ? pattern : jsonText(pattern, 2);
}

function targetLines(target: ListedRule['targets'][number]): readonly string[] {
  const {
    id,
    arn,
    service,
    name,
    roleArn,
    deadLetterArn,
    retry,
    input,
    messageGroup,
    partitionKey,
    http,
    parameters,
  } = target;
  const settings = [
    ['id', id],
    ['arn', arn],
    ['role', roleArn],
    ['dead letters', deadLetterArn],
    ['retry', retry === undefined ? undefined : retryWords(retry)],
    ['input', input === undefined ? undefined : inputWords(input)],
    ['message group', messageGroup],
    ['partition key', partitionKey],
    ['http parameters', http === undefined ? undefined : jsonText(http)],
    ['parameters', parameters === undefined ? undefined : jsonText(parameters)],
  ] as const;
  return [
    `  -> ${printable(service)} ${printable(name)}`,
    ...settings.flatMap(([label, text]) => (text === undefined ? [] : [`     ${label}: ${printable(text)}`])),
  ];
}

function retryWords({
  maxAgeSeconds,
  attempts,
}: NonNullable<ListedRule['targets'][number]['retry']>): string {
  return [
    ...(attempts === undefined ? [] : [`at most ${counted(attempts, 'time')}`]),
    ...(maxAgeSeconds === undefined ? [] : [`for at most ${counted(maxAgeSeconds, 'second')}`]),
  ].join(', ');
}

function inputWords(input: NonNullable<ListedRule['targets'][number]['input']>): string {
  switch (input.kind) {
    case 'template':
      return `template ${input.template} with ${jsonText(input.paths)}`;
    case 'path':
      return `what is at ${input.path}`;
    case 'constant':
      return `always ${input.json}`;
  }
}
