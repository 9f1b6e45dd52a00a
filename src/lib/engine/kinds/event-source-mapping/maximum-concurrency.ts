import type { EventSourceMapping } from '../../../clients/aws/functions-model.js';
import { type AskedValue, isLeftOut, isNotedAs } from '../../change/asked.js';
import type { FieldChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';

/** Null: no limit of its own. */
const CONCURRENCY: Setting<number | null> = {
  field: 'maximum concurrency',
  words: (count) => (count === null ? 'no limit' : String(count)),
};

/** What a plan makes of the limit of invocations at once. */
interface PlannedConcurrency {
  readonly fields: readonly FieldChange[];
  /** What is to be set; null takes it away. Absent: it stays as it is. */
  readonly set: { readonly maximumConcurrency?: number | null };
  readonly asked: Readonly<Record<string, AskedValue>>;
  /** The live value of what is set back. */
  readonly setBack: Readonly<Record<string, number>>;
}

/**
 * Plans it: as the file says; taken away where gcx set it, the file says it no more and nobody changed it since; else it is
 * people's.
 * @param noted the note of what gcx asked for of the mapping
 */
export function planConcurrency(
  wanted: number | undefined,
  live: Pick<EventSourceMapping, 'maximumConcurrency'> | undefined,
  noted: string | undefined,
): PlannedConcurrency {
  const { field } = CONCURRENCY;
  if (wanted === undefined) {
    const before = live?.maximumConcurrency;
    if (before === undefined || !isNotedAs(noted, field, before))
      return { fields: [], set: {}, asked: {}, setBack: {} };
    const change = settingChange(CONCURRENCY, { before, after: null });
    return {
      fields: [{ ...change, origin: 'file' }],
      set: { maximumConcurrency: null },
      asked: {},
      setBack: { [field]: before },
    };
  }
  const set = { maximumConcurrency: wanted };
  if (live === undefined)
    return {
      fields: [newSetting(CONCURRENCY, wanted)],
      set,
      asked: { [field]: { wanted } },
      setBack: {},
    };
  const before = live.maximumConcurrency ?? null;
  const change = settingChange(CONCURRENCY, { before, after: wanted });
  return {
    fields: before === wanted ? [] : [isLeftOut(noted, field) ? { ...change, origin: 'file' } : change],
    set,
    asked: { [field]: { wanted, live: before } },
    setBack: {},
  };
}

/** Whether the limit of a mapping is gcx's: the file says it, or gcx takes it away. */
export function isConcurrencyOfGcx(
  wanted: number | undefined,
  live: Pick<EventSourceMapping, 'maximumConcurrency'>,
  noted: string | undefined,
): boolean {
  return planConcurrency(wanted, live, noted).set.maximumConcurrency !== undefined;
}
