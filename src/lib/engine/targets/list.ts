import type { Target } from '../../language/config/model.js';
import { type ArnParts, parseArn } from '../../language/names/arn.js';
import { arnTarget } from './arn.js';
import { busTarget } from './bus.js';
import { firehoseTarget } from './firehose.js';
import { httpTarget } from './http.js';
import type { FoundTarget, TargetChoice, TargetKind, TargetScope } from './kind.js';
import { kinesisTarget } from './kinesis.js';
import { lambdaTarget } from './lambda.js';
import { logGroupTarget } from './log-group.js';
import { processorTarget } from './processor.js';
import { snsTarget } from './sns.js';
import { sqsTarget } from './sqs.js';
import { stateMachineTarget } from './state-machine.js';

/** Every kind of target; an ARN is of the first that it fits. */
const KINDS: { readonly [K in Target['kind']]: TargetKind<Extract<Target, { kind: K }>> } = {
  sqs: sqsTarget,
  sns: snsTarget,
  lambda: lambdaTarget,
  processor: processorTarget,
  kinesis: kinesisTarget,
  firehose: firehoseTarget,
  stateMachine: stateMachineTarget,
  bus: busTarget,
  logGroup: logGroupTarget,
  http: httpTarget,
  arn: arnTarget,
};

const ALL: readonly TargetKind[] = Object.values(KINDS);

/** Every kind of target. */
export function targetKinds(): readonly TargetKind[] {
  return ALL;
}

/** All that gcx knows of a target's kind. */
export function kindOf({ kind }: Pick<Target, 'kind'>): TargetKind {
  return KINDS[kind];
}

/** ARN of what a target stands for; of a topic for each event type, with the placeholder in it. */
export function arnOf(target: Target, scope: TargetScope): string {
  return kindOf(target).arn(target, scope);
}

/** Whether a target stands for the thing of an ARN; a topic for each event type does for each of them. */
export function isAt(target: Target, scope: TargetScope, arn: string): boolean {
  return kindOf(target).isAt?.(target, scope, arn) ?? arnOf(target, scope) === arn;
}

/** Names of the file's targets that get what is sent to a target: subscribers of an SNS topic. */
export function subscribersOf(target: Target): readonly string[] {
  const subscribers = kindOf(target).subscribers?.(target) ?? [];
  return subscribers.flatMap((each) => ('target' in each ? [each.target] : []));
}

/** The target that an export makes of one of live rules. */
export function readTarget(found: Omit<FoundTarget, 'parts'>): Target {
  const parts = partsOf(found.arn);
  const all = { ...found, parts };
  const read = kindOfArn(parts).read(all) ?? arnTarget.read(all);
  if (read === undefined) throw new Error(`no kind of target reads ${found.arn}`);
  return read;
}

/** The name of a live rule's target in an export, as far as the file takes it. */
export function nameOfFound(arn: string): string {
  const parts = partsOf(arn);
  return kindOfArn(parts).nameOf(parts);
}

/** The ways to name a target in a new file: first what gcx makes. */
export function targetChoices(): readonly TargetChoice[] {
  const choices = ALL.flatMap((kind) => kind.choices);
  return [...choices.filter(({ makes }) => makes), ...choices.filter(({ makes }) => !makes)];
}

function kindOfArn(parts: ArnParts): TargetKind {
  return ALL.find((kind) => kind.isOf(parts)) ?? arnTarget;
}

/** What is not an ARN is only its resource. */
function partsOf(arn: string): ArnParts {
  return parseArn(arn) ?? { partition: '', service: '', region: '', account: '', resource: arn };
}
