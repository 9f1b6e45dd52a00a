import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runAction } from '../../action/run-action.mjs';
import { afterThisFile } from '../clean-up.js';
import { environmentIn, type Project, run } from '../e2e/gcx.js';
import type { FakeGitHub } from './fake-github.js';

/** The payloads of `test/fixtures/github-events`. */
export type EventName =
  | 'pull_request'
  | 'pull_request_fork'
  | 'pull_request_fork_deleted'
  | 'push'
  | 'schedule'
  | 'workflow_dispatch';

/** What a step of a workflow is run with. */
export interface Step {
  readonly event: EventName;
  /** The event's name, where it is not the payload's. */
  readonly eventName?: string;
  /** Inputs of action.yml. */
  readonly with: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What became of a step. */
export interface StepEnd {
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly log: string;
}

const fixtures = resolve('test/fixtures/github-events');

/** A job: a checkout, its temporary folder, and GitHub. */
export class Job {
  readonly temp = mkdtempSync(join(tmpdir(), 'gcx-runner-'));
  #steps = 0;

  constructor(
    readonly project: Project,
    readonly github: FakeGitHub,
  ) {
    afterThisFile(() => rmSync(this.temp, { recursive: true, force: true }));
  }

  /** The environment of a step, as the runner and action.yml make it. */
  environment({ event, eventName, with: inputs, env = {} }: Step): Record<string, string> {
    this.#steps += 1;
    const file = (name: string) => {
      const path = join(this.temp, `${name}-${this.#steps}`);
      writeFileSync(path, '');
      return path;
    };
    return {
      ...environmentIn(this.project.folder),
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTOR: 'ada',
      GITHUB_API_URL: this.github.url,
      GITHUB_GRAPHQL_URL: `${this.github.url}/graphql`,
      GITHUB_EVENT_NAME: eventName ?? event.replace(/_fork.*/, ''),
      GITHUB_EVENT_PATH: join(fixtures, `${event}.json`),
      GITHUB_OUTPUT: file('output'),
      GITHUB_PATH: file('path'),
      GITHUB_REPOSITORY: 'acme/contact-center',
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_NUMBER: '12',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: '6666666666666666666666666666666666666666',
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_WORKSPACE: this.project.folder,
      RUNNER_TEMP: this.temp,
      GCX_ACTION_TOKEN: 'token-of-actions',
      GCX_ACTION_SANDBOX: 'true',
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [
          `GCX_ACTION_${name.toUpperCase().replaceAll('-', '_')}`,
          value,
        ]),
      ),
      ...env,
    };
  }

  /** Runs the action in this process, and the built gcx in the host of the end-to-end tests. */
  async step(step: Step): Promise<StepEnd> {
    const env = this.environment(step);
    let log = '';
    const code = await runAction(env, {
      write: (text) => {
        log += text;
      },
      start: async (_file, args, options) => {
        const outcome = await run(args, options);
        return { ...outcome, code: outcome.code ?? 130 };
      },
    });
    return { code, log, ...told(env) };
  }
}

/** What a step told the runner. */
export function told(env: Readonly<Record<string, string>>): Pick<StepEnd, 'outputs' | 'summary'> {
  const text = (name: string) => readFileSync(env[name] ?? '', 'utf8');
  const outputs = [...text('GITHUB_OUTPUT').matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2\n/gm)];
  return {
    outputs: Object.fromEntries(outputs.map(([, name = '', , value = '']) => [name, value])),
    summary: text('GITHUB_STEP_SUMMARY'),
  };
}
