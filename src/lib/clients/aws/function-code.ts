import type { LambdaClient } from '@aws-sdk/client-lambda';
import { Limits } from '../../base/limits.js';
import type { AwsCaller } from './caller.js';
import { download } from './download.js';

/** The zip of a function's code; undefined where it lies where gcx fetches nothing from, or is too big. */
export async function functionCode(
  caller: AwsCaller,
  sdk: () => Promise<{ lambda: typeof import('@aws-sdk/client-lambda'); client: LambdaClient }>,
  name: string,
): Promise<Uint8Array | undefined> {
  const { lambda, client } = await sdk();
  const command = new lambda.GetFunctionCommand({ FunctionName: name });
  // Where the call went: the client's own settings do not tell of an endpoint that AWS_ENDPOINT_URL names.
  let origin: string | undefined;
  command.middlewareStack.add(
    (next) => (args) => {
      origin = originOf(args.request);
      return next(args);
    },
    { step: 'finalizeRequest', name: 'gcxOrigin' },
  );
  const answer = await caller.call('lambda:GetFunction', name, () => client.send(command));
  const url = placeOf(answer.Code?.Location, origin);
  if (url === undefined) return undefined;
  return download(url, { what: `The code of Lambda function ${name}`, maxBytes: Limits.lambdaZipBytes });
}

/** Where code may be fetched from: over TLS, or from where the calls themselves go. */
function placeOf(location: string | undefined, own: string | undefined): URL | undefined {
  if (location === undefined || !URL.canParse(location)) return undefined;
  const url = new URL(location);
  return url.protocol === 'https:' || url.origin === own ? url : undefined;
}

/** The origin of a request as the SDK is about to send it; of that type it says nothing. */
function originOf(request: unknown): string | undefined {
  const {
    protocol = '',
    hostname = '',
    port,
  } = request as Partial<Readonly<{ protocol: string; hostname: string; port: number }>>;
  const text = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
  return URL.canParse(text) ? new URL(text).origin : undefined;
}
