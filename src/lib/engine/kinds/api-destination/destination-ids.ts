import { GcxError } from '../../../base/gcx-error.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { RuleTarget } from '../../../clients/aws/rule-model.js';
import type { Config } from '../../../language/config/model.js';
import { targetsOfKind } from '../../../language/config/targets-of-kind.js';
import { nameOfApiDestination, parseArn } from '../../../language/names/arn.js';
import { destinationNameOf } from '../../../language/names/http-names.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import { arnOf } from '../../targets/list.js';
import { ifAllowed } from '../door/if-allowed.js';
import { isMarkedBy } from '../ownership/description-mark.js';
import type { Mark } from '../ownership/mark.js';

/** Whether an ARN is of an API destination, without the id that AWS gives it. */
function lacksId(arn: string): boolean {
  return nameOfApiDestination(arn) !== undefined && parseArn(arn)?.resource.split('/').length === 2;
}

/**
 * Targets as AWS takes them: ARNs of API destinations with the ids that AWS gave them.
 * @throws GcxError where there is none of the name
 */
export async function withDestinationIds(
  targets: readonly RuleTarget[],
  aws: Pick<Aws, 'http'>,
): Promise<readonly RuleTarget[]> {
  return Promise.all(
    targets.map(async (target) => {
      const name = nameOfApiDestination(target.arn);
      if (name === undefined || !lacksId(target.arn)) return target;
      const found = await aws.http.destination(name);
      if (found === undefined) throw goneMeanwhile(name);
      return { ...target, arn: found.arn };
    }),
  );
}

/** Which API destinations are the project's: those of the file, and those that left it. */
export interface DestinationsOfProject {
  /** Names of the file's. */
  readonly names: ReadonlySet<string>;
  /** Names of all that the file's targets send to, those of others among them. */
  readonly sentTo: ReadonlySet<string>;
  /** What the names that gcx gives begin with. */
  readonly prefix: string;
  readonly mark: Mark;
}

/** Which API destinations are those of a file's project. */
export function destinationsOf(config: Config, mark: Mark): DestinationsOfProject {
  const names = new Set(targetsOfKind(config, 'http').map((target) => destinationNameOf(config, target)));
  const sentTo = new Set(
    Object.values(config.targets).flatMap((target) => nameOfApiDestination(arnOf(target, config)) ?? []),
  );
  return { names, sentTo, prefix: ruleNamePrefix(config), mark };
}

/**
 * Targets of live rules as plans hold them: without the ids of the project's API destinations that are there now. One with
 * another id is no more, or not the project's: what is sent there is lost. One of another name than gcx gives can have left
 * the file as well; where these credentials may not look, it is taken to be of others.
 */
export async function withoutDestinationIds(
  targets: readonly RuleTarget[],
  { names, sentTo, prefix, mark }: DestinationsOfProject,
  aws: Pick<Aws, 'http'>,
): Promise<readonly RuleTarget[]> {
  return Promise.all(
    targets.map(async (target) => {
      const name = nameOfApiDestination(target.arn);
      if (name === undefined || (sentTo.has(name) && !names.has(name))) return target;
      const read = async () => aws.http.destination(name);
      const found = await (names.has(name) || name.startsWith(prefix) ? read() : ifAllowed(read));
      if (found?.arn !== target.arn) return target;
      if (!names.has(name) && !isMarkedBy(found.description, mark)) return target;
      return { ...target, arn: target.arn.slice(0, target.arn.lastIndexOf('/')) };
    }),
  );
}

function goneMeanwhile(name: string): GcxError {
  return new GcxError({
    code: 'gone-meanwhile',
    what: `API destination ${name} is not there.`,
    fix: 'Run the command again.',
  });
}
