import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';

/** What only targets of some services take, by AWS's names (PutTargets), beside what {@link RuleTarget} has words of its own for. */
export const TARGET_PARAMETERS = [
  'EcsParameters',
  'BatchParameters',
  'RedshiftDataParameters',
  'SageMakerPipelineParameters',
  'AppSyncParameters',
  'RunCommandParameters',
] as const;

/**
 * What AWS takes where nothing is said (EventBridge API reference, EcsParameters and RedshiftDataParameters). [?] Whether
 * ListTargetsByRule answers with them where they were not put: with these left out on both sides it is the same.
 */
const DEFAULTS: JsonObject = {
  TaskCount: 1,
  EnableECSManagedTags: false,
  EnableExecuteCommand: false,
  WithEvent: false,
};

/** Parameters without what is AWS's default, or empty; undefined where nothing is left of them. */
export function plainParameters(parameters: Readonly<Record<string, unknown>>): JsonObject | undefined {
  const plain = plainOf(JSON.parse(JSON.stringify(parameters)) as JsonValue);
  return isJsonObject(plain) ? plain : undefined;
}

function plainOf(value: JsonValue): JsonValue | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, each]) => {
    const plain = each === undefined || DEFAULTS[key] === each ? undefined : plainOf(each);
    return plain === undefined ? [] : [[key, plain] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
