import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { RuleTarget } from '../../../clients/aws/rule-model.js';
import type { ValueChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { durationText, thingName } from '../../change/value-words.js';
import type { PlanInput } from '../door/kind.js';
import { inputWords } from './input-words.js';
import { targetNameOf } from './target-names.js';

type Input = Pick<PlanInput, 'config' | 'declared'>;

/** What a rule's target can say beside where it sends; all of it, by type. */
type TargetSettings = {
  readonly [Key in Exclude<keyof RuleTarget, 'id' | 'target' | 'arn'>]-?: Setting<JsonValue>;
};

/** EventBridge's own retry policy (RetryPolicy in its API reference): 24 hours and 185 attempts. */
const AWS_RETRY = { maxAgeSeconds: 86_400, attempts: 185 } as const;

function settingsIn({ config, declared }: Input): TargetSettings {
  const { account } = config.aws;
  const named = (arn: string): string =>
    declared.queues.find((queue) => queue.arn === arn && queue.processor === undefined)?.target ??
    thingName(arn, account);
  return {
    retry: {
      field: 'retry',
      words: (value) => retryWords(value as NonNullable<RuleTarget['retry']>),
      unset: `${retryWords(AWS_RETRY)} (AWS's own)`,
    },
    deadLetterArn: {
      field: 'dead letter',
      label: 'dead letters',
      words: (value) => `to ${named(String(value))}`,
      unset: 'dropped',
    },
    roleArn: {
      field: 'role',
      words: (value) => thingName(String(value), account),
      unset: 'none',
    },
    messageGroup: {
      field: 'message group',
      words: (value) => String(value),
      unset: 'none',
    },
    partitionKey: {
      field: 'partition key',
      words: (value) => String(value),
      unset: 'a new one for each event',
    },
    http: {
      field: 'http parameters',
      words: (value) => httpWords(value as NonNullable<RuleTarget['http']>),
      unset: 'none',
    },
    parameters: {
      field: 'parameters',
      words: (value) => parameterWords(value),
      unset: 'none',
    },
    input: {
      field: 'input',
      words: (value) => inputWords(value as NonNullable<RuleTarget['input']>),
      unset: 'the whole event',
    },
    unmanaged: {
      field: 'set by others',
      words: (value) => (Array.isArray(value) ? value.join(', ') : String(value)),
      unset: 'not set',
    },
  };
}

function retryWords({
  maxAgeSeconds = AWS_RETRY.maxAgeSeconds,
  attempts = AWS_RETRY.attempts,
}: NonNullable<RuleTarget['retry']>): string {
  if (attempts === 0) return 'never';
  return `${durationText(maxAgeSeconds)}, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
}

/** `EcsParameters.TaskDefinitionArn arn:…, EcsParameters.LaunchType FARGATE`: each value with the way to it. */
function parameterWords(value: JsonValue, way = ''): string {
  if (!isJsonObject(value)) return `${way} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  return Object.entries(value)
    .map(([key, each]) => parameterWords(each ?? null, way === '' ? key : `${way}.${key}`))
    .join(', ');
}

function httpWords({ path, headers, query }: NonNullable<RuleTarget['http']>): string {
  const named = (what: string, parameters: Readonly<Record<string, string>>) =>
    Object.entries(parameters).map(([name, value]) => `${what} ${name}: ${value}`);
  const parts = path.map((value) => `path part ${value}`);
  return [...parts, ...named('header', headers), ...named('query', query)].join(', ');
}

/** A target before and after, as AWS keeps it; without `before` it joins the rule. */
export interface TargetValues {
  readonly id: string;
  readonly target?: string;
  readonly before?: JsonObject;
  readonly after: JsonObject;
}

/**
 * What of a rule's targets changes, or is set on those that join it, a line a setting: where several targets change
 * alike, once for all of them.
 * @param count how many targets the rule will have
 */
export function targetSettingChanges(
  input: Input,
  changed: readonly TargetValues[],
  count: number,
): readonly ValueChange[] {
  const settings = settingsIn(input);
  const alike = new Map<string, { readonly change: ValueChange; readonly names: string[] }>();
  for (const { id, target, before, after } of changed) {
    for (const [key, setting] of Object.entries(settings)) {
      const [old, wanted] = [before?.[key], after[key]];
      if (canonicalJson(old ?? null) === canonicalJson(wanted ?? null)) continue;
      const one =
        before === undefined && wanted !== undefined
          ? newSetting(setting, wanted)
          : settingChange(setting, { before: old, after: wanted });
      const hash = canonicalJson({ ...one } as unknown as JsonValue);
      const found = alike.get(hash) ?? { change: one, names: [] };
      found.names.push(targetNameOf(id, target));
      alike.set(hash, found);
    }
  }
  return [...alike.values()].map(({ change, names }) => ({
    ...change,
    targets: names,
    ...(names.length === count ? { everyTarget: true } : {}),
  }));
}
