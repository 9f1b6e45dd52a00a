import { ownValue } from '../../base/own-value.js';
import type { Config, Target } from './model.js';

/** The kinds of target, as {@link Target} tells them apart. */
export type KindOfTarget = Target['kind'];

/** A target of one kind. */
export type TargetOfKind<K extends KindOfTarget> = Extract<Target, { readonly kind: K }>;

/** The target of a name where it is of a kind: what a dead-letter queue, a subscriber or the topic of alarms has to be. */
export function targetOfKind<K extends KindOfTarget>(
  { targets }: Pick<Config, 'targets'>,
  name: string,
  kind: K,
): TargetOfKind<K> | undefined {
  const target = ownValue(targets, name);
  return target !== undefined && isOfKind(target, kind) ? target : undefined;
}

/** The targets of a kind, in the file's order. */
export function targetsOfKind<K extends KindOfTarget>(
  { targets }: Pick<Config, 'targets'>,
  kind: K,
): readonly TargetOfKind<K>[] {
  return Object.values(targets).flatMap((target) => (isOfKind(target, kind) ? [target] : []));
}

function isOfKind<K extends KindOfTarget>(target: Target, kind: K): target is TargetOfKind<K> {
  return target.kind === kind;
}
