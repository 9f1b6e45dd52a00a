import { parseArn } from '../arn.js';
import type { Context } from '../context.js';
import { judgeOwnPolicies } from '../iam/role-rights.js';
import type { Receipt } from '../model.js';
import { whyNotServing } from '../receiver-status.js';
import type { Handover } from './queue-delivery.js';
import type { Sender } from './sender.js';

/** Targets that EventBridge sends to without a role: a policy of theirs, which the sandbox does not know, lets it in. */
const WITHOUT_ROLE: readonly string[] = ['execute-api'];

/** What a role must allow to send to a target (EventBridge user guide, "IAM roles for sending events to targets"). */
const ACTIONS: Readonly<Record<string, string>> = {
  'execute-api': 'execute-api:Invoke',
  kinesis: 'kinesis:PutRecord',
  firehose: 'firehose:PutRecord',
  states: 'states:StartExecution',
  codebuild: 'codebuild:StartBuild',
  codepipeline: 'codepipeline:StartPipelineExecution',
};

/** Services whose streams and state machines the sandbox knows: one that it does not know is not there. */
const KNOWN: readonly string[] = ['kinesis', 'firehose', 'states'];

/**
 * What a role is asked about: of a version or an alias of a state machine, the state machine (Step Functions Developer
 * Guide, "Authorization for versions and aliases").
 */
function judged(arnText: string): string {
  return parseArn(arnText)?.service === 'states' ? arnText.split(':').slice(0, 7).join(':') : arnText;
}

/**
 * Hands an event to a target that the sandbox does not run: it looks at what the role may do, and keeps what the target
 * got.
 */
export function handToOtherService(
  arnText: string,
  { role }: Sender,
  received: Receipt,
  context: Context,
): Handover {
  const service = parseArn(arnText)?.service ?? '';
  if (role === undefined) {
    return WITHOUT_ROLE.includes(service)
      ? { kind: 'done', how: 'handed over without a role; the sandbox does not run such a target', received }
      : { kind: 'refused', code: 'FAILED_TO_ASSUME_ROLE', why: 'the target has no role' };
  }
  const action = ACTIONS[service];
  const { partitionKey } = received;
  const record = partitionKey === undefined ? '' : ` as a record with partition key ${partitionKey}`;
  const how = `handed over${record} with role ${role.arn}; the sandbox does not run this service`;
  if (action === undefined)
    return { kind: 'done', how: `${how}, and does not know what the role has to allow`, received };
  const verdict = judgeOwnPolicies(role, { action, resource: judged(arnText) });
  // [?] The code for a target of such a service was recorded nowhere; EventBridge calls what is not allowed so elsewhere.
  if (!verdict.allowed) return { kind: 'refused', code: 'NO_PERMISSIONS', why: verdict.why };
  // Not retried: the resource does not exist (EventBridge User Guide, "Using dead-letter queues"). [?] Its words.
  const why = KNOWN.includes(service) ? whyNotServing(judged(arnText), context) : undefined;
  return why === undefined ? { kind: 'done', how, received } : { kind: 'refused', code: 'NO_RESOURCE', why };
}
