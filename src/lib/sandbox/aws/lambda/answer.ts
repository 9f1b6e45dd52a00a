import type { JsonValue } from '../../../base/json.js';
import type { SandboxResponse } from '../../http.js';

/** An answer of Lambda's REST API. */
export type Answer = Pick<SandboxResponse, 'status' | 'body'> & {
  readonly headers?: Readonly<Record<string, string>>;
};

/** An answer with a JSON body. */
export function answer(value: JsonValue, status = 200): Answer {
  return { status, body: JSON.stringify(value) };
}
