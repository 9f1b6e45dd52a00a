import { isJsonObject, type JsonObject } from '../../../base/json.js';
import type { SandboxRequest } from '../../http.js';
import { notAuthorized } from '../access.js';
import { readInput } from '../call-input.js';
import type { Context } from '../context.js';
import type { IdentifiedCall } from '../protocols/identify.js';
import type { Asked } from './asked.js';
import type { Identity } from './identity.js';
import { conditionsOf, judgeIdentity } from './judge-identity.js';
import { NEEDS } from './needs.js';

/**
 * Refuses a call that its caller's policies do not allow.
 * @throws AwsError in the words and with the code of the service
 */
export function authorize(
  call: IdentifiedCall,
  request: SandboxRequest,
  identity: Identity,
  context: Context,
): void {
  for (const asked of neededFor(call, request, context)) {
    const judgement = judgeIdentity(identity, asked, context);
    if (judgement.decision !== 'allowed') throw notAuthorized(call, context.caller, asked, judgement.because);
  }
}

/** What a call needs, with all condition keys that its request has. */
export function askedBy(
  call: IdentifiedCall,
  request: SandboxRequest,
  context: Context,
): readonly Required<Asked>[] {
  return neededFor(call, request, context).map((asked) => ({
    ...asked,
    conditions: conditionsOf(asked, context),
  }));
}

/** What a call needs; a call that the sandbox does not know needs nothing: it is refused as such. */
function neededFor(call: IdentifiedCall, request: SandboxRequest, context: Context): readonly Asked[] {
  if (call.service === 'unknown') return [];
  const needs = NEEDS[call.service];
  const own = Object.hasOwn(needs, call.action) ? needs[call.action] : undefined;
  if (own === undefined) return [];
  const input = call.protocol === 'rest' ? bodyOf(request.body) : readInput(call, request);
  return own({ input, context, segments: call.segments ?? [], query: request.query });
}

/** What is not a JSON object says nothing here; the call itself says what is wrong with it. */
function bodyOf(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
