import type { LambdaClient } from '@aws-sdk/client-lambda';
import { Limits } from '../limits.js';
import type { AwsCaller } from './caller.js';
import { download } from './download.js';

/** The zip of a function's code; undefined where it lies where gcx fetches nothing from, or is too big. */
export async function functionCode(
  caller: AwsCaller,
  sdk: () => Promise<{ lambda: typeof import('@aws-sdk/client-lambda'); client: LambdaClient }>,
  name: string,
): Promise<Uint8Array | undefined> {
  const { lambda, client } = await sdk();
  const answer = await caller.call('lambda:GetFunction', name, () =>
    client.send(new lambda.GetFunctionCommand({ FunctionName: name })),
  );
  const own = await client.config.endpoint?.();
  const origin = own === undefined ? undefined : `${own.protocol}//${own.hostname}:${own.port ?? ''}`;
  const url = placeOf(answer.Code?.Location, origin);
  if (url === undefined) return undefined;
  return download(url, { what: `The code of Lambda function ${name}`, maxBytes: Limits.lambdaZipBytes });
}

/** Where code may be fetched from: over TLS, or from where the calls themselves go. */
function placeOf(location: string | undefined, own: string | undefined): URL | undefined {
  if (location === undefined || !URL.canParse(location)) return undefined;
  const url = new URL(location);
  const isOwn = own !== undefined && URL.canParse(own) && url.origin === new URL(own).origin;
  return url.protocol === 'https:' || isOwn ? url : undefined;
}
