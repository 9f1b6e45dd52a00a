import { randomUUID } from 'node:crypto';
import type { SandboxResponse, WireRequest } from '../http.js';
import { incompleteSignature, unsignedProblem, wrongSignature } from './access.js';
import type { AwsError } from './aws-error.js';
import { dated } from './dated.js';
import { isCodeRequest } from './lambda/run/code-answer.js';
import { errorAnswer } from './protocols/error-answer.js';
import { type IdentifiedCall, identify, signingName } from './protocols/identify.js';
import { readSignature } from './signature/signed-request.js';
import { signatureProblem } from './signature/verify-signature.js';

/**
 * AWS's refusal of a request whose signature is not good; undefined for one that may be answered. Of unsigned
 * ones only the links in SNS's messages and in GetFunction's answer are let in.
 * @param clocks Epoch milliseconds that a signature's date may agree with; the first is told in messages.
 */
export function refuseStranger(
  request: WireRequest,
  secret: string,
  clocks: readonly [number, ...number[]],
): SandboxResponse | undefined {
  if (isCodeRequest(request)) return undefined;
  const call = identify(request);
  const error = signatureFault(request, call, secret, clocks);
  if (error === undefined) return undefined;
  // The SDK sets its clock by it, and tries again.
  return dated(call, errorAnswer(call, error, randomUUID()), clocks.at(-1) ?? clocks[0]);
}

function signatureFault(
  request: WireRequest,
  call: IdentifiedCall,
  secret: string,
  clocks: readonly [number, ...number[]],
): AwsError | undefined {
  const { service } = call;
  const reading = readSignature(request);
  switch (reading.kind) {
    case 'none':
      return unsignedProblem(call);
    case 'incomplete':
      return incompleteSignature(service, reading.missing.trimEnd());
    case 'signed': {
      const name = service === 'unknown' ? undefined : signingName(service);
      const problem = signatureProblem(request, reading.signature, { secret, service: name, clocks });
      return problem === undefined ? undefined : wrongSignature(service, problem);
    }
  }
}
