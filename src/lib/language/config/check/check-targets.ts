import { orList } from '../../../base/words.js';
import { NameRules, nameProblem } from '../document/name-rules.js';
import { entriesOf, nodeAt, type SourceNode } from '../document/source-node.js';
import type { ConfigPath, Target } from '../model.js';
import { isMeantTarget } from '../schema/meant-target.js';
import { checkArnTarget } from './check-arn-target.js';
import { checkBusTarget } from './check-bus-target.js';
import type { CheckContext } from './check-context.js';
import { checkFirehoseTarget } from './check-firehose-target.js';
import { checkHttpTarget } from './check-http-target.js';
import { checkInput } from './check-input.js';
import { checkKinesisTarget } from './check-kinesis-target.js';
import { checkLambdaTarget } from './check-lambda-target.js';
import { checkLogGroupTarget } from './check-log-group-target.js';
import { checkProcessor } from './check-processor.js';
import { checkProtect } from './check-protect.js';
import { checkSnsTarget } from './check-sns-target.js';
import { checkSqsTarget } from './check-sqs-target.js';
import { checkStateMachineTarget } from './check-state-machine-target.js';
import { checkTargetParameters } from './check-target-parameters.js';

/** The check of each kind of target, by the key that says it. */
const CHECKS: {
  readonly [K in Target['kind']]: (context: CheckContext, target: ConfigPath) => void;
} = {
  sns: checkSnsTarget,
  sqs: checkSqsTarget,
  lambda: checkLambdaTarget,
  processor: checkProcessor,
  kinesis: checkKinesisTarget,
  firehose: checkFirehoseTarget,
  stateMachine: checkStateMachineTarget,
  bus: checkBusTarget,
  logGroup: checkLogGroupTarget,
  http: checkHttpTarget,
  arn: checkArnTarget,
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
  const keys = Object.keys(CHECKS);
  const kinds = Object.entries(CHECKS).filter(([key]) => nodeAt(target, [key]) !== undefined);
  const [first, second] = kinds;
  if (first === undefined) {
    // What only names a mailbox or an address was told so (see schema-issues).
    if ([...entriesOf(target).keys()].some((key) => isMeantTarget(target, key))) return;
    problems.atKey(path, {
      code: 'target-kind',
      message: 'This target does not say what it is.',
      fix:
        nodeAt(target, ['subscribers']) === undefined
          ? `Give it one of ${orList(keys)}, for example: sqs: { create: NAME }.`
          : 'Subscribers are those of an SNS topic. Name it beside them: sns: { create: NAME }.',
    });
    return;
  }
  if (second !== undefined) {
    problems.atKey([...path, second[0]], {
      code: 'target-kind',
      message: `A target is one thing, but this one is ${kinds.map(([key]) => key).join(' and ')}.`,
      fix: 'Make two targets of it, each with its own name.',
    });
    return;
  }
  const [key, check] = first;
  check(context, path);
  if (key !== 'sns') checkNoSubscribers(context, path);
  checkTargetParameters(context, path);
  checkInput(context, path);
  checkProtect(context, path);
}

/** Only SNS topics take the key. */
function checkNoSubscribers({ problems, root }: CheckContext, path: ConfigPath): void {
  if (nodeAt(root, [...path, 'subscribers']) === undefined) return;
  problems.atKey([...path, 'subscribers'], {
    code: 'misplaced-key',
    message: 'Only an SNS topic has subscribers.',
    fix: 'Name the receiver itself in the route, or put an SNS topic between.',
  });
}
