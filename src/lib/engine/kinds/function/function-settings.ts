import type { LambdaFunction } from '../../../clients/aws/functions-model.js';
import type { ValueChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { durationText, thingName } from '../../change/value-words.js';
import type { PlannedFunction } from './function-steps.js';

type SettingName = 'roleArn' | 'runtime' | 'handler' | 'memoryMb' | 'timeoutSeconds' | 'description';
type FunctionSettings = { readonly [Name in SettingName]: Setting<PlannedFunction[Name]> };

function settingsOf(account: string): FunctionSettings {
  return {
    roleArn: { field: 'role', words: (arn) => thingName(arn, account) },
    runtime: { field: 'runtime', words: String },
    handler: { field: 'handler', words: String },
    memoryMb: { field: 'memory (MB)', label: 'memory', words: (count) => `${count} MB` },
    timeoutSeconds: { field: 'time-out (s)', label: 'time-out', words: durationText },
    description: { field: 'description', words: String },
  };
}

/** The settings of a function by which it is compared. */
export const FUNCTION_SETTINGS: readonly SettingName[] = [
  'roleArn',
  'runtime',
  'handler',
  'memoryMb',
  'timeoutSeconds',
  'description',
];

/** The field of a change that tells of a setting. */
export function fieldOf(name: SettingName): string {
  return settingsOf('')[name].field;
}

/** The settings of a live function that change. */
export function functionSettingChanges(
  live: LambdaFunction,
  wanted: PlannedFunction,
  account: string,
): readonly ValueChange[] {
  const all = settingsOf(account);
  const text = <Name extends Exclude<SettingName, 'memoryMb' | 'timeoutSeconds'>>(name: Name) =>
    live[name] === wanted[name]
      ? []
      : [settingChange(all[name], { before: live[name], after: wanted[name] })];
  const figure = <Name extends 'memoryMb' | 'timeoutSeconds'>(name: Name) =>
    live[name] === wanted[name]
      ? []
      : [settingChange(all[name], { before: live[name], after: wanted[name] })];
  return [
    ...text('roleArn'),
    ...text('runtime'),
    ...text('handler'),
    ...figure('memoryMb'),
    ...figure('timeoutSeconds'),
    ...text('description'),
  ];
}

/** What is worth a word of a function that is made. */
export function newFunctionSettings(wanted: PlannedFunction, account: string): readonly ValueChange[] {
  const all = settingsOf(account);
  return [
    newSetting(all.runtime, wanted.runtime),
    newSetting(all.memoryMb, wanted.memoryMb),
    newSetting(all.timeoutSeconds, wanted.timeoutSeconds),
  ];
}
