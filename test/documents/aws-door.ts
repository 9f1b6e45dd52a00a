import { sandboxOptionsWithoutFile } from '../../src/lib/features/sandbox/sandbox-options.js';
import { openSandbox } from '../../src/lib/sandbox/index.js';
import type { Outcome } from '../e2e/gcx.js';

/** What AWS's CLI calls a service, and the SDK's package of it. */
const PACKAGES: Readonly<Record<string, () => Promise<object>>> = {
  events: () => import('@aws-sdk/client-eventbridge'),
  sqs: () => import('@aws-sdk/client-sqs'),
  sns: () => import('@aws-sdk/client-sns'),
  lambda: () => import('@aws-sdk/client-lambda'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
};

/**
 * `aws SERVICE OPERATION --NAME VALUE …` of a block, sent to the sandbox of the folder by the SDK, whose operations and
 * parameters AWS's CLI makes its commands of. It prints the answer as JSON, as the CLI does.
 */
export async function awsCall(
  [service = '', operation = '', ...flags]: readonly string[],
  cwd: string,
): Promise<Outcome> {
  const load = PACKAGES[service];
  if (load === undefined)
    return { code: 252, stdout: '', stderr: `aws ${service}: not a service of these tests\n` };
  const room = new Map<string, unknown>(Object.entries(await load()));
  const name = pascal(operation);
  const command = room.get(`${name}Command`);
  const client = [...room].find(([each]) =>
    /^(EventBridge|SQS|SNS|Lambda|CloudWatchLogs)Client$/.test(each),
  )?.[1];
  if (!isClass(command) || !isClass(client)) {
    return { code: 252, stdout: '', stderr: `aws ${service} has no operation ${operation}\n` };
  }
  const sandbox = await openSandbox(sandboxOptionsWithoutFile(cwd));
  try {
    const sender = new client({ ...sandbox.aws, useQueueUrlAsEndpoint: false, maxAttempts: 1 });
    if (!('send' in sender) || typeof sender.send !== 'function')
      throw new Error(`${service} has no client.`);
    const { $metadata: _, ...answer } = await sender.send(new command(inputOf(flags, service === 'logs')));
    return {
      code: 0,
      stdout: Object.keys(answer).length === 0 ? '' : `${JSON.stringify(answer, null, 4)}\n`,
      stderr: '',
    };
  } catch (error) {
    return {
      code: 254,
      stdout: '',
      stderr: `${error instanceof Error ? `${error.name}: ${error.message}` : error}\n`,
    };
  } finally {
    await sandbox.close();
  }
}

function inputOf(flags: readonly string[], lower: boolean): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (let at = 0; at < flags.length; at++) {
    const name = pascal((flags[at] ?? '').replace(/^--/, ''));
    const values: string[] = [];
    while (at + 1 < flags.length && flags[at + 1]?.startsWith('--') === false) values.push(flags[++at] ?? '');
    input[lower ? name.charAt(0).toLowerCase() + name.slice(1) : name] = parameter(name, values);
  }
  return input;
}

function parameter(name: string, values: readonly string[]): unknown {
  const [value = ''] = values;
  if (/^[[{]/.test(value) && name !== 'AttributeValue') return JSON.parse(value);
  if (name === 'Attributes')
    return Object.fromEntries(value.split(',').map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  if (/(Names|Keys|^Ids)$/.test(name)) return values;
  return /^\d+$/.test(value) && name !== 'Principal' ? Number(value) : value;
}

function pascal(kebab: string): string {
  return kebab.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

function isClass(value: unknown): value is new (input: object) => object {
  return typeof value === 'function';
}
