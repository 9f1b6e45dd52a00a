import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkKeyArn } from './check-key-arn.js';

/**
 * Checks the KMS key of a log group.
 * @param at where the file says it
 */
export function checkLogKey(
  context: Pick<CheckContext, 'problems' | 'root' | 'account' | 'region'>,
  at: ConfigPath,
): void {
  checkKeyArn(context, at, { thing: 'a log group', noAlias: 'CloudWatch Logs takes no alias' });
}
