import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { nearName } from '../../../base/name-difference.js';
import { ownValue } from '../../../base/own-value.js';
import { scalar } from '../document/flow-text.js';
import type { Problem, TreeProblems } from '../document/problems.js';
import { nodeAt, type ScalarNode, type SourceNode } from '../document/source-node.js';
import { isAmbiguousWord } from '../document/yaml-traps.js';
import type { ConfigPath } from '../model.js';
import { found, listForText, receiverOf, textForList } from './list-or-text.js';
import { endpointTarget } from './meant-target.js';

/** What a missing key is for, where its name does not say it. */
const MISSING_FIX: Readonly<Record<string, string>> = {
  version: 'Add: version: 1',
  project: 'Add a short name of letters and digits, for example: project: contact-center-events',
  genesys: 'Add: genesys: { region: eu-west-1, organization: <id>, integration: { suffix: prod } }',
  aws: 'Add: aws: { account: "111122223333", region: eu-west-1 }',
  organization: `Add the id of your organization; gcx refuses to work on another one. "${gcxCommand('whoami')}" shows it.`,
  account: 'Add the AWS account, 12 digits in quotes; gcx refuses to work on another one.',
  region: 'Add the AWS region that the events go to, for example: region: eu-west-1',
  targets: 'Say where the events go: name at least one target.',
  events: `Say which event types go this way; "${gcxCommand('event-type list')}" shows them.`,
  routes: 'Say which events go to which targets.',
  handler: `Name the file with your handler, from the folder of this file: handler: ./handlers/crm.ts; "${gcxCommand('processor init', 'crm')}" writes one.`,
  url: 'Add the address that EventBridge calls, for example: url: https://crm.example.com/contacts',
  auth: 'Add how EventBridge proves who is calling: auth: { apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } }, or basic, or oauth. It calls no endpoint without.',
  secret:
    'Say where the secret is: secret: { env: CRM_KEY }, which gcx takes from the environment variable GENESYS_GCX_SECRET_CRM_KEY, or secret: { secretsManager: NAME }.',
  header: 'Name the header that carries the key, for example: header: X-Api-Key',
  tokenUrl:
    'Add the address that issues tokens, for example: tokenUrl: https://login.example.com/oauth/token',
  suffix: 'Add a short word that tells this integration apart, for example: suffix: prod',
};

/** Reports a value of the wrong type, or a key that is missing, with what the person probably meant. */
export function wrongType(
  root: SourceNode,
  path: ConfigPath,
  expected: readonly string[],
  problems: TreeProblems,
): void {
  const node = nodeAt(root, path);
  const key = String(path.at(-1) ?? '');
  if (node === undefined) {
    const parent = path.slice(0, -1);
    const owner = parent.length === 0 ? 'The file' : parent.join('.');
    problems.atKey(parent, {
      code: 'missing-key',
      message: `${owner} has no "${key}".`,
      fix: ownValue(MISSING_FIX, key) ?? `Add "${key}".`,
    });
    return;
  }
  if (node.kind === 'scalar' && node.value === null) {
    problems.at(path, {
      code: 'empty',
      message: `Nothing follows "${key}".`,
      fix: /^\d+$/.test(key)
        ? 'Write the item after the "- ", or remove the line.'
        : (ownValue(MISSING_FIX, key) ?? `Write ${wanted(expected)}, or remove the line.`),
    });
    return;
  }
  problems.at(path, typeProblem(node, path, expected));
}

function typeProblem(node: SourceNode, path: ConfigPath, expected: readonly string[]): Problem {
  const wantsText = expected.includes('string');
  if (node.kind === 'list' && wantsText) return listForText(path, node);
  if (node.kind === 'scalar' && wantsText && typeof node.value !== 'string') return notText(node, path);
  if (node.kind === 'scalar' && expected.includes('array')) return textForList(node, path);
  if (node.kind === 'scalar' && expected.includes('boolean') && isAmbiguousWord(String(node.value))) {
    const meant = /^(yes|on)$/i.test(String(node.value)) ? 'true' : 'false';
    return {
      code: 'ambiguous-word',
      message: `${node.written} is not true or false: in YAML 1.2 it is a string.`,
      fix: `Write ${meant}.`,
      replacement: meant,
    };
  }
  if (node.kind === 'scalar' && expected.includes('object') && typeof node.value !== 'boolean') {
    const meant = meantMap(path, node);
    if (meant !== undefined) return { ...meant, code: 'wrong-type' };
    const fix = asMap(String(path.at(-1)), node.written) ?? `Write ${wanted(expected)}.`;
    return { code: 'wrong-type', message: `Expected a map here, found ${found(node)}.`, fix };
  }
  if (path.at(-1) === 'version') {
    return {
      code: 'version',
      message: `This gcx reads version ${FILE_VERSION} of the file, not ${found(node)}.`,
      fix: 'Write version: 1 (a number, without quotes).',
    };
  }
  const meant = nearWord(node, expected);
  return {
    code: 'wrong-type',
    message: `Expected ${wanted(expected)} here, found ${found(node)}.`,
    ...(meant === undefined ? {} : { replacement: meant.word }),
    fix:
      node.kind === 'map' && expected.includes('array')
        ? 'Begin each item with "- ".'
        : `Write ${meant?.word ?? wanted(expected)}.${meant?.difference === undefined ? '' : ` It differs ${meant.difference}.`}`,
  };
}

/**
 * The problem of a file that says a version which only a newer gcx reads: upgrading gcx helps, writing another number
 * does not. Undefined if it is not such a version.
 */
export function newerVersion(node: SourceNode | undefined): Problem | undefined {
  if (node?.kind !== 'scalar' || typeof node.value !== 'number') return undefined;
  if (!Number.isInteger(node.value) || node.value <= FILE_VERSION) return undefined;
  return {
    code: 'version',
    message: `The file is of version ${node.value}, which a newer gcx reads; this one reads version ${FILE_VERSION}.`,
    fix: 'Upgrade gcx; "gcx --version" tells which one this is.',
  };
}

/** The version of the file that this gcx reads. */
const FILE_VERSION = 1;

/** The map that was meant where one value stands for it. */
function asMap(key: string, value: string): string | undefined {
  switch (key) {
    case 'sns':
    case 'sqs':
    case 'logGroup':
      return `Write ${key}: { create: ${value} } for one that gcx makes, ${key}: { existing: ${value} } for one that is there.`;
    case 'lambda':
      return `Write lambda: { existing: ${value} }.`;
    case 'kinesis':
    case 'firehose':
    case 'stateMachine':
    case 'bus':
      return `Write ${key}: { existing: ${value} }.`;
    case 'http':
      return `Write http: { url: ${value}, auth: { apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } } }.`;
    case 'integration':
      return `Write integration: { suffix: ${value} }.`;
    case 'processor':
      return `Write processor: { handler: ${value} }.`;
    case 'deduplicate':
      return `Write deduplicate: { for: ${value} }.`;
    case 'maxEventAge':
      return `Write maxEventAge: { of: ${value} }.`;
    case 'batch':
      return `Write batch: { size: ${value} }.`;
    case 'logs':
      return `Write logs: { retention: ${value} }.`;
    default:
      return undefined;
  }
}

/** `911` is a number, `111122223333` too, and `012345678901` even loses its first digit. */
function notText(node: ScalarNode, path: ConfigPath): Problem {
  if (path.at(-1) === 'retention' && typeof node.value === 'number')
    return {
      code: 'not-text',
      message: `${node.written} has no unit: how long something is kept is written in days.`,
      fix: `Write ${node.written}d.`,
      replacement: `${node.written}d`,
    };
  const account = path.at(-1) === 'account';
  const octal = /^0\d/.test(node.written);
  const why = account && octal ? ', and loses its leading zero' : '';
  return {
    code: 'not-text',
    message: `${node.written} without quotes is ${typeof node.value === 'number' ? 'a number' : `the value ${String(node.value)}`}${why}; a string is expected here.`,
    fix: `Put it in quotes: "${node.written}".`,
    replacement: `"${node.written}"`,
  };
}

/** A subscriber, or a whole target, that is written as its address alone. */
function meantMap(path: ConfigPath, node: ScalarNode): Omit<Problem, 'code'> | undefined {
  const receiver = typeof node.value === 'string' ? receiverOf(node.value) : undefined;
  if (receiver === undefined) return undefined;
  if (path.at(-2) === 'subscribers')
    return {
      message: `A subscriber says what it is, and this is only ${found(node)}.`,
      fix: `Write ${receiver}.`,
      replacement: receiver,
    };
  if (path.length !== 2 || path[0] !== 'targets') return undefined;
  const name = String(path[1]);
  if (receiver.startsWith('{ email')) {
    const target = `{ sns: { create: ${scalar(name)} }, subscribers: [${receiver}] }`;
    return {
      message: 'Events reach a mailbox through an SNS topic, not directly.',
      fix: `Write ${name}: ${target}`,
      replacement: target,
    };
  }
  const target = endpointTarget(String(node.value).replace(/^http:/, 'https:'));
  return {
    message:
      'A target says what it is, and this is only an address. EventBridge calls https addresses, and proves who is calling.',
    fix: `Write ${name}: ${target}`,
    replacement: target,
  };
}

/** The one of the words that are taken here which was probably meant, and how it differs where it looks the same. */
function nearWord(
  node: SourceNode,
  expected: readonly string[],
): { readonly word: string; readonly difference?: string } | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const words = expected
    .filter((each) => each.startsWith('value '))
    .map((each) => each.slice('value '.length));
  const { names, ...how } = nearName(node.value, words, 1);
  const [word] = names;
  return word === undefined ? undefined : { word, ...how };
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map ("key: value" lines, indented)',
  record: 'a map ("key: value" lines, indented)',
};

function wanted(expected: readonly string[]): string {
  const words = expected.map((each) => ownValue(WORDS, each) ?? each.replace(/^value /, ''));
  return [...new Set(words)].join(' or ');
}
