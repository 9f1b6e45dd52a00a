import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { Aws } from '../../clients/aws/model.js';
import { isMarkedBy, markOf, targetOfEndpoint } from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { httpArn, nameOfApiDestination, parseArn } from '../../language/names/arn.js';
import { httpName } from '../../language/names/http-names.js';
import type { MadeEndpoint } from './made-endpoint.js';
import type { BusContent, BusRule } from './model.js';

/**
 * A bus's content with the HTTPS endpoints that gcx made of a file of this project and environment; rules' targets have
 * their ARNs without the ids that AWS gave them, as a file makes them.
 */
export async function withEndpoints(aws: Aws, config: Config, content: BusContent): Promise<BusContent> {
  const arns = new Set(content.rules.flatMap(({ targets }) => targets.map(({ arn }) => arn)));
  const found = await Promise.all(
    [...arns].map(async (arn) => [arn, await endpointAt(aws, config, arn)] as const),
  );
  const made = new Map(found.flatMap(([arn, each]) => (each === undefined ? [] : [[arn, each] as const])));
  if (made.size === 0) return content;
  const bare = (arn: string) => {
    const endpoint = made.get(arn);
    return endpoint === undefined ? arn : httpArn(config, 'api-destination', endpoint.destination.name);
  };
  const rules = content.rules.map(
    (rule): BusRule => ({
      ...rule,
      targets: rule.targets.map((target) => ({ ...target, arn: bare(target.arn) })),
    }),
  );
  const endpoints = new Map([...made].map(([arn, each]) => [bare(arn), each]));
  return { ...content, rules, endpoints };
}

/** What gcx made at an ARN; undefined where it made nothing there, or the caller may not look. */
async function endpointAt(aws: Aws, config: Config, arn: string): Promise<MadeEndpoint | undefined> {
  const name = nameOfApiDestination(arn);
  const { account, region } = parseArn(arn) ?? {};
  if (name === undefined || account !== config.aws.account || region !== config.aws.region) return undefined;
  try {
    const [destination, connection] = await Promise.all([
      aws.http.destination(name),
      aws.http.connection(name),
    ]);
    if (destination?.arn !== arn || connection?.arn !== destination.connectionArn) return undefined;
    const mark = markOf(config);
    if (![destination, connection].every(({ description }) => isMarkedBy(description, mark)))
      return undefined;
    const target = targetOfEndpoint(destination.description);
    if (target === undefined || httpName(config, target) !== name || connection.auth === undefined)
      return undefined;
    return { target, destination, connection };
  } catch (error) {
    if (error instanceof GcxError && error.exitCode === ExitCode.denied) return undefined;
    throw error;
  }
}
