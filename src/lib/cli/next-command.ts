import type { Plan } from '../engine/change/model.js';

/** What decides how the next command is written. */
export interface NextCommandOptions {
  readonly config?: string | undefined;
  readonly var?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly adopt?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly 'allow-event-loss'?: boolean | undefined;
  readonly 'release-event-types'?: boolean | undefined;
}

/** The command that carries a plan out, as a person would type it. */
export function nextCommand({ subject, intent }: Plan, flags: NextCommandOptions): string {
  if (flags.out !== undefined) return `gcx apply ${shellWord(flags.out)}`;
  const command = [
    'gcx',
    intent,
    ...(flags.config === undefined ? [] : ['--config', shellWord(flags.config)]),
    ...(subject.environment === 'default' ? [] : ['--env', shellWord(subject.environment)]),
    ...(subject.sandbox ? ['--sandbox'] : []),
    ...(flags.adopt === true ? ['--adopt'] : []),
    ...(flags.force === true ? ['--force'] : []),
    ...(flags['allow-event-loss'] === true ? ['--allow-event-loss'] : []),
    ...(flags['release-event-types'] === true ? ['--release-event-types'] : []),
  ].join(' ');
  return command + sameVariables(flags.var);
}

/**
 * What to say behind a suggested command where `--var` was given. The values are not repeated: some of them, such as
 * the variables of a processor, no output shows.
 */
export function sameVariables(given: readonly string[] | undefined): string {
  return given === undefined ? '' : ' (with the same --var)';
}

/** A word as a shell takes it, quoted where it has to be. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
