import { scalar, yamlText } from '../document/flow-text.js';
import type { Problem, TreeProblems } from '../document/problems.js';
import { entriesOf, nodeAt, type SourceNode, type SourceRange, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';

/** Keys that people write for the address of an endpoint. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set(['url', 'https', 'webhook', 'endpoint']);

/** An HTTPS endpoint as a target; its authorization is an example, as EventBridge calls none without. */
export function endpointTarget(address: string): string {
  return `{ http: { url: ${JSON.stringify(address)}, auth: { apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } } } }`;
}

/** Whether a text is an address that EventBridge can call. */
function isHttpsAddress(text: string | undefined): text is string {
  return text !== undefined && /^https:\/\/[^\s/]/.test(text);
}

/** Whether a key of a target says what is meant, though no target has it: a mailbox or an address. */
export function isMeantTarget(target: SourceNode | undefined, key: string): boolean {
  if (key === 'email') return true;
  const value = target?.kind === 'map' ? target.entries.get(key)?.value : undefined;
  return ADDRESS_KEYS.has(key) && isHttpsAddress(textOf(value));
}

/**
 * What to say of a key of a target that no target has, if it is clear what was meant: `{ email: … }`, `{ webhook: … }`.
 * @param path of the target
 */
export function meantTarget(
  root: SourceNode,
  path: ConfigPath,
  key: string,
  problems: TreeProblems,
): Problem | undefined {
  const target = nodeAt(root, path);
  if (path.length !== 2 || path[0] !== 'targets' || !isMeantTarget(target, key)) return undefined;
  const name = String(path[1]);
  const text = textOf(nodeAt(root, [...path, key]));
  return key === 'email'
    ? mailbox({ name, target, address: text }, problems)
    : endpoint({ name, target, address: text ?? '' }, problems);
}

interface Meant {
  readonly name: string;
  readonly target: SourceNode | undefined;
  readonly address: string | undefined;
}

/** An email address as a target: it is a subscriber of one. */
function mailbox({ name, target, address }: Meant, problems: TreeProblems): Problem {
  const subscriber = `{ email: ${addressText(address)} }`;
  const message = 'Events reach a mailbox through an SNS topic, not directly.';
  const keys = [...entriesOf(target).keys()];
  if (keys.length > 1)
    return {
      code: 'target-kind',
      message,
      fix: keys.includes('sns')
        ? `Write the address as a subscriber: subscribers: [${subscriber}]`
        : `Give the mailbox a target of its own: { sns: { create: NAME }, subscribers: [${subscriber}] }`,
    };
  const text = `{ sns: { create: ${scalar(name)} }, subscribers: [${subscriber}] }`;
  return {
    code: 'target-kind',
    message,
    fix: `Write ${name}: ${text}`,
    ...(address === undefined ? {} : replaced(target, text, problems)),
  };
}

/** An address as a target. */
function endpoint(
  { name, target, address }: Meant & { readonly address: string },
  problems: TreeProblems,
): Problem {
  const text = endpointTarget(address);
  const others = entriesOf(target).size > 1;
  return {
    code: 'target-kind',
    message:
      'An HTTPS endpoint is a target of the kind "http", which says how EventBridge proves who is calling.',
    fix: others ? `Write ${text.slice(2, -2)}` : `Write ${name}: ${text}`,
    ...(others ? {} : replaced(target, text, problems)),
  };
}

/** An edit of a target as a whole. Over several lines, the map begins on a line of its own: there is none then. */
function replaced(
  target: SourceNode | undefined,
  text: string,
  problems: TreeProblems,
): Pick<Problem, 'edits'> {
  const range = trimmedRange(target, problems);
  if (range === undefined || !problems.file.text.startsWith('{', range.start)) return {};
  return { edits: [{ ...range, text }] };
}

function addressText(address = 'ADDRESS'): string {
  return /^[\w.@+-]+$/.test(address) ? address : yamlText(address);
}

/** Where a node stands, without the end of its last line. */
export function trimmedRange(node: SourceNode | undefined, { file }: TreeProblems): SourceRange | undefined {
  if (node === undefined) return undefined;
  const { start, end } = node.range;
  return { start, end: start + file.text.slice(start, end).trimEnd().length };
}
