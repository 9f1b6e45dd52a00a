import { declaredByTarget } from '../../../engine/plan/index.js';
import { subscribersOf } from '../../../engine/targets/list.js';
import type { Config, Target } from '../../../language/config/model.js';
import type { Diagnosis, Finding } from '../../doctor/index.js';
import type { Stop } from '../model/evidence.js';

/** What stands in the way at a target, or behind it. */
export interface TargetStop extends Stop {
  /** The subscribers of the SNS topic that it is about, by their names in the file. Empty: not theirs alone. */
  readonly subscribers: readonly string[];
}

/** What doctor finds before the targets: `why` reads that itself, event by event. */
const BEFORE_TARGETS = /^(?:integration|event-type|bus|rule|pattern|queue-|not-applied|near-|source|gateway)/;

/** What is behind a target: of a processor its function, of a topic who is subscribed. */
const BEHIND = /^(?:sns-subscription|event-source|function|log-group|table)/;

/** Of what people set on something behind a target. */
const BEHIND_WORDS = /\b(?:subscription|function|mapping)\b/i;

/** Pure: what stands in the way at each of the file's targets, or behind it, as things are now; by the target's name. */
export function stopsAtTargets(
  config: Config,
  { findings }: Diagnosis,
): ReadonlyMap<string, readonly TargetStop[]> {
  const hitting = findings.filter(({ code, weight }) => weight !== 'later' && !BEFORE_TARGETS.test(code));
  return new Map(
    Object.values(config.targets).map((target) => {
      const ofProcessor = (declaredByTarget(config, target)?.processors ?? []).length > 0;
      const stops = hitting.flatMap((finding): readonly TargetStop[] => {
        const stage = stageOf(target, finding, ofProcessor);
        const { cure, stops: hit } = finding;
        const subscribers = hit.targets.includes(target.name)
          ? []
          : subscribersOf(target).filter((name) => hit.targets.includes(name));
        return stage === undefined ? [] : [{ stage, what: sentenceOf(finding), cure, subscribers }];
      });
      return [target.name, stops] as const;
    }),
  );
}

/** What people set is named by its attribute alone; what it does says which of it harms. */
function sentenceOf({ code, what, why }: Finding): string {
  return code === 'set-by-people' ? `${what} ${why}` : what;
}

/** Whether a finding hits at a target or behind it; undefined where it does not hit it at all. */
function stageOf(
  target: Target,
  { code, what, stops }: Finding,
  ofProcessor: boolean,
): Stop['stage'] | undefined {
  if (stops.targets.includes(target.name)) {
    const isFunctionsRole = ofProcessor && code.startsWith('role-');
    const behind =
      BEHIND.test(code) || isFunctionsRole || (code === 'set-by-people' && BEHIND_WORDS.test(what));
    return behind ? 'receiver' : 'target';
  }
  return subscribersOf(target).some((name) => stops.targets.includes(name)) ? 'receiver' : undefined;
}
