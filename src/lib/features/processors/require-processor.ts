import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { meantName } from '../../base/name-difference.js';
import { ownValue } from '../../base/own-value.js';
import type { Config, ProcessorTarget } from '../../language/config/model.js';
import { targetOfKind, targetsOfKind } from '../../language/config/targets-of-kind.js';

/**
 * The processor of a name in the file.
 * @throws GcxError with near names where there is none
 */
export function requireProcessor(config: Pick<Config, 'file' | 'targets'>, name: string): ProcessorTarget {
  const processor = targetOfKind(config, name, 'processor');
  if (processor !== undefined) return processor;
  const names = targetsOfKind(config, 'processor').map((each) => each.name);
  throw new GcxError({
    code: 'unknown-processor',
    what:
      ownValue(config.targets, name) === undefined
        ? `${config.file} has no processor ${name}.`
        : `Target ${name} in ${config.file} is not a processor.`,
    fix: meantName(
      name,
      names,
      names.length > 0 ? `It has ${names.join(', ')}.` : `${gcxCommand('processor init', name)} makes one.`,
    ),
  });
}
