import { type NameRule, NameRules, nameProblem } from '../document/name-rules.js';
import { entriesOf, nodeAt, type SourceNode, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { splitArn } from './arn.js';
import { checkArnRegion } from './check-arn-region.js';
import { checkArnTarget } from './check-arn-target.js';
import type { CheckContext } from './check-context.js';
import { checkInput } from './check-input.js';
import { checkKey } from './check-key.js';
import { checkMessageGroup } from './check-message-group.js';
import { checkProcessor } from './check-processor.js';
import { checkNamedRole } from './check-role.js';
import { checkSubscribers } from './check-subscribers.js';

/** The kinds of target by the key that says them. */
const TARGET_KINDS = ['sns', 'sqs', 'lambda', 'processor', 'arn'] as const;

const EXISTING: Readonly<Record<'sns' | 'sqs' | 'lambda', NameRule>> = {
  sns: { ...NameRules.snsTopic, pattern: /^[A-Za-z0-9_-]+(\.fifo)?$/ },
  sqs: NameRules.sqsQueue,
  lambda: NameRules.lambdaFunction,
};

/** Checks each target by itself: one kind, a name that AWS takes, its own account's region, and what it is sent. */
export function checkTargets(context: CheckContext): void {
  for (const [name, { value }] of entriesOf(nodeAt(context.root, ['targets']))) {
    const path = ['targets', name];
    const problem = nameProblem(NameRules.target, name);
    if (problem !== undefined) context.problems.atKey(path, problem);
    if (value.kind === 'map') checkTarget(context, path, value);
  }
}

function checkTarget(context: CheckContext, path: ConfigPath, target: SourceNode): void {
  const { problems } = context;
  const kinds = TARGET_KINDS.filter((kind) => nodeAt(target, [kind]) !== undefined);
  const [kind] = kinds;
  if (kind === undefined) {
    problems.atKey(path, {
      code: 'target-kind',
      message: 'This target does not say what it is.',
      fix: 'Give it one of sns, sqs, lambda, processor or arn, for example: sqs: { create: NAME }.',
    });
    return;
  }
  if (kinds.length > 1) {
    problems.atKey([...path, kinds[1] ?? kind], {
      code: 'target-kind',
      message: `A target is one thing, but this one is ${kinds.join(' and ')}.`,
      fix: 'Make two targets of it, each with a name of its own.',
    });
    return;
  }
  if (kind === 'arn') checkArnTarget(context, path);
  else if (kind === 'processor') checkProcessor(context, path);
  else {
    checkNamed(context, [...path, kind], kind);
    checkNamedRole(context, path, kind);
  }
  checkBelonging(context, path, kind);
  checkInput(context, path);
  if (kind === 'sns') checkSubscribers(context, path);
}

/** Keys that only one kind of target takes. */
function checkBelonging({ problems, root }: CheckContext, path: ConfigPath, kind: string): void {
  if (kind !== 'sns' && nodeAt(root, [...path, 'subscribers']) !== undefined) {
    problems.atKey([...path, 'subscribers'], {
      code: 'misplaced-key',
      message: 'Only an SNS topic has subscribers.',
      fix: 'Name the receiver itself in the route, or put an SNS topic between.',
    });
  }
}

function checkNamed(context: CheckContext, path: ConfigPath, kind: 'sns' | 'sqs' | 'lambda'): void {
  const { problems, root } = context;
  const place = nodeAt(root, path);
  if (place?.kind !== 'map') return;
  const create = nodeAt(place, ['create']);
  const existing = nodeAt(place, ['existing']);
  if (create !== undefined && existing !== undefined && kind !== 'lambda') {
    problems.atKey([...path, 'existing'], {
      code: 'create-or-existing',
      message: 'This target says both "create" and "existing".',
      fix: 'Keep "create" for one that gcx makes, "existing" for one that is there.',
    });
    return;
  }
  if (existing === undefined && (create === undefined || kind === 'lambda')) {
    if (kind === 'lambda' && create !== undefined) return;
    problems.atKey(path, {
      code: 'create-or-existing',
      message: `${kind} does not say which one.`,
      fix:
        kind === 'lambda'
          ? 'Write lambda: { existing: NAME }.'
          : `Write ${kind}: { create: NAME } or ${kind}: { existing: NAME }.`,
    });
    return;
  }
  const text = textOf(existing);
  if (text !== undefined && text !== '') checkExisting(context, [...path, 'existing'], kind, text);
  if (kind !== 'lambda') checkKey(context, path);
  if (kind === 'sns') checkSnsFifo(context, path, textOf(create) ?? text);
  if (kind === 'sqs') checkMessageGroup(context, path, textOf(create) ?? text);
}

function checkExisting(
  context: CheckContext,
  path: ConfigPath,
  kind: 'sns' | 'sqs' | 'lambda',
  text: string,
): void {
  const { problems } = context;
  if (/^https?:\/\//.test(text)) {
    const [, , , account, name] = text.split('/');
    problems.at(path, {
      code: 'form',
      message: 'This is an address; "existing" takes a name or an ARN.',
      fix:
        name === undefined || account === undefined
          ? 'Write the name.'
          : `Write ${name}, or its ARN where it is in another account.`,
    });
    return;
  }
  if (text.startsWith('arn:')) {
    checkExistingArn(context, path, kind, text);
    return;
  }
  const name = kind === 'lambda' ? functionName(text) : text;
  const problem = nameProblem(EXISTING[kind], name);
  if (problem !== undefined) problems.at(path, problem);
}

function functionName(text: string): string {
  const parts = text.split(':');
  return parts.length === 2 && /^(\$LATEST|[A-Za-z0-9_-]+)$/.test(parts[1] ?? '') ? (parts[0] ?? '') : text;
}

function checkExistingArn(
  context: CheckContext,
  path: ConfigPath,
  kind: 'sns' | 'sqs' | 'lambda',
  text: string,
): void {
  const { problems } = context;
  const arn = splitArn(text);
  const fits =
    arn !== undefined &&
    arn.service === kind &&
    arn.region !== '' &&
    arn.account !== '' &&
    isResource(kind, arn.resource);
  if (!fits) {
    const example = {
      sns: 'arn:aws:sns:eu-west-1:111122223333:NAME',
      sqs: 'arn:aws:sqs:eu-west-1:111122223333:NAME',
      lambda: 'arn:aws:lambda:eu-west-1:111122223333:function:NAME',
    }[kind];
    problems.at(path, {
      code: 'arn-invalid',
      message:
        arn !== undefined && arn.service !== kind
          ? `This is the ARN of something of ${arn.service}, but the target says ${kind}.`
          : 'This is no complete ARN.',
      fix: `It looks like ${example}.`,
    });
    return;
  }
  checkArnRegion(context, path, arn.region);
}

function isResource(kind: 'sns' | 'sqs' | 'lambda', resource: string): boolean {
  if (kind === 'lambda') return /^function:[A-Za-z0-9_-]+(:(\$LATEST|[A-Za-z0-9_-]+))?$/.test(resource);
  return nameProblem(EXISTING[kind], resource) === undefined;
}

/** EventBridge does not deliver to FIFO topics (AWS: "Amazon EventBridge targets"). */
function checkSnsFifo({ problems, root }: CheckContext, path: ConfigPath, text: string | undefined): void {
  if (text?.endsWith('.fifo') !== true) return;
  const key = nodeAt(root, [...path, 'create']) === undefined ? 'existing' : 'create';
  problems.at([...path, key], {
    code: 'sns-fifo',
    message: 'EventBridge does not send to FIFO topics of SNS.',
    fix: 'Use a standard topic, or a FIFO queue: sqs: { create: NAME.fifo, messageGroup: GROUP }.',
  });
}
