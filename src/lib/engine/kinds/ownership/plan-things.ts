import type { Tags } from '../../../clients/aws/tags-model.js';
import type { StepData } from '../../change/step.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { isOurs } from './mark.js';

/**
 * Plans one kind of thing that targets stand for: those that the file declares, and those of ours that it declares no
 * more. Without those of the file where all is destroyed.
 * @param live by ARN; null where there is none
 */
export function planThings<
  Declared extends { readonly arn: string },
  Live extends { readonly tags: Tags },
  S extends StepData,
>(
  input: PlanInput,
  things: { readonly declared: readonly Declared[]; readonly live: ReadonlyMap<string, Live | null> },
  declared: (thing: Declared) => KindPlan<S>,
  leftover: (arn: string, live: Live) => KindPlan<S>,
): KindPlan<S> {
  const wanted = input.intent === 'apply' ? things.declared : [];
  const arns = new Set(wanted.map(({ arn }) => arn));
  return joinPlans<S>([
    ...wanted.map(declared),
    ...[...things.live].flatMap(([arn, live]) =>
      arns.has(arn) || live === null || !isOurs(live.tags, input.mark) ? [] : [leftover(arn, live)],
    ),
  ]);
}
