import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { LogGroup } from '../../clients/aws/logs-model.js';
import type { Aws } from '../../clients/aws/model.js';
import { isReservedLogGroup } from '../../language/config/index.js';
import type { Config } from '../../language/config/model.js';
import { logGroupArn, partOfArn } from '../../language/names/arn.js';
import type { BusContent } from './model.js';

const START = 'log-group:';

/** A bus's content with the log groups of the file's account and region that its rules send to, and that a file can create. */
export async function withLogGroups(aws: Aws, config: Config, content: BusContent): Promise<BusContent> {
  const arns = new Set(content.rules.flatMap(({ targets }) => targets.map(({ arn }) => arn)));
  const found = await Promise.all(
    [...arns].map(async (arn) => [arn, await logGroupAt(aws, config, arn)] as const),
  );
  const logGroups = new Map(
    found.flatMap(([arn, each]) => (each === undefined ? [] : [[arn, each] as const])),
  );
  return logGroups.size === 0 ? content : { ...content, logGroups };
}

/** What is at an ARN; undefined where no such log group of here is, or the caller may not look. */
async function logGroupAt(aws: Aws, config: Config, arn: string): Promise<LogGroup | undefined> {
  const name = partOfArn(arn, START);
  if (arn !== logGroupArn(config, name) || isReservedLogGroup(name)) return undefined;
  try {
    return await aws.logs.group(name);
  } catch (error) {
    if (error instanceof GcxError && error.exitCode === ExitCode.denied) return undefined;
    throw error;
  }
}
