import { answerOf } from '../../base/answers.js';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { isJsonObject, type JsonValue, objectOrEmpty } from '../../base/json.js';
import type { ApiDestination, HttpConnection } from '../../clients/aws/http-model.js';
import type { Aws } from '../../clients/aws/model.js';
import {
  describedOwner,
  describedParts,
  descriptionExcess,
  isMarkedBy,
  type Mark,
  markOf,
  targetOfEndpoint,
} from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { nameOfApiDestination, parseArn, partOfArn } from '../../language/names/arn.js';
import type { FoundEndpoint } from './found-endpoint.js';
import type { BusContent } from './model.js';

/** A bus's content with the API destinations of the file's account and region that its rules send to. */
export async function withEndpoints(aws: Aws, config: Config, content: BusContent): Promise<BusContent> {
  const arns = new Set(content.rules.flatMap(({ targets }) => targets.map(({ arn }) => arn)));
  const found = await Promise.all(
    [...arns].map(async (arn) => [arn, await endpointAt(aws, config, arn)] as const),
  );
  const endpoints = new Map(
    found.flatMap(([arn, each]) => (each === undefined ? [] : [[arn, each] as const])),
  );
  return endpoints.size === 0 ? content : { ...content, endpoints };
}

/** What is at an ARN; undefined where no API destination of here is, or the caller may not look. */
async function endpointAt(aws: Aws, config: Config, arn: string): Promise<FoundEndpoint | undefined> {
  const name = nameOfApiDestination(arn);
  const { account, region } = parseArn(arn) ?? {};
  if (name === undefined || account !== config.aws.account || region !== config.aws.region) return undefined;
  try {
    const destination = await aws.http.destination(name);
    if (destination?.arn !== arn) return undefined;
    const [connectionName = ''] = partOfArn(destination.connectionArn, 'connection/').split('/');
    const connection = await aws.http.connection(connectionName);
    if (connection?.arn !== destination.connectionArn)
      return { kind: 'kept', why: `its connection ${connectionName} is not there` };
    return foundEndpoint(destination, connection, markOf(config));
  } catch (error) {
    if (error instanceof GcxError && error.exitCode === ExitCode.denied) return undefined;
    throw error;
  }
}

/** Pure: what an export makes of an API destination with its connection. */
function foundEndpoint(destination: ApiDestination, connection: HttpConnection, mark: Mark): FoundEndpoint {
  const both = [destination, connection];
  const others = both.find(
    ({ description }) => describedParts(description) !== undefined && !isMarkedBy(description, mark),
  );
  if (others !== undefined) return { kind: 'kept', why: describedOwner(others.description, mark) };
  const why = whyNotSaid(destination, connection);
  if (why !== undefined) return { kind: 'kept', why };
  const isMade = both.every(({ description }) => isMarkedBy(description, mark));
  const full = both.find(({ description }) => descriptionExcess(description, mark) > 0);
  if (!isMade && full !== undefined)
    return { kind: 'kept', why: `the description of ${full.name} leaves no room for the mark of gcx` };
  const target = isMade ? targetOfEndpoint(destination.description) : undefined;
  return {
    kind: isMade ? 'made' : 'free',
    ...(target === undefined ? {} : { target }),
    destination,
    connection,
  };
}

/** Why a file cannot say an endpoint as `http`; undefined: it can. */
function whyNotSaid({ endpoint }: ApiDestination, connection: HttpConnection): string | undefined {
  const { name, auth } = connection;
  const answer = objectOrEmpty(answerOf(connection));
  const parameters = objectOrEmpty(answer['AuthParameters']);
  if (
    isJsonObject(answer['InvocationConnectivityParameters']) ||
    isJsonObject(parameters['ConnectivityParameters'])
  )
    return `connection ${name} is a private one, which http cannot express`;
  if (auth === undefined) return `gcx does not know the authorization of connection ${name}`;
  const oauth = objectOrEmpty(objectOrEmpty(parameters['OAuthParameters'])['OAuthHttpParameters']);
  if (Object.values(oauth).some(hasSecretValue))
    return `AWS does not show the secret values that connection ${name} sends to its token endpoint`;
  if (/[{}]/.test(endpoint)) return 'http cannot express a brace in its address';
  return undefined;
}

function hasSecretValue(parameters: JsonValue): boolean {
  return (
    Array.isArray(parameters) &&
    parameters.some((each) => isJsonObject(each) && each['IsValueSecret'] === true)
  );
}
