import { GcxError } from '../../base/gcx-error.js';
import { meantName } from '../../base/name-difference.js';
import { ownValue } from '../../base/own-value.js';
import type { Config, Target } from '../../language/config/model.js';
import { deadLetterQueues } from './way-back.js';

/**
 * The target of a name in the file.
 * @throws GcxError with near names where there is none
 */
export function requireTarget(config: Config, name: string): Target {
  const target = ownValue(config.targets, name);
  if (target !== undefined) return target;
  throw new GcxError({
    code: 'unknown-target',
    what: `${config.file} has no target ${name}.`,
    fix: meantName(name, Object.keys(config.targets), `It has ${Object.keys(config.targets).join(', ')}.`),
  });
}

/**
 * The names of a target's dead-letter queues; never empty.
 * @throws GcxError where it has none
 */
export function requireDeadLetterQueues(config: Config, target: Target): readonly string[] {
  const names = deadLetterQueues(config, target);
  if (names.length > 0) return names;
  const users = Object.values(config.targets).filter(({ deadLetter }) => deadLetter === target.name);
  throw new GcxError({
    code: 'no-dead-letter-queue',
    what: `Target ${target.name} has no dead-letter queue.`,
    fix:
      users.length > 0
        ? `It is the dead-letter queue of other targets; name one of them: ${users.map(({ name }) => name).join(', ')}.`
        : 'Name one with deadLetter, at the target or in defaults.',
  });
}
