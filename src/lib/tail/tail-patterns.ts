import { compileRules } from '../compile/index.js';
import type { Config, Route, SqsTarget } from '../config/model.js';
import type { JsonObject } from '../json.js';
import { compileNames, sourceOf } from '../plan/index.js';
import type { Selection } from './selection.js';

/** The name of a tail's route and target while it is compiled; it appears nowhere. */
const NAME = 'tail';

/**
 * The fewest patterns that together match exactly the events of a selection, each within AWS's quota: what compile makes
 * of a route with one target. No event matches two of them.
 * @throws GcxError where a filter is too long for any pattern
 */
export function tailPatterns(config: Config, selection: Selection): readonly JsonObject[] {
  const { events, queues, where } = selection;
  if (events === undefined) return [{ source: sourceOf(config) }];
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
