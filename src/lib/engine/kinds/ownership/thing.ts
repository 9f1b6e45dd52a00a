import type { Tags } from '../../../clients/aws/tags-model.js';
import type { Thing } from '../door/harm.js';
import type { PlanInput } from '../door/kind.js';
import { isAdopted } from './adoption.js';
import { isOurs } from './mark.js';

/** Something of the file's as findings about it are told: whose it is by its tags. */
export function thingOf(
  input: Pick<PlanInput, 'mark' | 'declared'>,
  tags: Tags,
  about: Pick<Thing, 'targets' | 'change' | 'arn'>,
): Thing {
  const provenance = !isOurs(tags, input.mark) ? 'used' : isAdopted(tags) ? 'adopted' : 'made';
  return { ...about, provenance, named: namedBy(input) };
}

/** ARNs of the topics, queues, functions and log groups that the file names. */
export function namedBy({ declared }: Pick<PlanInput, 'declared'>): ReadonlySet<string> {
  return new Set(
    [...declared.topics, ...declared.queues, ...declared.functions, ...declared.logGroups].map(
      ({ arn }) => arn,
    ),
  );
}

/** The thing of a processor: `key` is what its change is called by. Undefined where the file has no processor of that base. */
export function processorThing(
  input: Pick<PlanInput, 'mark' | 'declared'>,
  base: string,
  tags: Tags,
  change: string,
): Thing | undefined {
  const processor = input.declared.processors.find(({ names }) => names.function === base);
  return processor === undefined
    ? undefined
    : thingOf(input, tags, { targets: [processor.target.name], change });
}
