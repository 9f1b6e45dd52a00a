import type { Config } from '../../language/config/model.js';
import type { RoleOfUse } from './model.js';

/** Which jobs of GitHub Actions may run as a role. */
export interface GithubTrust {
  /** Host of GitHub's OIDC provider. */
  readonly issuer: string;
  /** What aws-actions/configure-aws-credentials asks GitHub for. */
  readonly audience: string;
  /** `sub` of the tokens that are let in, each as it is. */
  readonly subjects: readonly string[];
}

/** The branch whose jobs plan without a pull request. */
const BRANCH = 'main';

/** The environment of GitHub whose jobs apply, where the file has no environments. */
const USUAL_ENVIRONMENT = 'production';

/**
 * Whom a role trusts (GitHub, "OpenID Connect reference", subject claims): a job that names an environment has that as its
 * subject, whatever it runs for. Plans run for pull requests and the main branch, or with an environment of their own for
 * their secrets; an apply runs with the environment alone, so that its reviewers stand between.
 */
export function githubTrust(
  { environment }: Pick<Config, 'environment'>,
  repository: string,
  use: RoleOfUse,
): GithubTrust {
  const named = environment === 'default' ? USUAL_ENVIRONMENT : environment;
  const subjects =
    use === 'write'
      ? [`environment:${named}`]
      : ['pull_request', `ref:refs/heads/${BRANCH}`, `environment:${named}-plan`];
  return {
    issuer: 'token.actions.githubusercontent.com',
    audience: 'sts.amazonaws.com',
    subjects: subjects.map((subject) => `repo:${repository}:${subject}`),
  };
}
