import type { SandboxResponse } from '../http.js';
import type { AwsCall } from './model.js';

/**
 * Services whose answers have the sandbox's clock in their Date, which can be ahead of the machine's: who reads a parameter
 * tells its age by it, and who asks who it is what time it is. Answers of others have the machine's.
 */
const DATED: ReadonlySet<string> = new Set(['ssm', 'sts']);

/** An answer with the sandbox's time, where the service tells it. */
export function dated({ service }: AwsCall, answer: SandboxResponse, now: number): SandboxResponse {
  if (!DATED.has(service)) return answer;
  return { ...answer, headers: { ...answer.headers, date: new Date(now).toUTCString() } };
}
