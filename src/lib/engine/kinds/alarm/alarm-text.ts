import { standingCommand } from '../../../base/hints/gcx-command.js';
import { Limits } from '../../../base/limits.js';
import type { Config, Route } from '../../../language/config/model.js';

/** What an alarm of the pipe says, in whose place people read it. */
export interface AlarmWords {
  /** What stopped, as a sentence or two. */
  readonly what: string;
  /** Whether the events are kept, and until when. */
  readonly kept: string;
  /** The command to type. */
  readonly command: string;
}

/** The environment that a command names; undefined where the file has none. */
export function environmentOf({ environments, environment }: Config): string | undefined {
  return environments === undefined ? undefined : environment;
}

/** The command that finds what is wrong. */
export function lookCommand(config: Config): string {
  return standingCommand('doctor', environmentOf(config));
}

/** A route as people know it: with what the file says that it is for. */
export function routeInWords({ name, description }: Pick<Route, 'name' | 'description'>): string {
  return description === undefined ? `Route ${name}` : `Route ${name} (${description})`;
}

/** An alarm's text: its runbook. What does not fit is cut, but not whose it is and what to type. */
export function alarmText(config: Config, { what, kept, command }: AlarmWords): string {
  const { owner, runbook } = config.alarms ?? {};
  const { project, environment, aws } = config;
  const end = [
    `Type: ${command}`,
    ...(runbook === undefined ? [] : [`Runbook: ${runbook}`]),
    ...(owner === undefined ? [] : [`Owner: ${owner}`]),
    `Pipe of project ${project}, environment ${environment}, AWS ${aws.account} ${aws.region}.`,
  ].join('\n');
  const room = Limits.alarmDescriptionCharacters - end.length - 1;
  const start = `${what} ${kept}`;
  return `${start.length > room ? `${start.slice(0, room - 1)}…` : start}\n${end}`;
}
