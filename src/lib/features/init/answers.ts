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
