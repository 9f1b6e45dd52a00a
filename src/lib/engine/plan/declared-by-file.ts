import type { Config, Target } from '../../language/config/model.js';
import type { Declared } from '../targets/declared.js';
import { declaredIn } from '../targets/declared-in.js';
import { kindOf } from '../targets/list.js';
import { compileNames } from './compile-context.js';

/** What a file's targets speak of; `{eventType}` topics once for each event type of the routes that send there. */
export function declaredByFile(config: Config): Declared {
  return declaredIn(config, compileNames(config, new Set()));
}

/** What one target of a file speaks of. Undefined: nothing, others look after what it sends to. */
export function declaredByTarget(config: Config, target: Target): Partial<Declared> | undefined {
  return kindOf(target).declared?.(target, { config, names: compileNames(config, new Set()) });
}
