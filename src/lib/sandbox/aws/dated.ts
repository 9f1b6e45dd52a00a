import type { SandboxResponse } from '../http.js';
import type { AwsCall } from './model.js';

/**
 * Who reads a parameter tells its age by the answer's Date: both are of the sandbox's clock, which can be ahead. Answers of
 * other services have the machine's.
 */
export function dated({ service }: AwsCall, answer: SandboxResponse, now: number): SandboxResponse {
  if (service !== 'ssm') return answer;
  return { ...answer, headers: { ...answer.headers, date: new Date(now).toUTCString() } };
}
