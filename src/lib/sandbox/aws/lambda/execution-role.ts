import { isJsonObject, type JsonObject } from '../../../base/json.js';
import type { Context } from '../context.js';
import { assumeRole, judgeOwnPolicies, judgeRole } from '../iam/role-rights.js';
import { texts } from '../input.js';
import { parsePolicy, statementsOf } from '../policies/document.js';
import type { FunctionRecord } from '../processor-records.js';
import { wrong } from './function-settings.js';

const LAMBDA = 'lambda.amazonaws.com';

/** Refuses a role that is missing, that was made a moment ago or that does not trust Lambda. @throws AwsError (recorded 2026-09-13) */
export function checkExecutionRole(role: string, context: Context): void {
  if (assumeRole(role, LAMBDA, {}, context).kind === 'refused')
    throw wrong('The role defined for the function cannot be assumed by Lambda.');
}

/** What Lambda does with the network interfaces of a function, in the order in which it asks [?]. */
const NETWORK_CALLS = [
  'CreateNetworkInterface',
  'DescribeNetworkInterfaces',
  'DeleteNetworkInterface',
] as const;

/** Refuses settings for which the role lacks permissions [?: the text is that of public reports]. @throws AwsError */
export function checkRoleOfSettings(role: string, kept: JsonObject, context: Context): void {
  const vpc = kept['VpcConfig'];
  if (isJsonObject(vpc) && texts(vpc, 'SubnetIds').length > 0)
    for (const call of NETWORK_CALLS) requireRight(role, `ec2:${call}`, `${call} on EC2`, context);
  const tracing = kept['TracingConfig'];
  if (!isJsonObject(tracing) || tracing['Mode'] !== 'Active') return;
  requireRight(role, 'xray:PutTraceSegments', 'PutTraceSegments on XRAY', context);
}

function requireRight(role: string, action: string, said: string, context: Context): void {
  const assumed = assumeRole(role, LAMBDA, {}, context);
  if (assumed.kind === 'assumed' && judgeOwnPolicies(assumed.role, { action, resource: '*' }).allowed) return;
  throw wrong(`The provided execution role does not have permissions to call ${said}`);
}

/** What Lambda does with an SQS queue in the name of a function's role; the order is that in which it asks. */
const QUEUE_CALLS = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'] as const;

/**
 * Refuses a mapping whose function's role may not poll the queue, by its own policies and the queue's. The poller's calls
 * carry no `lambda:SourceFunctionArn` (recorded 2026-09-15, sqs_mapping_authorization.json).
 * @throws AwsError InvalidParameterValueException
 */
export function checkPolling({ deployed }: FunctionRecord, queueArn: string, context: Context): void {
  // Of a function that was there from the start the sandbox does not know the role.
  if (deployed === undefined) return;
  const assumed = assumeRole(deployed.role, LAMBDA, {}, context);
  const queue = context.state.queues.get(queueArn);
  const policy = parsePolicy(queue?.attributes['Policy'] ?? '');
  const statements = policy === undefined ? [] : statementsOf(policy);
  for (const call of QUEUE_CALLS) {
    const allowed =
      assumed.kind === 'assumed' &&
      judgeRole(assumed.role, { action: `sqs:${call}`, resource: queueArn }, statements).allowed;
    if (!allowed)
      throw wrong(`The function execution role does not have permissions to call ${call} on SQS.`);
  }
}
