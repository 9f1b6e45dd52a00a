import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { nearNames } from '../../base/near-names.js';
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
  const near = nearNames(name, names);
  throw new GcxError({
    code: 'unknown-processor',
    what:
      ownValue(config.targets, name) === undefined
        ? `${config.file} has no processor ${name}.`
        : `Target ${name} in ${config.file} is not a processor.`,
    fix:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : names.length > 0
          ? `It has ${names.join(', ')}.`
          : `${gcxCommand('processor init', name)} makes one.`,
  });
}
