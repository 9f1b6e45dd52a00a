import { isJsonObject, type JsonObject } from '../../../base/json.js';
import type { SandboxRequest, SandboxResponse } from '../../http.js';
import { arnOf } from '../arn.js';
import type { Context, Operation } from '../context.js';
import { objects, text } from '../input.js';
import type { TableRecord } from '../processor-records.js';
import { jsonAnswer, parseJsonBody } from '../protocols/json.js';
import type { TagMap } from '../tag-map.js';
import { checkTags, readTags } from '../tags.js';
import type { TableServers } from './table-servers.js';
import { tagOperations, timeToLiveOperations } from './tables.js';

/** What dynalite cannot do, or does not keep. */
const OWN_OPERATIONS: Readonly<Record<string, Operation>> = { ...timeToLiveOperations, ...tagOperations };

/** Calls whose answers hold ARNs: dynalite writes an account and region of its own into them. */
const TABLE_CALLS = /Table$/;

/**
 * Answers a call of DynamoDB: tags and the time to live of tables by itself, everything else through dynalite.
 * @throws AwsError in DynamoDB's words
 */
export async function dynamoDbCall(
  action: string,
  request: SandboxRequest,
  context: Context,
  servers: TableServers,
  requestId: string,
): Promise<SandboxResponse> {
  const forward = (call: SandboxRequest): Promise<SandboxResponse> => servers.forward(context.region, call);
  const own = Object.hasOwn(OWN_OPERATIONS, action) ? OWN_OPERATIONS[action] : undefined;
  if (own !== undefined) {
    const result = await own(parseJsonBody(request.body), context);
    return jsonAnswer(result, '1.0', requestId);
  }
  if (!TABLE_CALLS.test(action)) return await forward(request);
  const input = parseJsonBody(request.body);
  const name = text(input, 'TableName') ?? '';
  if (action === 'CreateTable') return await createTable(name, input, request, context, forward);
  const answer = asDynamoDb(await forward(request), context);
  if (answer.status !== 200) return answer;
  if (action === 'DeleteTable') context.state.tables.delete(name);
  // A sandbox that was killed may have kept a table but not what is said of it.
  else if (action === 'DescribeTable' && !context.state.tables.has(name) && isStanding(answer))
    keepRecord(name, {}, context);
  return answer;
}

function keepRecord(name: string, tags: TagMap, context: Context): void {
  const record: TableRecord = { name, arn: arnOf('dynamodb', context, `table/${name}`), tags };
  context.state.tables.set(name, record);
}

async function createTable(
  name: string,
  input: JsonObject,
  request: SandboxRequest,
  context: Context,
  forward: (call: SandboxRequest) => Promise<SandboxResponse>,
): Promise<SandboxResponse> {
  const tags = readTags(objects(input, 'Tags'));
  checkTags(tags);
  const answer = asDynamoDb(await forward(request), context);
  if (answer.status === 200) keepRecord(name, tags, context);
  else if (isInUse(answer)) {
    // dynalite leaves the text out.
    const body = { ...JSON.parse(answer.body), message: `Table already exists: ${name}` };
    return { ...answer, body: JSON.stringify(body) };
  }
  return answer;
}

/** Whether a table of DescribeTable is not on its way out. */
function isStanding({ body }: SandboxResponse): boolean {
  const answer: unknown = JSON.parse(body);
  const table = isJsonObject(answer) ? answer['Table'] : undefined;
  return isJsonObject(table) && table['TableStatus'] !== 'DELETING';
}

function isInUse({ body }: SandboxResponse): boolean {
  const answer: unknown = JSON.parse(body);
  const type = isJsonObject(answer) ? answer['__type'] : undefined;
  return typeof type === 'string' && type.endsWith('#ResourceInUseException');
}

/**
 * An answer of dynalite as DynamoDB gives it: ARNs of this account and region, an id that is a UUID (the last part of
 * dynalite's is four digits short), and no `TableThroughputModeSummary`, which DynamoDB no longer has.
 */
function asDynamoDb(answer: SandboxResponse, context: Context): SandboxResponse {
  const text = answer.body.replaceAll(
    /arn:aws:dynamodb:[^:"]*:[^:"]*:table\//g,
    arnOf('dynamodb', context, 'table/'),
  );
  const whole: unknown = JSON.parse(text);
  if (!isJsonObject(whole)) return { ...answer, body: text };
  const parts = Object.entries(whole).map(([name, part]) => {
    if (!isJsonObject(part) || part['TableId'] === undefined) return [name, part];
    const { TableThroughputModeSummary: _, ...table } = part;
    return [name, { ...table, TableId: `${String(part['TableId'])}0000`.slice(0, 36) }];
  });
  return { ...answer, body: JSON.stringify(Object.fromEntries(parts)) };
}
