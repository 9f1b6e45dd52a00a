import type { Change } from '../../../../src/lib/engine/change/model.js';

/** Carries out a plan's calls one by one, changes interleaved in any way that `after` allows. */
export function* interleaved(
  changes: readonly Change[],
  pick: (count: number) => number,
): Generator<Change['steps'][number]> {
  const left = new Map(changes.map((change) => [change.id, { change, step: 0 }]));
  for (;;) {
    for (const [id, { change, step }] of left)
      if (step >= change.steps.length && ready(change)) left.delete(id);
    const runnable = [...left.values()].filter(
      ({ change, step }) => step < change.steps.length && ready(change),
    );
    if (runnable.length === 0) break;
    const next = runnable[pick(runnable.length)];
    const call = next?.change.steps[next.step];
    if (next === undefined || call === undefined) throw new Error('nothing to pick');
    next.step += 1;
    yield call;
  }
  if (left.size > 0) throw new Error(`never begun: ${[...left.keys()].join(', ')}`);

  function ready(change: Change): boolean {
    return change.after.every((id) => !left.has(id));
  }
}
