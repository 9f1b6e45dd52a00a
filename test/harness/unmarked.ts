import {
  DocumentTurns,
  doorOf,
  type MarkedThing,
  markOf,
  RESOURCE_KINDS,
} from '../../src/lib/engine/kinds/index.js';
import { busOf, declaredByFile } from '../../src/lib/engine/plan/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import type { Trial } from './trial.js';

/** Every thing that the last plan of a gcx read and that can carry a mark, by its kind. */
export async function markedThings(all: Trial): Promise<ReadonlyMap<string, readonly MarkedThing[]>> {
  const { config } = await loadConfig({ cwd: all.folder, env: {} });
  const input = {
    config,
    mark: markOf(config),
    bus: busOf(config),
    declared: declaredByFile(config),
    live: all.live(),
  };
  return new Map(
    RESOURCE_KINDS.map(({ kind, marks }) => [kind, marks.on === 'things' ? marks.things(input) : []]),
  );
}

/** Takes all marks away by hand, as somebody does who does not know `gcx release`. */
export async function unmark(all: Trial): Promise<void> {
  const { config } = await loadConfig({ cwd: all.folder, env: {} });
  const { account, region } = config.aws;
  for (const things of (await markedThings(all)).values())
    for (const step of things.flatMap(({ release }) => release))
      await doorOf(step).run(step, {
        aws: all.others,
        genesys: all.genesys,
        mark: markOf(config),
        account,
        region,
        processors: new Map(),
        secretOf: () => undefined,
        documents: new DocumentTurns(),
        now: all.clock.now,
        sleep: all.clock.sleep,
      });
}
