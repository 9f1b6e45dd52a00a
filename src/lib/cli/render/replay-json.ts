import type { Replay } from '../../clients/aws/archive-model.js';
import type { ReplayEnd, ReplayPlan, ReplayRun } from '../../features/replay/index.js';

/** What `gcx replay` prints under `--json`. */
export interface ReplayDocument {
  readonly schemaVersion: 1;
  readonly outcome: 'planned' | 'declined' | 'started' | 'completed' | 'cancelling' | 'cancelled' | 'failed';
  readonly replay?: { readonly name: string; readonly state: string; readonly reason?: string };
  readonly plan?: object;
}

/** A replay as `--json` prints it. */
export function replayDocument({ plan, end }: ReplayRun): ReplayDocument {
  return { schemaVersion: 1, plan: planFields(plan), ...endFields(end) };
}

/** A replay that was asked to end, as `--json` prints it. */
export function cancelDocument(replay: Replay): ReplayDocument {
  return { schemaVersion: 1, outcome: 'cancelling', replay: replayFields(replay) };
}

function endFields(end: ReplayEnd): Pick<ReplayDocument, 'outcome' | 'replay'> {
  switch (end.kind) {
    case 'planned':
    case 'declined':
      return { outcome: end.kind };
    case 'started':
      return { outcome: 'started', replay: { name: end.name, state: 'STARTING' } };
    case 'left':
      return { outcome: 'started', replay: { name: end.name, state: end.state } };
    case 'over':
      return { replay: replayFields(end.replay), outcome: outcomeOf(end.replay) };
  }
}

function outcomeOf({ state }: Replay): ReplayDocument['outcome'] {
  if (state === 'COMPLETED') return 'completed';
  return state === 'CANCELLED' ? 'cancelled' : 'failed';
}

function replayFields({ name, state, stateReason }: Replay): NonNullable<ReplayDocument['replay']> {
  return { name, state, ...(stateReason === undefined ? {} : { reason: stateReason }) };
}

function planFields({ archive, bus, from, to, rules, warnings }: ReplayPlan): object {
  return {
    archive: archive.name,
    bus,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    rules: rules.map(({ name, arn, route, targets }) => ({
      name,
      arn,
      route,
      targets: targets.map((target) => target.arn),
    })),
    warnings,
  };
}
