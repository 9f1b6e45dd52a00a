import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';
import { plainParameters } from '../../clients/aws/target-parameters.js';
import type { ArnTarget } from '../../language/config/model.js';
import { traceTarget } from '../../language/trace/index.js';
import type { TargetKind } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';

/** Anything else that EventBridge sends to, by its ARN: what lets rules in is for others to keep. */
export const arnTarget: TargetKind<ArnTarget> = {
  kind: 'arn',
  arn: ({ arn }) => arn,
  parameters({ parameters = {} }) {
    const { HttpParameters, ...others } = parameters;
    const plain = plainParameters(others);
    const http = isJsonObject(HttpParameters) ? httpOf(HttpParameters) : undefined;
    return {
      ...(http === undefined ? {} : { http }),
      ...(plain === undefined ? {} : { parameters: plain }),
    };
  },
  inWords(target) {
    const { service, name } = traceTarget(target);
    return { what: service, called: name };
  },
  drawing: { shape: 'box', one: 'target' },
  inFile: ({ arn, parameters }) => ({ arn, ...(parameters === undefined ? {} : { parameters }) }),
  choices: [
    {
      word: 'arn',
      offered: 'Another AWS resource, by its ARN',
      description: 'Any target that EventBridge supports.',
      by: 'arn',
      makes: false,
      inFile: (arn) => ({ arn }),
    },
  ],
  isOf: () => true,
  nameOf: ({ resource }) => resource.split(/[:/]/).at(-1) ?? resource,
  read({ common, arn, http, parameters }) {
    const all = { ...parameters, ...(http === undefined ? {} : { HttpParameters: inAwsWords(http) }) };
    return { ...common, kind: 'arn', arn, ...(Object.keys(all).length === 0 ? {} : { parameters: all }) };
  },
  wayBack: () => ({
    kind: 'none',
    why: `gcx sends to SNS topics, SQS queues and Lambda functions only: ${REPLAY_INSTEAD}`,
  }),
};

type HttpParameters = NonNullable<RuleTarget['http']>;

/** Undefined where it says nothing. */
function httpOf({ PathParameterValues, HeaderParameters, QueryStringParameters }: JsonObject) {
  const http: HttpParameters = {
    path: Array.isArray(PathParameterValues) ? PathParameterValues.map(String) : [],
    headers: textsOf(HeaderParameters),
    query: textsOf(QueryStringParameters),
  };
  return Object.keys(inAwsWords(http)).length === 0 ? undefined : http;
}

function textsOf(value: JsonValue | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]));
}

function inAwsWords({ path, headers, query }: HttpParameters): JsonObject {
  return {
    ...(path.length === 0 ? {} : { PathParameterValues: path }),
    ...(Object.keys(headers).length === 0 ? {} : { HeaderParameters: headers }),
    ...(Object.keys(query).length === 0 ? {} : { QueryStringParameters: query }),
  };
}
