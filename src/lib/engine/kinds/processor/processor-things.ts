import type { Tags } from '../../../clients/aws/tags-model.js';
import type { AskedValue } from '../../change/asked.js';
import type { StepData } from '../../change/step.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { adoptOr } from '../ownership/adoption.js';
import { askedTags, companyTags, compareTags, type TagChange } from '../ownership/company-tags.js';
import { type Doomed, deletion } from '../ownership/deletion.js';
import { isOurs, markTags, ownerInWords, TagKey } from '../ownership/mark.js';
import { leftAlone } from '../ownership/refusals.js';

/**
 * Plans one kind of thing of every processor: of those that the file declares, and of those of which something is left.
 * @param live what was read of the kind, by what the things of processors are called
 */
export function planProcessors<S extends StepData>(
  input: PlanInput,
  live: ReadonlyMap<string, unknown>,
  declared: (processor: DeclaredProcessor) => KindPlan<S>,
  leftover: (base: string) => KindPlan<S>,
): KindPlan<S> {
  const processors = input.intent === 'apply' ? input.declared.processors : [];
  const bases = new Set(processors.map(({ names }) => names.function));
  return joinPlans<S>([
    ...processors.map(declared),
    ...[...live.keys()].flatMap((base) => (bases.has(base) ? [] : [leftover(base)])),
  ]);
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

/** The tags of a processor's thing as settings. */
export function askedProcessorTags(
  input: PlanInput,
  target: string,
  live: Tags,
): Readonly<Record<string, AskedValue>> {
  return {
    tags: askedTags(input.config, live),
    [`tag ${TagKey.processor}`]: { wanted: target, live: live[TagKey.processor] },
  };
}

/** A thing of the name that the processor's should have, and not ours: it stays as it is, and the plan is refused. */
export function foreignThing(
  { mark }: Pick<PlanInput, 'mark'>,
  base: Parameters<typeof leftAlone>[0],
  what: string,
  tags: Tags,
  target: string,
): KindPlan<never> {
  return leftAlone(
    base,
    what,
    ownerInWords(tags, mark),
    adoptOr(tags[TagKey.project] !== undefined, otherNameFix(target)),
  );
}

/** How to give a processor's things another name. */
export function otherNameFix(target: string): string {
  return `gcx never changes it. Give the processor's things another name: write  name: …  under targets.${target}.processor.`;
}

/** Plans the deletion of something of a processor's, where it is ours. */
export function processorDeletion<const S extends StepData>(
  input: PlanInput,
  doomed: Doomed<S>,
): KindPlan<S> {
  return isOurs(doomed.tags, input.mark) ? deletion(input, doomed) : { changes: [] };
}
