import type { Tags } from '../../../clients/aws/tags-model.js';
import {
  BUS_LOG_LEVELS,
  type BusLogLevel,
  type BusLogNames,
  busLogNames,
} from '../../../language/names/bus-log-names.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { ChangeGroup } from '../../change/model.js';
import type { StepData } from '../../change/step.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { askedInList, askedInTags } from '../noted/asked-of.js';
import { adoptOr } from '../ownership/adoption.js';
import { askedTags, companyTags, compareTags, tagSteps } from '../ownership/company-tags.js';
import { isOurs, markTags, ownerInWords, TagKey } from '../ownership/mark.js';
import { leftAlone } from '../ownership/refusals.js';
import type { BusLogRead } from './bus-log-reading.js';
import type { DeliveryTagStep } from './delivery-tag-step.js';

type Input = PlanInput<BusLogRead>;

/** What the parts of the file's bus log are called. */
export function namesOf({ config }: Pick<Input, 'config'>): BusLogNames {
  return busLogNames(config);
}

/** The levels that are delivered, each by a source of its own; none where the file wants no log, or all is destroyed. */
export function wantedLevels({ intent, config }: Input): readonly BusLogLevel[] {
  const { logging } = config;
  if (intent === 'destroy' || logging === undefined) return [];
  return BUS_LOG_LEVELS.slice(0, BUS_LOG_LEVELS.indexOf(logging.level) + 1);
}

/** With the event bus. */
export function groupOfBus({ config, bus }: Input): ChangeGroup {
  const suffix = config.genesys.integration?.suffix;
  return config.aws.bus === undefined && suffix !== undefined
    ? { kind: 'integration', name: suffix }
    : { kind: 'bus', name: bus };
}

/** What to do where a part of ours was set otherwise, and whether AWS lets it be set back is not known. */
export const MAKE_ANEW =
  'Remove "logging" from the file and apply, then write it again: gcx creates all of it again.';

/** The tags of a part that is made. */
function partTags({ config, mark }: Pick<Input, 'config' | 'mark'>): Tags {
  return { ...companyTags(config), ...markTags(mark) };
}

/** A part of the delivery of a bus's log that the file wants. */
export interface WantedPart<S extends StepData> {
  readonly kind: string;
  /** As a message begins. */
  readonly what: string;
  readonly name: string;
  /** Absent: AWS gives it one when it is made. */
  readonly arn?: string;
  readonly live: { readonly arn: string; readonly tags: Tags } | undefined;
  /** What it is for: shown of a new one, and where somebody set a live one otherwise. */
  readonly setting: { readonly field: string; readonly wanted: string; readonly live: string | undefined };
  readonly make: (tags: Tags) => S;
}

/** Plans a part that the file wants. */
export function planPart<const S extends StepData>(
  input: Input,
  part: WantedPart<S>,
): KindPlan<S | DeliveryTagStep> {
  const { kind, what, name, live, setting } = part;
  const base = { kind, name, group: groupOfBus(input) } as const;
  const thing = {
    of: changeId(kind, name),
    isLive: live !== undefined,
    values: {
      [setting.field]: { wanted: setting.wanted, live: setting.live },
      tags: askedTags(input.config, live?.tags ?? {}),
    },
  };
  // Before a delivery is made nobody knows its ARN, by which it would be tagged: the list of the bus holds its note.
  const { arn } = part;
  const asked =
    arn === undefined
      ? askedInList(thing)
      : askedInTags({
          ...thing,
          tags: live?.tags ?? {},
          tag: (tags, remove) => tagStep(arn, tags, remove),
        });
  if (live === undefined) {
    const steps = [part.make(partTags(input))];
    const fields = [{ kind: 'value', field: setting.field, after: setting.wanted } as const];
    return { changes: [change({ ...base, asked, action: 'create', fields, steps })] };
  }
  if (!isOurs(live.tags, input.mark))
    return leftAlone(
      base,
      what,
      ownerInWords(live.tags, input.mark),
      adoptOr(
        live.tags[TagKey.project] !== undefined,
        'gcx does not change it. Delete it on AWS, or rename the project.',
      ),
    );
  const tagged = compareTags(input.config, live.tags);
  const { field, wanted: after, live: before } = setting;
  const set =
    before === undefined || before === after ? [] : [{ kind: 'value', field, before, after } as const];
  const fields = [...set, ...tagged.fields];
  const steps = tagSteps(tagged, (tags, remove) => tagStep(live.arn, tags, remove));
  return { changes: [change({ ...base, asked, action: updateOrNone(fields), fields, steps })] };
}

function tagStep(arn: string, tags: Tags, remove: readonly string[]): DeliveryTagStep {
  return { call: 'logs.tagDelivery', arn, tags, remove };
}

/** Plans the deletion of a part of ours that the file does not want. */
export function planPartGone<const S extends StepData>(
  input: Input,
  part: Pick<WantedPart<S>, 'kind' | 'name'> & { readonly tags: Tags; readonly step: S },
): KindPlan<S> {
  if (!isOurs(part.tags, input.mark)) return { changes: [] };
  const { kind, name, step } = part;
  const reason = input.intent === 'destroy' ? 'destroy' : goneReason(input);
  return {
    changes: [change({ kind, name, group: groupOfBus(input), action: 'delete', reason, steps: [step] })],
  };
}

/** Why a part is not wanted any more. */
export function goneReason({ config }: Pick<Input, 'config'>): string {
  return config.logging === undefined
    ? 'the file has no logging any more'
    : 'the file logs less, or another event bus';
}
