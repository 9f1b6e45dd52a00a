import { CreateFunctionCommand, GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import type { AwsSeed } from '../../../../src/lib/sandbox/aws/index.js';
import { ACCOUNT, type AwsServer } from './aws-server.js';
import { seededRole } from './roles.js';

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
/** With {@link ROLE}, which may do everything. */
export const WITH_ROLE: AwsSeed = { roles: [seededRole('worker', 'lambda.amazonaws.com')] };

/** A zip with an `index.mjs`. */
export function zipOf(source: string): Uint8Array {
  return zipSync({ 'index.mjs': strToU8(source) });
}

/** What a function is made of beside its code. */
export interface Making {
  readonly Timeout?: number;
  readonly variables?: Record<string, string>;
}

/** Makes a function of a module's text, and waits until it is Active. @returns its ARN */
export async function makeFunction(
  aws: AwsServer,
  FunctionName: string,
  source: string,
  { variables, ...more }: Making = {},
): Promise<string> {
  const { FunctionArn = '' } = await aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipOf(source) },
      ...(variables === undefined ? {} : { Environment: { Variables: variables } }),
      ...more,
    }),
  );
  await aws.lambda.send(new GetFunctionCommand({ FunctionName }));
  return FunctionArn;
}

/** Invokes a function and waits. */
export async function invoke(
  aws: AwsServer,
  FunctionName: string,
  event: unknown = {},
): Promise<{ readonly value: unknown; readonly error: string | undefined; readonly log: string }> {
  const answer = await aws.lambda.send(
    new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)), LogType: 'Tail' }),
  );
  return {
    value: JSON.parse(Buffer.from(answer.Payload ?? []).toString()),
    error: answer.FunctionError,
    log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
  };
}
