import { GcxError } from '../../base/gcx-error.js';
import type { SimulatedDecision } from '../../clients/aws/iam-model.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import { arnOfGlobal, parseArn } from '../../language/names/arn.js';

/** Actions on resources, asked at once. */
export interface SimulatorQuestion {
  readonly actions: readonly string[];
  readonly on: readonly string[];
  /** What of the actions on the resources is meant: `ACTION ARN`. Absent: each on each. */
  readonly meant?: ReadonlySet<string>;
  /** Condition keys with their values. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Asks IAM's policy simulator what these credentials likely lack.
 * @returns undefined where it may not be asked, or takes nobody like them; what it is not sure of is left out
 */
export async function askSimulator(
  questions: readonly SimulatorQuestion[],
  config: Config,
  aws: Pick<Aws, 'identity' | 'iam'>,
): Promise<readonly SimulatedDecision[] | undefined> {
  try {
    const of = await principalOf((await aws.identity()).arn, config, aws);
    if (of === undefined) return undefined;
    const answers = await Promise.all(
      questions.map(async ({ meant, ...question }) =>
        (await aws.iam.simulate({ of, ...question })).filter(
          ({ action, resource }) => meant === undefined || meant.has(`${action} ${resource}`),
        ),
      ),
    );
    return answers.flat().filter(({ allowed, unknown }) => !allowed && unknown.length === 0);
  } catch (error) {
    if (error instanceof GcxError) return undefined;
    throw error;
  }
}

/**
 * Whose policies count: of a session, those of the role. Its ARN has the role's name, but not its path. Undefined: nobody's
 * whom the simulator takes, such as the root user, who may do everything.
 */
async function principalOf(
  arn: string,
  config: Config,
  { iam }: Pick<Aws, 'iam'>,
): Promise<string | undefined> {
  const parts = parseArn(arn);
  if (parts?.service === 'iam' && parts.resource.startsWith('user/')) return arn;
  const [, role] = /^assumed-role\/([^/]+)\//.exec(parts?.resource ?? '') ?? [];
  if (role === undefined) return undefined;
  try {
    return await iam.roleArn(role);
  } catch (error) {
    // Who may ask the simulator need not be allowed to read the role: most roles have no path.
    if (error instanceof GcxError) return arnOfGlobal(config, 'iam', `role/${role}`);
    throw error;
  }
}
