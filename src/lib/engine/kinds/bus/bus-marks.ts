import type { Tags } from '../../../clients/aws/tags-model.js';
import type { KindMarks, MarkedThing } from '../door/marks.js';
import type { Mark } from '../ownership/mark.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { RuleStep } from '../rule/rule-call-steps.js';
import type { BusesRead } from './buses-reading.js';

/**
 * The mark of an event bus stands in its tags; beside it, also on buses of others, which rules of people the project
 * adopted. An event bus that people made is not marked: the record in the notes of the integration says that gcx uses it.
 */
export const busMarks: KindMarks<BusesRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    [...[...live.buses.values()].map(({ bus }) => bus), live.usedBus].flatMap((bus) =>
      bus === undefined ? [] : [markedBus(mark, bus)],
    ),
};

function markedBus(
  mark: Mark,
  { name, arn, tags }: { readonly name: string; readonly arn: string; readonly tags: Tags },
): MarkedThing {
  const tag = (set: Tags, remove: readonly string[]): RuleStep => ({
    call: 'events.tag',
    arn,
    tags: set,
    remove,
  });
  const { adopt: _, ...thing } = markedByTags(mark, { kind: 'bus', name, arn, tags, tag });
  return thing;
}
