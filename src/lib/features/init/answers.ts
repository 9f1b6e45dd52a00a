import type { EnvironmentAnswer, RouteAnswer } from '../questions/answers.js';

/** Everything that a new file says. */
export interface InitAnswers {
  readonly project: string;
  readonly genesys: {
    readonly environment: string;
    readonly organization: string;
    readonly organizationName: string;
    readonly suffix: string;
  };
  readonly aws: { readonly account: string; readonly region: string };
  /** At least one. */
  readonly routes: readonly RouteAnswer[];
  /** Name of the SQS queue for what cannot be delivered. */
  readonly deadLetter?: string;
  /** Whether the event bus logs what fails. */
  readonly log: boolean;
  /** Empty: the file has none. */
  readonly environments: readonly EnvironmentAnswer[];
}

/**
 * What was answered so far, and can be given again by flags. A part that is absent was not reached, or not finished.
 */
export interface AnsweredSoFar {
  /** The file is there, and may be overwritten. */
  readonly overwrite?: boolean;
  readonly genesysEnvironment?: string;
  readonly region?: string;
  readonly project?: string;
  /** Those that are finished. */
  readonly routes?: readonly RouteAnswer[];
  /** The first one while it is not finished: the parts that are. */
  readonly firstRoute?: Partial<RouteAnswer>;
  /** `none`: no dead letters are wanted. */
  readonly deadLetter?: { readonly name: string } | 'none';
  readonly log?: boolean;
  readonly environments?: readonly EnvironmentAnswer[];
}

/** All answers, as {@link AnsweredSoFar}. */
export function allAnswered(answers: InitAnswers): AnsweredSoFar {
  const { project, genesys, aws, routes, deadLetter, log, environments } = answers;
  return {
    genesysEnvironment: genesys.environment,
    region: aws.region,
    project,
    routes,
    deadLetter: deadLetter === undefined ? 'none' : { name: deadLetter },
    log,
    environments,
  };
}
