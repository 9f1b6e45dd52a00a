import type { EventSourceMappingConfiguration, LambdaClient } from '@aws-sdk/client-lambda';
import { answeredWith } from '../../base/answers.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Runtime } from '../../base/net/index.js';
import { siblingArn } from '../../language/names/arn.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { EventSourceMapping, FunctionsApi } from './functions-model.js';
import { pagesOf } from './pages.js';
import type { Tags } from './tags-model.js';
import { isMissing, unlessMissing } from './unless-missing.js';
import { retryWhile, sleepingWith, waitFor } from './wait.js';

/** ms that a role's new rights may take until Lambda sees them. */
const RIGHTS_TIMEOUT_MS = 60_000;
/** ms that a change of a mapping may take. */
const CHANGE_TIMEOUT_MS = 300_000;

/** States in which a mapping takes no change. */
const CHANGING = new Set(['Creating', 'Enabling', 'Disabling', 'Updating', 'Deleting']);

type EventSourceCalls = Pick<
  FunctionsApi,
  'eventSourceMappings' | 'createEventSourceMapping' | 'updateEventSourceMapping' | 'deleteEventSourceMapping'
>;

/** Lambda's event source mappings from SQS queues. Making, changing and deleting one is asynchronous. */
export function eventSourceMappingCalls(
  caller: AwsCaller,
  sdk: () => Promise<{ lambda: typeof import('@aws-sdk/client-lambda'); client: LambdaClient }>,
): EventSourceCalls {
  return {
    async eventSourceMappings(functionName) {
      const mappings = (await list(functionName)).filter(({ State }) => State !== 'Deleting');
      const all = await Promise.all(
        mappings.map(async (mapping): Promise<EventSourceMapping[]> => {
          const tags = await tagsOf(mapping);
          return tags === undefined ? [] : [answeredWith(fromAws(mapping, tags), mapping)];
        }),
      );
      return all.flat();
    },
    async createEventSourceMapping(source, sleep) {
      const { lambda, client } = await sdk();
      const runtime = sleepingWith(caller.runtime, sleep);
      const { functionName, queueArn, batchSize, windowSeconds, maximumConcurrency, tags } = source;
      const create = () =>
        caller.call('lambda:CreateEventSourceMapping', functionName, () =>
          client.send(
            new lambda.CreateEventSourceMappingCommand({
              FunctionName: functionName,
              EventSourceArn: queueArn,
              Enabled: true,
              BatchSize: batchSize,
              ...(windowSeconds === undefined ? {} : { MaximumBatchingWindowInSeconds: windowSeconds }),
              FunctionResponseTypes: ['ReportBatchItemFailures'],
              ...scalingToAws(maximumConcurrency),
              Tags: { ...tags },
            }),
          ),
        );
      const inTheWay = async (error: unknown): Promise<boolean> =>
        hasAwsCode(error, 'ResourceConflictException') &&
        (await ofQueue(functionName, queueArn))?.State === 'Deleting';
      let uuid: string | undefined;
      try {
        const made = await retryWhile(runtime, CHANGE_TIMEOUT_MS, inTheWay, () =>
          retryWhile(runtime, RIGHTS_TIMEOUT_MS, isRightNew, create),
        );
        uuid = made.UUID;
      } catch (error) {
        if (!(hasAwsCode(error, 'ResourceConflictException') && error.repeated)) throw error;
        // After a lost answer, the mapping that exists with our tags is the one that the first attempt made.
        const found = await ofQueue(functionName, queueArn);
        const set = found === undefined ? undefined : await tagsOf(found);
        const isOurs = Object.entries(tags).every(([key, value]) => set?.[key] === value);
        if (found?.UUID === undefined || set === undefined || !isOurs) throw error;
        uuid = found.UUID;
      }
      if (uuid !== undefined) await settled(uuid, runtime, 'is new');
    },
    async updateEventSourceMapping(uuid, { batchSize, windowSeconds, maximumConcurrency, enabled }, sleep) {
      const { lambda, client } = await sdk();
      const runtime = sleepingWith(caller.runtime, sleep);
      await settled(uuid, runtime);
      await retryWhile(runtime, CHANGE_TIMEOUT_MS, isInUse, () =>
        caller.call('lambda:UpdateEventSourceMapping', uuid, () =>
          client.send(
            new lambda.UpdateEventSourceMappingCommand({
              UUID: uuid,
              Enabled: enabled,
              BatchSize: batchSize,
              ...(windowSeconds === undefined ? {} : { MaximumBatchingWindowInSeconds: windowSeconds }),
              FunctionResponseTypes: ['ReportBatchItemFailures'],
              FilterCriteria: {},
              ...scalingToAws(maximumConcurrency),
            }),
          ),
        ),
      );
      await settled(uuid, runtime);
    },
    async deleteEventSourceMapping(uuid, sleep) {
      const { lambda, client } = await sdk();
      const runtime = sleepingWith(caller.runtime, sleep);
      const remove = async (): Promise<void> => {
        if ((await get(uuid))?.State === 'Deleting') return;
        await caller.call('lambda:DeleteEventSourceMapping', uuid, () =>
          client.send(new lambda.DeleteEventSourceMappingCommand({ UUID: uuid })),
        );
      };
      try {
        await retryWhile(runtime, CHANGE_TIMEOUT_MS, isInUse, remove);
      } catch (error) {
        if (isMissing(error)) return;
        throw error;
      }
      const what = `Lambda did not finish deleting event source mapping ${uuid}`;
      await waitFor(runtime, { what, timeoutMs: CHANGE_TIMEOUT_MS }, async () =>
        (await get(uuid)) === undefined ? true : undefined,
      );
    },
  };

  async function list(functionName: string): Promise<readonly EventSourceMappingConfiguration[]> {
    const { lambda, client } = await sdk();
    const pages = pagesOf(
      (Marker) =>
        unlessMissing(
          caller.call('lambda:ListEventSourceMappings', functionName, () =>
            client.send(new lambda.ListEventSourceMappingsCommand({ FunctionName: functionName, Marker })),
          ),
        ),
      (page) => page?.NextMarker,
    );
    const mappings: EventSourceMappingConfiguration[] = [];
    for await (const page of pages) mappings.push(...(page?.EventSourceMappings ?? []));
    return mappings;
  }

  async function get(uuid: string): Promise<EventSourceMappingConfiguration | undefined> {
    const { lambda, client } = await sdk();
    return unlessMissing(
      caller.call('lambda:GetEventSourceMapping', uuid, () =>
        client.send(new lambda.GetEventSourceMappingCommand({ UUID: uuid })),
      ),
    );
  }

  async function ofQueue(
    functionName: string,
    queueArn: string,
  ): Promise<EventSourceMappingConfiguration | undefined> {
    return (await list(functionName)).find(({ EventSourceArn }) => EventSourceArn === queueArn);
  }

  /** Undefined where the mapping went meanwhile. */
  async function tagsOf(mapping: EventSourceMappingConfiguration): Promise<Tags | undefined> {
    const { lambda, client } = await sdk();
    const arn = arnOf(mapping);
    const answer = await unlessMissing(
      caller.call('lambda:ListTags', arn, () => client.send(new lambda.ListTagsCommand({ Resource: arn }))),
    );
    return answer === undefined ? undefined : (answer.Tags ?? {});
  }

  /** Waits until a change is done; what is new may not be there yet, and must come. */
  async function settled(uuid: string, runtime: Runtime, which?: 'is new'): Promise<void> {
    const what = `The change of event source mapping ${uuid} was not done`;
    const live = await waitFor(runtime, { what, timeoutMs: CHANGE_TIMEOUT_MS }, async () => {
      const mapping = await get(uuid);
      if (mapping === undefined && which === 'is new') return undefined;
      return CHANGING.has(mapping?.State ?? '') ? undefined : { mapping };
    });
    if (live.mapping === undefined) {
      throw new GcxError({
        code: 'gone-meanwhile',
        what: `Event source mapping ${uuid} is gone: somebody deleted it.`,
        fix: `Run ${gcxCommand('plan')} again.`,
      });
    }
  }
}

/** Older answers have no ARN of their own. */
function arnOf({
  EventSourceMappingArn,
  FunctionArn = '',
  UUID = '',
}: EventSourceMappingConfiguration): string {
  return EventSourceMappingArn ?? siblingArn(FunctionArn, `event-source-mapping:${UUID}`);
}

function fromAws(mapping: EventSourceMappingConfiguration, tags: Tags): EventSourceMapping {
  return {
    uuid: mapping.UUID ?? '',
    functionArn: mapping.FunctionArn ?? '',
    queueArn: mapping.EventSourceArn ?? '',
    enabled: !['Disabled', 'Disabling'].includes(mapping.State ?? ''),
    batchSize: mapping.BatchSize ?? 0,
    windowSeconds: mapping.MaximumBatchingWindowInSeconds ?? 0,
    reportsItemFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') === true,
    filtered: (mapping.FilterCriteria?.Filters ?? []).length > 0,
    ...(mapping.ScalingConfig?.MaximumConcurrency === undefined
      ? {}
      : { maximumConcurrency: mapping.ScalingConfig.MaximumConcurrency }),
    tags,
  };
}

/** An empty configuration takes the limit away (Lambda developer guide, "Configuring maximum concurrency"). */
function scalingToAws(most: number | null | undefined) {
  if (most === undefined) return {};
  return { ScalingConfig: most === null ? {} : { MaximumConcurrency: most } };
}

/** `The function execution role does not have permissions to call ReceiveMessage on SQS`, until IAM's change has spread. */
function isRightNew(error: unknown): boolean {
  return (
    hasAwsCode(error, 'InvalidParameterValueException') &&
    error.report.what.includes('execution role does not have permissions to call')
  );
}

function isInUse(error: unknown): boolean {
  return hasAwsCode(error, 'ResourceInUseException');
}
