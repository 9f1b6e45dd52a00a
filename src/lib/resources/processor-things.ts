import type { Tags } from '../aws/model.js';
import type { Change, ResourceKindName } from '../plan/model.js';
import { adoptedRefusal, isAdopted } from './adoption.js';
import { change } from './change.js';
import { companyTags, compareTags, type TagChange } from './company-tags.js';
import type { DeclaredProcessor } from './declared-processor.js';
import type { KindPlan, PlanInput } from './kind.js';
import type { LiveProcessor } from './live.js';
import { isOurs, markTags, ownerInWords, TagKey } from './mark.js';
import { nameTaken } from './refusals.js';
import type { Step } from './step.js';

const NOTHING_LIVE: LiveProcessor = { eventSources: [], alarms: [] };

/** Plans one kind of thing of every processor: of those that the file declares, and of those of which something is left. */
export function planProcessors(
  input: PlanInput,
  declared: (processor: DeclaredProcessor, live: LiveProcessor) => KindPlan,
  leftover: (base: string, live: LiveProcessor) => KindPlan,
): KindPlan {
  const processors = input.intent === 'apply' ? input.declared.processors : [];
  const bases = new Set(processors.map(({ names }) => names.function));
  const plans = [
    ...processors.map((each) =>
      declared(each, input.live.processors?.get(each.names.function) ?? NOTHING_LIVE),
    ),
    ...[...(input.live.processors ?? [])].flatMap(([base, live]) =>
      bases.has(base) ? [] : [leftover(base, live)],
    ),
  ];
  return joined(plans);
}

/** Several plans as one. */
export function joined(plans: readonly KindPlan[]): KindPlan {
  return {
    changes: plans.flatMap((plan) => plan.changes),
    warnings: plans.flatMap((plan) => plan.warnings ?? []),
    pending: plans.flatMap((plan) => plan.pending ?? []),
    refusals: plans.flatMap((plan) => plan.refusals ?? []),
  };
}

/** The tags of a processor's thing that is made: the file's, the mark, and which target it is of. */
export function processorTags(input: PlanInput, target: string): Tags {
  return { ...companyTags(input.config), ...markTags(input.mark), [TagKey.processor]: target };
}

/** Compares the tags of a processor's thing of ours with those that it should have. */
export function compareProcessorTags(input: PlanInput, target: string, live: Tags): TagChange {
  const company = compareTags(input.config, live);
  const before = live[TagKey.processor];
  if (before === target) return company;
  const field = `tag ${TagKey.processor}`;
  return {
    ...company,
    set: { ...company.set, [TagKey.processor]: target },
    fields: [
      ...company.fields,
      { kind: 'value', field, ...(before === undefined ? {} : { before }), after: target },
    ],
  };
}

/** The steps that make tags so; none where they are. */
export function tagSteps(
  tagged: TagChange,
  step: (tags: Tags, remove: readonly string[]) => Step,
): readonly Step[] {
  return tagged.fields.length === 0 ? [] : [step(tagged.set, tagged.remove)];
}

/** A thing of the name that the processor's should have, and not ours: it stays as it is, and the plan is refused. */
export function foreignThing(
  base: Pick<Change, 'kind' | 'name' | 'group'> & { readonly key?: string },
  what: string,
  tags: Tags,
  target: string,
): KindPlan {
  const left = change({ ...base, action: 'none', notes: ['not ours: left alone'] });
  return {
    changes: [left],
    refusals: [nameTaken(what, base.name, ownerInWords(tags), otherNameFix(target), left.id)],
  };
}

/** How to give a processor's things another name. */
export function otherNameFix(target: string): string {
  return `gcx never changes it. Give the processor's things another name: write  name: …  under targets.${target}.processor.`;
}

/** What is deleted of a processor. */
export interface Doomed {
  readonly kind: ResourceKindName;
  readonly what: string;
  readonly name: string;
  readonly key?: string;
  readonly tags: Tags;
  readonly steps: readonly Step[];
  /** Why, where the file has the processor but not this of it. */
  readonly reason?: string;
  readonly notes?: readonly string[];
  readonly after?: readonly string[];
}

/** Plans the deletion of something of a processor's: of ours only, and of what was adopted only with --force. */
export function deletion(input: PlanInput, { what, tags, ...doomed }: Doomed): KindPlan {
  if (!isOurs(tags, input.mark)) return { changes: [] };
  const deleted = change({
    ...doomed,
    action: 'delete',
    group: { kind: 'target', name: tags[TagKey.processor] ?? doomed.name },
    reason:
      doomed.reason ?? (input.intent === 'destroy' ? 'destroy' : 'no target of the file makes it any more'),
  });
  return isAdopted(tags) && !input.allowed.force
    ? { changes: [deleted], refusals: [adoptedRefusal(what, doomed.name, deleted.id)] }
    : { changes: [deleted] };
}
