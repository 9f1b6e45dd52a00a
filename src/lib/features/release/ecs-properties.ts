import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';

/** Names that CloudFormation has for members of EcsParameters that PutTargets calls otherwise (AWS::Events::Rule EcsParameters). */
const CALLED: Readonly<Record<string, string>> = {
  PlacementStrategy: 'PlacementStrategies',
  Tags: 'TagList',
  awsvpcConfiguration: 'AwsVpcConfiguration',
  capacityProvider: 'CapacityProvider',
  weight: 'Weight',
  base: 'Base',
  type: 'Type',
  expression: 'Expression',
  field: 'Field',
};

/** A rule's target as PutTargets takes it, in CloudFormation's words. */
export function inCloudFormationsWords(target: JsonObject): JsonObject {
  const { EcsParameters: ecs, ...rest } = target;
  return ecs === undefined ? target : { ...rest, EcsParameters: renamed(ecs) };
}

function renamed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [CALLED[name] ?? name, renamed(each ?? null)]),
  );
}
