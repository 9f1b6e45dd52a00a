import { splitArn } from './arn.js';
import { checkArnRegion } from './check-arn-region.js';
import type { CheckContext } from './check-context.js';
import type { ConfigPath } from './model.js';
import { nodeAt, textOf } from './source-node.js';

/** Targets that have a key of their own, because gcx keeps their policies. */
const OWN_KEY: Readonly<Record<string, string>> = { sns: 'sns', sqs: 'sqs', lambda: 'lambda' };
/** Services that let EventBridge in by a policy of their own, not by a role (AWS: EventBridge, "Amazon EventBridge targets"). */
const WITHOUT_ROLE = new Set(['logs', 'execute-api']);
/** Services whose targets need settings beside the ARN that the file cannot give. */
const NEEDS_SETTINGS = new Set(['ecs', 'batch', 'redshift', 'redshift-serverless', 'sagemaker', 'ssm']);

/** Checks a target by ARN: that EventBridge can send there with what the file says. */
export function checkArnTarget(context: CheckContext, path: ConfigPath): void {
  const { problems, root, region } = context;
  const at = [...path, 'arn'];
  const text = textOf(nodeAt(root, at));
  if (text === undefined || text.trim() === '') return;
  const arn = splitArn(text);
  if (arn === undefined) {
    problems.at(at, {
      code: 'arn-invalid',
      message: 'This is no ARN.',
      fix: 'An ARN has six parts: arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE.',
    });
    return;
  }
  const ownKey = OWN_KEY[arn.service];
  if (ownKey !== undefined) {
    problems.at(at, {
      code: 'arn-own-key',
      message: `${arn.service.toUpperCase()} has a key of its own, with which gcx also keeps the policy that lets EventBridge in.`,
      fix: `Write ${ownKey}: { existing: ${text} }.`,
    });
    return;
  }
  if (NEEDS_SETTINGS.has(arn.service)) {
    problems.at(at, {
      code: 'arn-unsupported',
      message: `A target of ${arn.service} needs settings beside its ARN that this file cannot give.`,
      fix: 'Put a Step Functions state machine or a Lambda function before it.',
    });
    return;
  }
  // Another event bus is the one target that may be in another region.
  const bus = arn.service === 'events' && arn.resource.startsWith('event-bus/');
  if (arn.region !== '' && !bus) checkArnRegion(context, at, arn.region);
  if (arn.region === '' && region !== undefined) {
    problems.at(at, {
      code: 'arn-invalid',
      message: 'This ARN has no region.',
      fix: `The fourth part is the region: ${region}.`,
    });
  }
  checkRole(context, path, arn.service, arn.resource);
}

function checkRole(
  { problems, root, account }: CheckContext,
  path: ConfigPath,
  service: string,
  resource: string,
): void {
  const at = [...path, 'role'];
  const node = nodeAt(root, at);
  if (node === undefined) {
    if (WITHOUT_ROLE.has(service)) return;
    problems.atKey([...path, 'arn'], {
      code: 'role-missing',
      message: `To send to ${describe(service, resource)}, EventBridge needs a role.`,
      fix: `Add role: arn:aws:iam::${account ?? '111122223333'}:role/NAME, a role that events.amazonaws.com may take on.`,
    });
    return;
  }
  const text = textOf(node);
  if (text === undefined || text.trim() === '') return;
  const role = splitArn(text);
  if (
    role === undefined ||
    role.service !== 'iam' ||
    !role.resource.startsWith('role/') ||
    role.region !== ''
  ) {
    problems.at(at, {
      code: 'role-invalid',
      message: 'This is no ARN of an IAM role.',
      fix: `It looks like arn:aws:iam::${account ?? '111122223333'}:role/NAME.`,
    });
    return;
  }
  if (account !== undefined && role.account !== account) {
    problems.atPart(at, role.account, {
      code: 'role-account',
      message: `The role is in account ${role.account}, the rules are in ${account}; EventBridge takes a role of its own account only.`,
      fix: `Use a role in account ${account} that may send to the target.`,
    });
  }
}

const NAMES: Readonly<Record<string, string>> = {
  states: 'a Step Functions state machine',
  kinesis: 'a Kinesis stream',
  firehose: 'a Firehose stream',
};

function describe(service: string, resource: string): string {
  if (service === 'events')
    return resource.startsWith('api-destination/') ? 'an API destination' : 'another event bus';
  return NAMES[service] ?? `a target of ${service}`;
}
