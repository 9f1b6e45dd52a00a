import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Notice } from '../../../base/notice.js';
import { change } from '../../change/change.js';
import type { Refusal } from '../../change/model.js';
import type { StepData } from '../../change/step.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { adoptedRefusal, adoptOr } from '../ownership/adoption.js';
import {
  describedParts,
  descriptionMark,
  isAdoptedByDescription,
  isMarkedBy,
} from '../ownership/description-mark.js';
import type { Mark } from '../ownership/mark.js';

/** What stands at the connection and the API destination of an endpoint, with the mark: AWS gives neither tags. */
function endpointDescription({ config, mark }: Pick<PlanInput, 'config' | 'mark'>, target: string): string {
  return `Target ${target} of ${config.project} (${config.environment}), made by gcx ${descriptionMark(mark)}`;
}

/** The same of one that is there: what was adopted keeps the words of people. */
export function wantedDescription(
  input: Pick<PlanInput, 'config' | 'mark'>,
  target: string,
  live: string | undefined,
): string {
  return live !== undefined && isMarkedBy(live, input.mark) && isAdoptedByDescription(live)
    ? live
    : endpointDescription(input, target);
}

/** What to do about a connection or API destination that is not the project's. */
export function endpointFix(what: string, description: string): string {
  return adoptOr(
    describedParts(description) !== undefined,
    `gcx never changes it. Give the target another name, or delete the ${what} if nobody needs it.`,
  );
}

/** Whose a connection or API destination of the file is, as findings about it are told; undefined: not the project's. */
export function endpointProvenance(
  description: string | undefined,
  mark: Mark,
): 'made' | 'adopted' | undefined {
  if (description === undefined || !isMarkedBy(description, mark)) return undefined;
  return isAdoptedByDescription(description) ? 'adopted' : 'made';
}

/** The target that a connection or API destination of gcx's was made for, by its description; undefined: it does not say. */
export function targetOfEndpoint(description: string): string | undefined {
  return /^Target (\S+) of /.exec(description)?.[1];
}

/** The deletion of a connection or API destination of ours that the file does not want; nothing where it is not ours. */
export function planLeftEndpoint<S extends StepData>(
  input: PlanInput,
  {
    kind,
    name,
    description,
    on,
    loss,
  }: {
    readonly kind: 'connection' | 'api-destination';
    readonly name: string;
    readonly description: string;
    /** ARNs of the API destinations that it is, or that call by it. */
    readonly on: readonly string[];
    /** What its deletion takes away from others. Absent: nothing. */
    readonly loss?: Omit<Refusal, 'change'>;
  },
  step: S,
): KindPlan<S> {
  if (!isMarkedBy(description, input.mark)) return { changes: [] };
  const target = targetOfEndpoint(description) ?? name;
  const deleted = change({
    kind,
    name,
    group: { kind: 'target', name: target },
    links: { on },
    action: 'delete',
    reason: input.intent === 'destroy' ? 'destroy' : 'no target of the file makes it any more',
    steps: [step],
  });
  if (input.allowed.force) return { changes: [deleted] };
  const lost = loss === undefined ? [] : [{ ...loss, change: deleted.id }];
  if (!isAdoptedByDescription(description)) return { changes: [deleted], refusals: lost };
  const what = kind === 'connection' ? 'Connection' : 'API destination';
  const refusal = {
    ...adoptedRefusal(input, what, name, deleted.id),
    fix:
      input.intent === 'destroy'
        ? `To keep it, give it back with  ${gcxCommand('release')}  in place of destroying it. To delete it too: --force.`
        : `Put its target back into the file, give it back with  ${gcxCommand('release')}, or delete it: --force.`,
  };
  return { changes: [deleted], refusals: [refusal, ...lost] };
}

/** The code of {@link unlistedNotice}. */
export const NOT_LISTED = 'endpoints-not-listed';

/** That things of a kind which left the file are not found, and stay: the credentials may not list them. */
export function unlistedNotice(action: string, things: string): Notice {
  return {
    code: NOT_LISTED,
    message: `These AWS credentials may not list ${things} (${action}): those of HTTPS endpoints that left the file are not found and stay.`,
  };
}
