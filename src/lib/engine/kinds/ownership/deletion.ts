import type { Tags } from '../../../clients/aws/tags-model.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change } from '../../change/change.js';
import type { ChangeLinks, Refusal } from '../../change/model.js';
import type { StepData } from '../../change/step.js';
import { isAt } from '../../targets/list.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { adoptedRefusal, isAdopted } from './adoption.js';
import { TagKey } from './mark.js';
import { isProtected } from './protect-tag.js';
import { protectedRefusal } from './protection.js';

/** What is deleted: a thing of ours that the file does not want. */
export interface Doomed<S extends StepData = StepData> {
  /** The kind of resource. */
  readonly kind: string;
  /** As a message calls it, e.g. `SQS queue`. */
  readonly what: string;
  readonly name: string;
  readonly key?: string;
  readonly tags: Tags;
  readonly steps: readonly S[];
  readonly links?: ChangeLinks;
  readonly asked?: AskedOfKind;
  /** The file's target that it is of. Absent: the one that stands for the thing of its ARN, where there is one. */
  readonly target?: string;
  /** Why, where the file has the target but not this of it. */
  readonly reason?: string;
  readonly notes?: readonly string[];
  readonly after?: readonly string[];
  /** What is lost with it: without --force it stays. */
  readonly loss?: Omit<Refusal, 'change'>;
}

/** The file's target that stands for the thing of an ARN, where it still has it: another event type's, or all are destroyed. */
function targetAt({ config }: PlanInput, arn: string | undefined): string | undefined {
  if (arn === undefined) return undefined;
  return Object.values(config.targets).find((target) => isAt(target, config, arn))?.name;
}

/** Plans the deletion of a target's thing: never of what is protected; of what was adopted, or what takes something along, only with --force. */
export function deletion<const S extends StepData>(
  input: PlanInput,
  { what, tags, loss, target: given, ...doomed }: Doomed<S>,
): KindPlan<S> {
  const target = given ?? targetAt(input, doomed.key);
  const unwanted =
    target === undefined ? 'no target of the file makes it any more' : 'no route sends there any more';
  const deleted = change({
    ...doomed,
    action: 'delete',
    group: { kind: 'target', name: tags[TagKey.processor] ?? target ?? doomed.name },
    reason: doomed.reason ?? (input.intent === 'destroy' ? 'destroy' : unwanted),
  });
  const plan = { changes: [deleted] };
  if (isProtected(tags)) {
    const entry = deleted.group.name === doomed.name ? 'its target' : `target ${deleted.group.name}`;
    return { ...plan, refusals: [protectedRefusal(input, `${what} ${doomed.name}`, entry, deleted.id)] };
  }
  if (input.allowed.force) return plan;
  if (isAdopted(tags)) return { ...plan, refusals: [adoptedRefusal(input, what, doomed.name, deleted.id)] };
  return loss === undefined ? plan : { ...plan, refusals: [{ ...loss, change: deleted.id }] };
}
