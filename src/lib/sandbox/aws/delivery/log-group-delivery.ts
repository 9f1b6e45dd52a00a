import { randomUUID } from 'node:crypto';
import { isJsonObject } from '../../../base/json.js';
import type { Context } from '../context.js';
import { logStatements } from '../logs/resource-policies.js';
import { writeLog } from '../logs/write-log.js';
import { evaluatePolicy } from '../policies/evaluate.js';
import type { Handover } from './queue-delivery.js';
import { type Sender, senderContext } from './sender.js';

/**
 * Writes an event to a log group as EventBridge does, as recorded 2026-09-13 (logs_destination.json): where a resource
 * policy lets it in, into a stream of its own for each delivery.
 * @param time Of the event, in epoch milliseconds.
 */
export function handToLogGroup(
  groupArn: string,
  payload: string,
  time: number,
  sender: Sender,
  context: Context,
): Handover {
  const group = [...context.state.logGroups.values()].find(({ arn }) => arn === groupArn);
  if (group === undefined)
    // Not retried, as of every target that does not exist. [?] Its words.
    return { kind: 'refused', code: 'NO_RESOURCE', why: `there is no log group ${groupArn}` };
  const statements = logStatements(groupArn, context);
  const stream = randomUUID();
  for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
    const verdict = evaluatePolicy(statements, {
      principal: { kind: 'service', name: sender.service },
      action,
      resource: `${groupArn}:log-stream:${stream}`,
      context: senderContext(sender),
    });
    if (!verdict.allowed)
      return {
        kind: 'refused',
        code: 'NO_PERMISSIONS',
        message: `Could not complete putLogEvents call for ${group.name}.`,
        why: `no resource policy of CloudWatch Logs lets the rule write to log group ${group.name}: ${verdict.why}`,
      };
  }
  writeLog(context, group.name, stream, [lineOf(payload, time)]);
  return { kind: 'done', how: `written to log group ${group.name}` };
}

/** A template makes an object with the message and perhaps its time; else the whole event is the message. */
function lineOf(payload: string, time: number): { time: number; message: string } {
  const seconds = Math.floor(time / 1_000) * 1_000;
  const value: unknown = JSON.parse(payload);
  if (!isJsonObject(value) || value['message'] === undefined || value['detail-type'] !== undefined)
    return { time: seconds, message: payload };
  const { message, timestamp } = value;
  const given = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return {
    time: Number.isFinite(given) ? given : seconds,
    message: typeof message === 'string' ? message : JSON.stringify(message),
  };
}
