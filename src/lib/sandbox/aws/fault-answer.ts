import { randomUUID } from 'node:crypto';
import type { SandboxRequest, SandboxResponse } from '../http.js';
import { denied, failing, inUse, notFound, throttled, unauthorized } from './access.js';
import { allEntriesFailed } from './events/targets.js';
import type { AwsFault } from './model.js';
import { errorAnswer } from './protocols/error-answer.js';
import { identify } from './protocols/identify.js';
import { jsonAnswer, parseJsonBody } from './protocols/json.js';

/**
 * AWS's answer to a call that a fault meets; nothing is changed.
 * @param caller ARN of the user whom a refusal names
 */
export function faultAnswer(request: SandboxRequest, effect: AwsFault, caller: string): SandboxResponse {
  const call = identify(request);
  const requestId = randomUUID();
  switch (effect.kind) {
    case 'throttle':
      return errorAnswer(call, throttled(call.service), requestId);
    case 'deny':
      return errorAnswer(call, denied(call, caller), requestId);
    case 'unauthorized':
      return errorAnswer(call, unauthorized(call.service), requestId);
    case 'status':
      return errorAnswer(call, failing(call.service, effect.status), requestId);
    case 'not-found':
      return errorAnswer(call, notFound(call.service), requestId);
    case 'in-use':
      return errorAnswer(call, inUse(call.service), requestId);
    case 'failed-entries': {
      const input = call.protocol === 'json' ? parseJsonBody(request.body) : {};
      const result =
        call.service === 'events' ? allEntriesFailed(call.action, input, effect.code) : undefined;
      if (result !== undefined) return jsonAnswer(result, '1.1', requestId);
      return errorAnswer(call, failing(call.service, 500), requestId);
    }
  }
}
