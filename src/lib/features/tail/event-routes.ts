import { GcxError } from '../../base/gcx-error.js';
import type { JsonObject } from '../../base/json.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { formatsInUse } from '../../language/events/index.js';
import { eventOf } from '../../language/patterns/index.js';
import { createTracer, traceTarget } from '../../language/trace/index.js';
import { patternKnowledge } from '../pattern-test/pattern-knowledge.js';
import { resolveQueues } from '../queues/resolve-queues.js';
import { rulesOfFile } from '../rules/index.js';

/** The names of the routes of the file that take an event; undefined where that cannot be said. */
export type RoutesOf = (event: JsonObject) => readonly string[] | undefined;

/**
 * Says which routes of the file take events, by the rules that the file makes. Where its queues cannot be found, nobody can
 * say: that is no reason to end a tail.
 */
export async function eventRoutes(
  { config, locate }: LoadedConfig,
  genesys: Genesys,
  recall: Parameters<typeof resolveQueues>[3],
): Promise<RoutesOf> {
  try {
    const resolved = await resolveQueues(genesys, config, locate, recall);
    const rules = rulesOfFile(config, resolved).map((rule) => ({
      ...rule,
      targets: rule.targets.map(traceTarget),
    }));
    const tracer = createTracer(
      rules,
      patternKnowledge(undefined, formatsInUse(Object.values(config.routes))),
    );
    return (event) =>
      tracer
        .trace({ json: event, text: eventOf(event) })
        .entries.filter(({ outcome }) => outcome.kind === 'reaches')
        .map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof GcxError)) throw error;
    return () => undefined;
  }
}
