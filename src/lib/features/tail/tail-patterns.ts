import { canonicalJson, type JsonObject, type JsonValue } from '../../base/json.js';
import { compileRules } from '../../engine/compile/index.js';
import { compileNames, sourceOf } from '../../engine/plan/index.js';
import type { Config, Route, SqsTarget } from '../../language/config/model.js';
import { partnerFormat } from '../../language/events/index.js';
import type { Selection } from './selection.js';

/** The name of a tail's route and target while it is compiled; it appears nowhere. */
const NAME = 'tail';

/**
 * The fewest patterns that together match exactly the events of a selection, each within AWS's quota: what compile makes
 * of a route with one target. No event matches two of them.
 * @throws GcxError where a filter is too long for any pattern
 */
export function tailPatterns(config: Config, selection: Selection): readonly JsonObject[] {
  const { events, queues, where, format, pattern } = selection;
  if (pattern !== undefined) return [pattern];
  if (events === undefined) return [{ source: allSources(config) }];
  const target: SqsTarget = {
    kind: 'sqs',
    name: NAME,
    provenance: 'existing',
    queueName: NAME,
    account: config.aws.account,
  };
  const route: Route = {
    name: NAME,
    events,
    // Which queues they are is given below, already resolved.
    ...(queues === undefined ? {} : { queues: [{ kind: 'glob', glob: '*' }] }),
    ...(format === undefined ? {} : { format }),
    where,
    targets: [NAME],
    enabled: true,
  };
  const asFile: Config = { ...config, targets: { [NAME]: target }, routes: { [NAME]: route } };
  const resolved =
    queues === undefined ? {} : { [NAME]: queues.map((queue) => ({ ...queue, chosenBy: NAME })) };
  return compileRules(asFile, resolved, [], compileNames(asFile, new Set())).rules.map(
    ({ pattern }) => pattern,
  );
}

/** The sources of all formats of the file; one pattern, so that no event arrives twice. */
function allSources(config: Config): readonly JsonValue[] {
  const routes = Object.values(config.routes);
  const fallback = config.genesys.format ?? partnerFormat();
  const formats = routes.length === 0 ? [fallback] : routes.map(({ format }) => format ?? partnerFormat());
  const sources = formats.map(({ source }) => (source === 'partner' ? sourceOf(config) : source));
  if (sources.includes(undefined)) return [{ exists: true }];
  const distinct = new Map(sources.flatMap((each) => (each ?? []).map((one) => [canonicalJson(one), one])));
  return [...distinct.values()];
}
