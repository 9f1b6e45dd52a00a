import type { SandboxResponse } from '../../http.js';
import type { AwsError } from '../aws-error.js';
import type { IdentifiedCall } from './identify.js';
import { jsonError, restError } from './json.js';
import { queryError } from './query.js';

/** An error in the form of the protocol that a call speaks. */
export function errorAnswer(call: IdentifiedCall, error: AwsError, requestId: string): SandboxResponse {
  switch (call.protocol) {
    case 'json':
      return jsonError(error, call.service, requestId);
    case 'query':
      return queryError(error, call.service, requestId);
    case 'rest':
      return restError(error, requestId);
  }
}
