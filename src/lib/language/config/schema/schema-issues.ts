import type { z } from 'zod';
import { didYouMean, type NearName, nearName } from '../../../base/name-difference.js';
import { nearNames } from '../../../base/near-names.js';
import { ownValue } from '../../../base/own-value.js';
import { yamlText } from '../document/flow-text.js';
import type { Problem, TreeProblems } from '../document/problems.js';
import { entriesOf, isSpoilt, nodeAt, type SourceNode, toJson } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { homesOf, knownKeys } from './known-keys.js';
import { meantTarget, trimmedRange } from './meant-target.js';
import { fileSchema } from './schema.js';
import { wrongType } from './schema-types.js';

type Issue = z.core.$ZodIssue;

/** What has to be there before a target can name it, by the target's key. */
const NOT_MADE: Readonly<Record<string, { readonly one: string; readonly all: string }>> = {
  kinesis: { one: 'stream', all: 'Kinesis streams' },
  firehose: { one: 'stream', all: 'Firehose streams' },
  stateMachine: { one: 'state machine', all: 'Step Functions state machines' },
  bus: { one: 'event bus', all: 'event buses for targets' },
};

/** What people write for a key that is called otherwise here, in lower case. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  filter: ['where'],
  filters: ['where'],
  match: ['where'],
  conditions: ['where'],
  event: ['events'],
  eventtypes: ['events'],
  topics: ['events'],
  to: ['targets'],
  destinations: ['targets'],
  dlq: ['deadLetter'],
  deadletterqueue: ['deadLetter'],
  topic: ['sns'],
  queue: ['queues', 'sqs'],
  function: ['lambda'],
  stream: ['kinesis', 'firehose'],
  deliverystream: ['firehose'],
  stepfunction: ['stateMachine'],
  stepfunctions: ['stateMachine'],
  statemachinearn: ['stateMachine'],
  eventbus: ['bus'],
  cloudwatch: ['logGroup'],
  cloudwatchlogs: ['logGroup'],
  loggroupname: ['logGroup'],
  partitionkeypath: ['partitionKey'],
  subscriptions: ['subscribers'],
  url: ['https', 'url', 'http'],
  http: ['https', 'http'],
  https: ['http'],
  webhook: ['http'],
  apidestination: ['http'],
  endpoint: ['url', 'http'],
  password: ['secret'],
  mail: ['email'],
  org: ['organization'],
  organisation: ['organization'],
  orgid: ['organization'],
  organizationid: ['organization'],
  accountid: ['account'],
  rolearn: ['role'],
  new: ['create'],
  name: ['create', 'existing'],
  functionname: ['name'],
  maxretries: ['attempts'],
  retries: ['attempts', 'retry'],
  maxageseconds: ['maxAge'],
  disabled: ['enabled'],
  envs: ['environments'],
  comment: ['description'],
  env: ['environment'],
  variables: ['environment'],
  environmentvariables: ['environment'],
  dedupe: ['deduplicate'],
  deduplication: ['deduplicate'],
  idempotency: ['deduplicate'],
  maxage: ['maxEventAge', 'maxAge'],
  batchsize: ['batch', 'size'],
  batchwindow: ['batch', 'window'],
  memorysize: ['memory'],
  memorymb: ['memory'],
  timeoutseconds: ['timeout'],
  loglevel: ['logs'],
  log: ['logs'],
  secret: ['secrets'],
  alarm: ['alarms'],
  executionrole: ['role'],
  code: ['handler'],
  entry: ['handler'],
  file: ['handler'],
  rename: ['move'],
  parallel: ['concurrency'],
};

/**
 * Checks one environment's content against the schema.
 * @returns The content where it fits.
 */
export function checkSchema(
  root: SourceNode,
  problems: TreeProblems,
): z.infer<typeof fileSchema> | undefined {
  const result = fileSchema.safeParse(toJson(root));
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(root, issue, [], problems);
  return undefined;
}

function reportIssue(root: SourceNode, issue: Issue, above: ConfigPath, problems: TreeProblems): void {
  const path: ConfigPath = [
    ...above,
    ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
  ];
  if (isSpoilt(nodeAt(root, path))) return;
  switch (issue.code) {
    case 'unrecognized_keys':
      unknownKeys(root, path, issue.keys, problems);
      return;
    case 'invalid_union': {
      const fitting = issue.errors.find((errors) => !errors.some(isWholeTypeIssue));
      if (fitting !== undefined) {
        for (const inner of fitting) reportIssue(root, inner, path, problems);
        return;
      }
      wrongType(
        root,
        path,
        issue.errors.flatMap((errors) => errors.flatMap(expectedOf)),
        problems,
      );
      return;
    }
    case 'invalid_type':
    case 'invalid_value':
      wrongType(root, path, expectedOf(issue), problems);
      return;
    case 'custom':
      problems.at(path, { code: 'invalid', message: issue.message, ...detailsOf(issue.params) });
      return;
    case 'too_small':
      problems.at(path, { code: 'empty', message: issue.message, fix: emptyFix(path) });
      return;
    default:
      problems.at(path, { code: 'invalid', message: issue.message });
  }
}

/** Whether the value as a whole is of another type than this branch of a union. */
function isWholeTypeIssue(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function expectedOf(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_type') return [issue.expected];
  if (issue.code === 'invalid_value') return issue.values.map((value) => `value ${String(value)}`);
  return [];
}

function detailsOf(params: Readonly<Record<string, unknown>> | undefined): Partial<Problem> {
  const { code, fix, replacement } = params ?? {};
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof fix === 'string' ? { fix } : {}),
    ...(typeof replacement === 'string' ? { replacement } : {}),
  };
}

function emptyFix(path: ConfigPath): string {
  return path.at(-1) === 'queues'
    ? 'Name the queues, or remove "queues" to take the events of all queues.'
    : 'Name at least one.';
}

function unknownKeys(
  root: SourceNode,
  path: ConfigPath,
  keys: readonly string[],
  problems: TreeProblems,
): void {
  const known = knownKeys(path);
  const present = entriesOf(nodeAt(root, path));
  if (path.at(-2) === 'queues' && ![...present.keys()].some((key) => known.includes(key))) {
    problems.atKey([...path, keys[0] ?? ''], colonInName(root, path, keys, problems));
    return;
  }
  for (const key of keys)
    problems.atKey(
      [...path, key],
      meantTarget(root, path, key, problems) ?? unknownKey(path, key, known, [...present.keys()]),
    );
}

/** `- Sales: Inbound` is a map; `- {Sales}` too. */
function colonInName(
  root: SourceNode,
  path: ConfigPath,
  keys: readonly string[],
  problems: TreeProblems,
): Problem {
  const [key = ''] = keys;
  const value = nodeAt(root, [...path, key]);
  const range = trimmedRange(nodeAt(root, path), problems);
  const rest = value?.kind === 'scalar' && value.value !== null ? ` ${value.written}` : '';
  return {
    code: 'colon-in-text',
    message: `This is read as a map with the key "${key}", not as the name of a queue.`,
    fix: `For a queue of that name, put it in quotes: "${key}:${rest}". A map takes name, glob, id and division.`,
    ...(range === undefined ? {} : { edits: [{ ...range, text: yamlText(`${key}:${rest}`) }] }),
  };
}

/** The key that was meant; how it differs, where that is not in its letters. */
function meantKey(key: string, best: string): NearName {
  const { difference } = nearName(key, [best], 1);
  return { names: [best], ...(difference === undefined ? {} : { difference }) };
}

function unknownKey(
  path: ConfigPath,
  key: string,
  known: readonly string[],
  present: readonly string[],
): Problem {
  const where = path.length === 0 ? 'at the top of the file' : `in ${path.join('.')}`;
  const message = `"${key}" is not known ${where}.`;
  const free = known.filter((each) => !present.includes(each));
  const meant = [
    ...known.filter((each) => each.toLowerCase() === key.toLowerCase().replaceAll(/[-_ ]/g, '')),
    ...(ownValue(SYNONYMS, key.toLowerCase().replaceAll(/[-_ ]/g, '')) ?? []).filter((each) =>
      known.includes(each),
    ),
    ...nearNames(key, free, 1),
    ...nearNames(key, known, 1),
  ];
  const [best] = meant;
  if (key === 'create' && path.at(-1) === 'lambda') {
    return {
      code: 'unknown-key',
      message: 'gcx does not create Lambda functions.',
      fix: 'Deploy the function first, then name it: lambda: { existing: NAME }.',
    };
  }
  const kind = path[0] === 'targets' && path.length === 3 ? String(path[2]) : '';
  const notMade = ownValue(NOT_MADE, kind);
  if (key === 'create' && notMade !== undefined) {
    return {
      code: 'unknown-key',
      message: `gcx does not create ${notMade.all}.`,
      fix: `Create the ${notMade.one} first, then name it: ${kind}: { existing: NAME }.`,
    };
  }
  if (best !== undefined)
    return { code: 'unknown-key', message, fix: didYouMean(meantKey(key, best)), replacement: best };
  const homes = homesOf(key).filter((home) => home !== '' || path.length > 0);
  if (homes.length > 0 && homes.length <= 3) {
    const places = homes.map((home) => (home === '' ? 'at the top of the file' : `under ${home}`));
    return { code: 'unknown-key', message, fix: `It belongs ${places.join(' or ')}; check the indentation.` };
  }
  return { code: 'unknown-key', message, fix: `Known here: ${known.join(', ')}.` };
}
