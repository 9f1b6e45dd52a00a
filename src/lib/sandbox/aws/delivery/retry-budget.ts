import { isJsonObject } from '../../../base/json.js';
import type { TargetRecord } from '../event-records.js';

/** The longest wait between two tries; with it the default of 185 tries takes about the default of 24 hours. */
export const LONGEST_WAIT_SECONDS = 480;

/** How often and how long EventBridge tries a target again; 185 times within 24 hours where nobody says. */
export function retryBudget(target: TargetRecord): { attempts: number; ageSeconds: number } {
  const policy = isJsonObject(target['RetryPolicy']) ? target['RetryPolicy'] : {};
  const { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: age } = policy;
  return {
    attempts: typeof attempts === 'number' ? attempts : 185,
    ageSeconds: typeof age === 'number' ? age : 86_400,
  };
}
