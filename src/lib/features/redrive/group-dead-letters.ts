import type { WayBack } from '../../engine/targets/kind.js';
import type { DeadLetter, DeadLetterGroup } from './model.js';

/** A dead letter with the way it goes. */
export interface SortedLetter {
  readonly letter: DeadLetter;
  readonly wayBack: WayBack;
}

/**
 * Groups dead letters by queue, reason and way back; the biggest group first.
 * @param show how a group is shown
 */
export function groupDeadLetters(
  letters: readonly SortedLetter[],
  show: (group: DeadLetterGroup) => DeadLetterGroup,
): readonly DeadLetterGroup[] {
  const groups = new Map<string, SortedLetter[]>();
  for (const each of letters) {
    const { letter, wayBack } = each;
    const key = JSON.stringify([letter.queue, letter.origin.kind, letter.reason, wayBack]);
    const group = groups.get(key) ?? [];
    group.push(each);
    groups.set(key, group);
  }
  return [...groups.values()]
    .flatMap((group) => (group[0] === undefined ? [] : [show(describe(group[0], group))]))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

function describe({ letter, wayBack }: SortedLetter, group: readonly SortedLetter[]): DeadLetterGroup {
  const times = group.flatMap((each) => each.letter.message.sentAt ?? []).sort((a, b) => a - b);
  const oldest = times[0];
  const newest = times.at(-1);
  const last = group.findLast((each) => each.letter.message.sentAt === newest)?.letter ?? letter;
  const newestFirst = [...group].sort(
    (a, b) => (b.letter.message.sentAt ?? 0) - (a.letter.message.sentAt ?? 0),
  );
  const example = 'detail' in last.origin ? last.origin.detail : undefined;
  return {
    reason: letter.reason,
    origin: letter.origin.kind,
    queue: letter.queue,
    wayBack,
    count: group.length,
    eventTypes: [...new Set(group.flatMap((each) => each.letter.eventType ?? []))].sort(),
    conversations: [...new Set(newestFirst.flatMap((each) => each.letter.conversationId ?? []))],
    ...(oldest === undefined ? {} : { oldest }),
    ...(newest === undefined ? {} : { newest }),
    ...(example === undefined ? {} : { example }),
  };
}
