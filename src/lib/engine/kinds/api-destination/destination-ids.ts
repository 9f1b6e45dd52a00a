import { GcxError } from '../../../base/gcx-error.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { RuleTarget } from '../../../clients/aws/rule-model.js';
import { nameOfApiDestination, parseArn } from '../../../language/names/arn.js';

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
  { http }: Pick<Aws, 'http'>,
): Promise<readonly RuleTarget[]> {
  return Promise.all(
    targets.map(async (target) => {
      const name = nameOfApiDestination(target.arn);
      if (name === undefined || !lacksId(target.arn)) return target;
      const found = await http.destination(name);
      if (found === undefined) throw goneMeanwhile(name);
      return { ...target, arn: found.arn };
    }),
  );
}

/**
 * Targets of live rules as plans hold them: without the ids of the API destinations of the file that are there now. One
 * with another id is no more, or not the file's: what is sent there is lost.
 * @param names of the file's API destinations
 */
export async function withoutDestinationIds(
  targets: readonly RuleTarget[],
  names: ReadonlySet<string>,
  { http }: Pick<Aws, 'http'>,
): Promise<readonly RuleTarget[]> {
  return Promise.all(
    targets.map(async (target) => {
      const name = nameOfApiDestination(target.arn);
      if (name === undefined || !names.has(name)) return target;
      const found = await http.destination(name);
      if (found?.arn !== target.arn) return target;
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
