import type { Config, ProcessorTarget } from '../../../language/config/model.js';
import { maskedDetail, maskedError } from '../masked-failure.js';
import { programTexts } from '../program-texts.js';
import { maskedLine } from './masked-line.js';

/** What a processor threw. */
interface ThrownError {
  readonly type: string;
  readonly message: string;
}

/** How what a processor says is shown. */
export interface LogShown {
  readonly line: (message: string) => string;
  readonly error: (error: ThrownError) => ThrownError;
  /** What a dead letter says of itself. */
  readonly detail: (reason: string, detail: string) => string;
}

/**
 * How what a processor says is shown: as it is, or without what may be of a person.
 * @param sources what the handler imports of the project, absolute, where that is known
 */
export async function logShown(
  config: Config,
  processor: ProcessorTarget,
  showPersonalData: boolean,
  sources: readonly string[] = [],
): Promise<LogShown> {
  if (showPersonalData)
    return { line: (message) => message, error: (error) => error, detail: (_reason, detail) => detail };
  const texts = await programTexts(config, [processor], sources);
  const names = queueNames(config, processor);
  return {
    line: (message) => maskedLine(message, texts, names),
    error: ({ type, message }) => {
      const masked = maskedError({ name: type, message }, texts);
      return { type: masked.name, message: masked.message };
    },
    detail: (reason, detail) => maskedDetail(reason, detail, texts),
  };
}

/** The names of queues in the file: a handler logs them more than anything else of an event. */
function queueNames({ routes }: Config, { only }: ProcessorTarget): ReadonlySet<string> {
  const selectors = [...Object.values(routes), ...(only === undefined ? [] : [only])].flatMap(
    ({ queues = [] }) => queues,
  );
  return new Set(selectors.flatMap((selector) => (selector.kind === 'name' ? [selector.name] : [])));
}
