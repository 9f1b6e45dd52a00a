import { isJsonObject, type JsonObject } from '../base/json.js';
import type { AwsCloud } from './aws/model.js';
import { sandboxAccessKeyId } from './tenant-credentials.js';

/** An AWS account's region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A call to the sandbox's EventBridge from within, where nobody checks signatures; an empty object where it is refused. */
export async function callEvents(
  cloud: AwsCloud,
  { account, region }: Place,
  action: string,
  input: JsonObject,
): Promise<JsonObject> {
  const answer = await cloud.handle({
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: {
      'x-amz-target': `AWSEvents.${action}`,
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=${sandboxAccessKeyId(account)}/20260101/${region}/events/aws4_request`,
    },
    body: JSON.stringify(input),
  });
  const body: unknown = answer.status === 200 ? JSON.parse(answer.body) : {};
  return isJsonObject(body) ? body : {};
}
