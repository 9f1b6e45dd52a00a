import type { Asker } from '../../base/terminal/asker.js';
import type { EnvironmentAnswer, EventAnswer } from './answers.js';
import { askAwsRegion } from './ask-place.js';
import { fieldProblem, keyProblem } from './field-problem.js';
import { freeName } from './free-name.js';
import { keyFrom } from './target-answer.js';

/**
 * Asks for a route's name.
 * @param taken the names of the other routes
 */
export function askRouteName(
  asker: Asker,
  events: readonly EventAnswer[],
  taken: readonly string[],
): Promise<string> {
  return asker.text('Route name', {
    standard: freeName(keyFrom(events[0]?.name ?? '', 'route'), taken),
    problem: (text) => keyProblem('route', text, taken),
  });
}

/** What an environment has where it does not say otherwise. */
export interface EnvironmentBase {
  readonly organization: string;
  readonly suffix: string;
  readonly account: string;
  readonly region: string;
}

/**
 * Asks for one environment: its name, and what is different in it.
 * @param base what the file says for all
 * @param taken the names of the other environments
 */
export async function askEnvironment(
  asker: Asker,
  base: EnvironmentBase,
  taken: readonly string[],
): Promise<EnvironmentAnswer> {
  const name = await asker.text('Environment name', {
    standard: freeName('test', taken),
    problem: (text) => keyProblem('environment', text, taken),
  });
  const organization = await asker.text(`Genesys Cloud organization ID in ${name} (Enter keeps the same)`, {
    standard: base.organization,
    problem: (text) => fieldProblem(['genesys', 'organization'], text),
  });
  const account = await asker.text(`AWS account ID in ${name} (12 digits; Enter keeps the same)`, {
    standard: base.account,
    problem: (text) => fieldProblem(['aws', 'account'], text),
  });
  const region = await askAwsRegion(asker, base.region, `AWS region in ${name}`);
  const suffix = await asker.text(`Event source suffix in ${name} (unique within the organization)`, {
    standard: keyFrom(name, 'test'),
    problem: (text) =>
      fieldProblem(['genesys', 'integration', 'suffix'], text) ??
      (text === base.suffix && organization === base.organization
        ? `Another environment of this organization uses the suffix ${base.suffix}. Choose another one.`
        : undefined),
  });
  const changed = (value: string, of: string): boolean => value.toLowerCase() !== of.toLowerCase();
  return {
    name,
    ...(changed(organization, base.organization) ? { organization } : {}),
    ...(changed(suffix, base.suffix) ? { suffix } : {}),
    ...(changed(account, base.account) ? { account } : {}),
    ...(changed(region, base.region) ? { region } : {}),
  };
}
