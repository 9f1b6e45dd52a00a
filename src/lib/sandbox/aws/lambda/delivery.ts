import type { Context } from '../context.js';
import { whyNotLetIn } from '../delivery/let-in.js';
import type { Handover } from '../delivery/queue-delivery.js';
import type { Sender } from '../delivery/sender.js';
import { measureAsyncDropped, measureAsyncReceived } from './function-metrics.js';
import { findFunction, invoke } from './functions.js';
import { ASYNCHRONOUS_RETRIES } from './run/model.js';

/** Hands an event to a function as a service does: asynchronously, and where the function's policy lets it in. */
export function handToFunction(arn: string, payload: string, sender: Sender, context: Context): Handover {
  const found = findFunction(arn, undefined, context);
  if (found === undefined)
    return { kind: 'refused', code: 'NO_RESOURCE', why: `there is no function ${arn}` };
  const { record, qualifier } = found;
  const why = whyNotLetIn(sender, {
    action: 'lambda:InvokeFunction',
    resource: qualifier === '' ? record.arn : `${record.arn}:${qualifier}`,
    called: `function ${record.name}`,
    statements: record.policies[qualifier] ?? [],
  });
  if (why !== undefined) return { kind: 'refused', code: 'NO_PERMISSIONS', why };
  measureAsyncReceived(record, context);
  if (record.deployed !== undefined) {
    context.functions.runLater(record, payload);
    return { kind: 'done', how: `invoked function ${record.name}` };
  }
  const outcome = invoke(record, payload, context, qualifier);
  if (outcome === 'throttled')
    return { kind: 'failed', code: 'THROTTLING', why: `function ${record.name} is throttled` };
  if (outcome === 'ran') return { kind: 'done', how: `invoked function ${record.name}` };
  for (let retry = 0; retry < ASYNCHRONOUS_RETRIES; retry += 1) {
    if (invoke(record, payload, context, qualifier) === 'ran') {
      return { kind: 'done', how: `invoked function ${record.name}, which failed and then succeeded` };
    }
  }
  measureAsyncDropped(record, context);
  return {
    kind: 'done',
    how: `invoked function ${record.name}, which failed each time; Lambda has given up`,
  };
}
