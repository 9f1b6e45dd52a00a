import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { nearNames } from '../../base/near-names.js';
import type { Config, ProcessorTarget } from '../../language/config/model.js';

/**
 * The processor of a name in the file.
 * @throws GcxError with near names where there is none
 */
export function requireProcessor(config: Pick<Config, 'file' | 'targets'>, name: string): ProcessorTarget {
  const target = Object.hasOwn(config.targets, name) ? config.targets[name] : undefined;
  if (target?.kind === 'processor') return target;
  const names = Object.values(config.targets).flatMap((each) =>
    each.kind === 'processor' ? [each.name] : [],
  );
  const near = nearNames(name, names);
  throw new GcxError({
    code: 'unknown-processor',
    what:
      target === undefined
        ? `${config.file} has no processor ${name}.`
        : `Target ${name} of ${config.file} is no processor.`,
    fix:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : names.length > 0
          ? `It has ${names.join(', ')}.`
          : `${gcxCommand('processor init', name)} makes one.`,
  });
}
