import type { JsonValue } from '../../base/json.js';
import type { ValueChange, ValueWords } from './model.js';

/** A setting of a resource, and how a person reads its values. */
export interface Setting<Value extends JsonValue> {
  /** As `--json` calls it; it stays. */
  readonly field: string;
  /** As a person calls it. Absent: as `field`. */
  readonly label?: string;
  /** A value in words; one of several lines is compared line by line. */
  words(value: Value): string;
  /** What a live thing has where nothing is set. Absent: nothing worth a word. */
  readonly unset?: string;
}

/** Both values of a setting; undefined is "not set". */
interface SettingValues<Value extends JsonValue> {
  readonly before?: Value | undefined;
  readonly after?: Value | undefined;
}

/** A setting of something live that changes. */
export function settingChange<Value extends JsonValue>(
  setting: Setting<Value>,
  { before, after }: SettingValues<Value>,
): ValueChange {
  const wordsOf = (value: Value | undefined) => (value === undefined ? setting.unset : setting.words(value));
  return valueChange(setting, { before, after }, { before: wordsOf(before), after: wordsOf(after) });
}

/** A setting of something that is made. */
export function newSetting<Value extends JsonValue>(setting: Setting<Value>, after: Value): ValueChange {
  return valueChange(setting, { after }, { before: undefined, after: setting.words(after) });
}

function valueChange<Value extends JsonValue>(
  { field, label }: Setting<Value>,
  { before, after }: SettingValues<Value>,
  words: { readonly [Key in 'before' | 'after']: ValueWords[Key] | undefined },
): ValueChange {
  return {
    kind: 'value',
    field,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    words: {
      ...(label === undefined ? {} : { label }),
      ...(words.before === undefined ? {} : { before: words.before }),
      ...(words.after === undefined ? {} : { after: words.after }),
    },
  };
}
