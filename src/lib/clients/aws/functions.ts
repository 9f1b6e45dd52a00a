import { createHash } from 'node:crypto';
import type { Concurrency, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { Limits } from '../../base/limits.js';
import type { Runtime } from '../../base/net/index.js';
import { once } from '../../base/once.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import { eventSourceMappingCalls } from './event-source-mappings.js';
import { functionCode } from './function-code.js';
import { requireWorking } from './function-failure.js';
import { architecturesToAws, functionFromAws, functionToAws } from './function-settings.js';
import type { FunctionSettings, FunctionsApi } from './functions-model.js';
import { withoutValues } from './hidden-values.js';
import type { Tags } from './tags-model.js';
import { unlessMissing } from './unless-missing.js';
import { retryWhile, sleepingWith, waitFor } from './wait.js';

/** ms that a new role may take until Lambda can assume it: IAM's changes spread. */
const ROLE_TIMEOUT_MS = 60_000;
/** ms that a change of a function may take. */
const CHANGE_TIMEOUT_MS = 300_000;

/** ms that an invocation may take: what a function may run, and the way there and back. */
const INVOCATION_TIMEOUT_MS = (Limits.lambdaTimeoutSeconds + 10) * 1_000;

/** AWS Lambda's functions and event source mappings. */
export function functionsApi(caller: AwsCaller): FunctionsApi {
  const sdk = once(async () => {
    const lambda = await import('@aws-sdk/client-lambda');
    return { lambda, client: await caller.open((config) => new lambda.LambdaClient(config)) };
  });
  return {
    async function(name) {
      const read = await configurationOf(name);
      if (read?.FunctionArn === undefined) return undefined;
      const rest = await unlessMissing(Promise.all([tagsOf(read.FunctionArn), concurrencyOf(name)]));
      if (rest === undefined) return undefined;
      const [tags, concurrency] = rest;
      return functionFromAws(name, read.FunctionArn, { ...read, Concurrency: concurrency }, tags);
    },
    code: (name) => unlessMissing(functionCode(caller, sdk, name)),
    async create(name, { architecture, ...settings }, zip, tags, sleep) {
      const { lambda, client } = await sdk();
      const runtime = sleepingWith(caller.runtime, sleep);
      const create = () =>
        caller.call('lambda:CreateFunction', name, () =>
          client.send(
            new lambda.CreateFunctionCommand({
              FunctionName: name,
              ...functionToAws(settings),
              Architectures: architecturesToAws(architecture),
              PackageType: 'Zip',
              Code: { ZipFile: zip },
              Tags: { ...tags },
            }),
          ),
        );
      try {
        await retryWhile(runtime, ROLE_TIMEOUT_MS, isRoleNew, create);
      } catch (error) {
        // After a lost answer, the function that exists with the same code and tags is the one that the first attempt made.
        const lost = hasAwsCode(error, 'ResourceConflictException') && error.repeated;
        if (!(lost && (await isSame(name, zip, tags)))) throw hidden(error, name, settings);
      }
      await settled(name, runtime, 'is new');
    },
    async updateCode(name, architecture, zip, sleep) {
      const { lambda, client } = await sdk();
      await change(name, sleepingWith(caller.runtime, sleep), () =>
        caller.call('lambda:UpdateFunctionCode', name, () =>
          client.send(
            new lambda.UpdateFunctionCodeCommand({
              FunctionName: name,
              ZipFile: zip,
              Architectures: architecturesToAws(architecture),
            }),
          ),
        ),
      );
    },
    async updateSettings(name, settings, sleep) {
      const { lambda, client } = await sdk();
      const runtime = sleepingWith(caller.runtime, sleep);
      const update = () =>
        caller.call('lambda:UpdateFunctionConfiguration', name, () =>
          client.send(
            new lambda.UpdateFunctionConfigurationCommand({ FunctionName: name, ...functionToAws(settings) }),
          ),
        );
      try {
        await change(name, runtime, () => retryWhile(runtime, ROLE_TIMEOUT_MS, isRoleNew, update));
      } catch (error) {
        throw hidden(error, name, settings);
      }
    },
    async reserve(name, concurrency) {
      const { lambda, client } = await sdk();
      if (concurrency === undefined) {
        await unlessMissing(
          caller.call('lambda:DeleteFunctionConcurrency', name, () =>
            client.send(new lambda.DeleteFunctionConcurrencyCommand({ FunctionName: name })),
          ),
        );
        return;
      }
      await caller.call('lambda:PutFunctionConcurrency', name, () =>
        client.send(
          new lambda.PutFunctionConcurrencyCommand({
            FunctionName: name,
            ReservedConcurrentExecutions: concurrency,
          }),
        ),
      );
    },
    async tag(arn, tags, remove) {
      const { lambda, client } = await sdk();
      if (Object.keys(tags).length > 0) {
        await caller.call('lambda:TagResource', arn, () =>
          client.send(new lambda.TagResourceCommand({ Resource: arn, Tags: { ...tags } })),
        );
      }
      if (remove.length > 0) {
        await caller.call('lambda:UntagResource', arn, () =>
          client.send(new lambda.UntagResourceCommand({ Resource: arn, TagKeys: [...remove] })),
        );
      }
    },
    async delete(name, sleep) {
      const { lambda, client } = await sdk();
      const runtime = sleepingWith(caller.runtime, sleep);
      await unlessMissing(
        retryWhile(runtime, CHANGE_TIMEOUT_MS, isUpdateInProgress, () =>
          caller.call('lambda:DeleteFunction', name, () =>
            client.send(new lambda.DeleteFunctionCommand({ FunctionName: name })),
          ),
        ),
      );
    },
    ...eventSourceMappingCalls(caller, sdk),
    async invoke(name, payload) {
      const { lambda, client } = await sdk();
      const answer = await caller.callWaiting('lambda:InvokeFunction', name, () =>
        client.send(new lambda.InvokeCommand({ FunctionName: name, Payload: Buffer.from(payload) }), {
          requestTimeout: INVOCATION_TIMEOUT_MS,
        }),
      );
      return {
        payload: Buffer.from(answer.Payload ?? []).toString('utf8'),
        failed: answer.FunctionError !== undefined,
      };
    },
  };

  async function configurationOf(name: string): Promise<FunctionConfiguration | undefined> {
    const { lambda, client } = await sdk();
    return unlessMissing(
      caller.call('lambda:GetFunctionConfiguration', name, () =>
        client.send(new lambda.GetFunctionConfigurationCommand({ FunctionName: name })),
      ),
    );
  }

  /** GetFunction tells it as well, but gives the code along, which not everybody who plans may have. */
  async function concurrencyOf(name: string): Promise<Concurrency> {
    const { lambda, client } = await sdk();
    const { ReservedConcurrentExecutions } = await caller.call('lambda:GetFunctionConcurrency', name, () =>
      client.send(new lambda.GetFunctionConcurrencyCommand({ FunctionName: name })),
    );
    return ReservedConcurrentExecutions === undefined ? {} : { ReservedConcurrentExecutions };
  }

  /** GetFunction leaves tags out in silence where ListTags is not allowed. */
  async function tagsOf(arn: string): Promise<Tags> {
    const { lambda, client } = await sdk();
    const { Tags } = await caller.call('lambda:ListTags', arn, () =>
      client.send(new lambda.ListTagsCommand({ Resource: arn })),
    );
    return Tags ?? {};
  }

  async function isSame(name: string, zip: Uint8Array, tags: Tags): Promise<boolean> {
    const live = await configurationOf(name);
    if (live?.FunctionArn === undefined) return false;
    if (live.CodeSha256 !== createHash('sha256').update(zip).digest('base64')) return false;
    const set = await tagsOf(live.FunctionArn);
    return Object.entries(tags).every(([key, value]) => set[key] === value);
  }

  /** Changes a function between two waits: Lambda takes no change while another is under way. */
  async function change(name: string, runtime: Runtime, update: () => Promise<unknown>): Promise<void> {
    await settled(name, runtime, 'may be broken');
    await retryWhile(runtime, CHANGE_TIMEOUT_MS, isUpdateInProgress, update);
    await settled(name, runtime, 'must work');
  }

  /** Waits until a change is done; what is new may not be there yet, and must come. */
  async function settled(
    name: string,
    runtime: Runtime,
    then: 'is new' | 'must work' | 'may be broken',
  ): Promise<void> {
    const what = `The change of Lambda function ${name} was not done`;
    const live = await waitFor(runtime, { what, timeoutMs: CHANGE_TIMEOUT_MS }, async () => {
      const read = await configurationOf(name);
      if (read === undefined && then === 'is new') return undefined;
      return read?.State === 'Pending' || read?.LastUpdateStatus === 'InProgress' ? undefined : (read ?? {});
    });
    if (then !== 'may be broken') requireWorking(name, live);
  }
}

/** A value that is a part of the function's name tells nothing that the error must not say. */
function hidden(error: unknown, name: string, settings: FunctionSettings): unknown {
  const values = Object.values(settings.environment).filter((value) => !name.includes(value));
  return withoutValues(error, values);
}

/**
 * `The role defined for the function cannot be assumed by Lambda.` or `The provided execution role does not have permissions
 * to call PutTraceSegments on XRAY`, until IAM's change has spread.
 */
function isRoleNew(error: unknown): boolean {
  return (
    hasAwsCode(error, 'InvalidParameterValueException') &&
    /cannot be assumed by Lambda|execution role does not have permissions to call/.test(error.report.what)
  );
}

function isUpdateInProgress(error: unknown): boolean {
  return hasAwsCode(error, 'ResourceConflictException') && /update is in progress/i.test(error.report.what);
}
