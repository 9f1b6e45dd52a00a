import { Limits } from '../../base/limits.js';
import { cutWithHash, toNameCharacters } from './rule-names.js';

/** What follows a processor's name in those of its alarms. */
const SUFFIXES = ['dead-letters', 'failures', 'oldest-message'] as const;

/** The names of a processor's alarms. */
export function alarmNames(base: string): readonly string[] {
  return SUFFIXES.map((suffix) => `${base}-${suffix}`);
}

/** What the names of the alarms of a file's pipe begin with. */
export function pipeAlarmPrefix(config: { readonly project: string; readonly environment: string }): string {
  const environment = config.environment === 'default' ? [] : [config.environment];
  return `${[config.project, ...environment].join('-')}-`;
}

/** What an alarm of the pipe watches: deliveries of a rule, an SQS queue, or whether a route sees events. */
export type WatchedBy = 'rule' | 'queue' | 'route';

/** The name of an alarm of the pipe. */
export function pipeAlarmName(
  config: { readonly project: string; readonly environment: string },
  by: WatchedBy,
  thing: string,
  trouble: string,
): string {
  const start = `${pipeAlarmPrefix(config)}${by}-`;
  const own = thing.startsWith(`${config.project}-`) ? thing.slice(config.project.length + 1) : thing;
  const room = Limits.alarmNameCharacters - start.length - trouble.length - 1;
  return `${start}${cutWithHash(toNameCharacters(own), room)}-${trouble}`;
}

/** Whether a name is one that an alarm of the pipe can have. */
export function isPipeAlarmName(
  config: { readonly project: string; readonly environment: string },
  name: string,
): boolean {
  const prefix = pipeAlarmPrefix(config);
  return name.startsWith(prefix) && /^(rule|queue|route)-.+-/.test(name.slice(prefix.length));
}
