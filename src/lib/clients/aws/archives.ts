import type { DescribeArchiveResponse } from '@aws-sdk/client-eventbridge';
import { answeredWith } from '../../base/answers.js';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError, withCause } from '../../base/gcx-error.js';
import { awsCommand, gcxCommand } from '../../base/hints/gcx-command.js';
import { once } from '../../base/once.js';
import type { Archive, ArchiveSettings, ArchivesApi } from './archive-model.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import { pagesOf } from './pages.js';
import { unlessMissing } from './unless-missing.js';
import { type Sleep, sleepingWith, waitFor } from './wait.js';

/** Codes with which EventBridge says that a bus or a region takes no archive; one of the account is denied otherwise. */
const REFUSALS = [
  'ValidationException',
  'InvalidStateException',
  'IllegalStatusException',
  'OperationDisabledException',
  'UnknownOperationException',
];
/** ms that EventBridge may take to make or change an archive. */
const ARCHIVE_TIMEOUT_MS = 120_000;
/** What a region answers that has no archives. */
const NO_ARCHIVES = ['OperationDisabledException', 'UnknownOperationException'];

/** Amazon EventBridge's archives. */
export function archivesApi(caller: AwsCaller): ArchivesApi {
  const sdk = once(async () => {
    const events = await import('@aws-sdk/client-eventbridge');
    return { events, client: await caller.open((config) => new events.EventBridgeClient(config)) };
  });
  const get = async (name: string): Promise<Archive | undefined> => {
    const { events, client } = await sdk();
    const archive = await unlessMissing(
      caller.call('events:DescribeArchive', name, () =>
        client.send(new events.DescribeArchiveCommand({ ArchiveName: name })),
      ),
    );
    return archive === undefined ? undefined : answeredWith(fromAws(name, archive), archive);
  };
  return {
    get,
    async list(prefix) {
      const names = await listNames(prefix);
      // ListArchives tells neither description nor pattern.
      const archives = await Promise.all(names.map(get));
      return archives.filter((archive) => archive !== undefined);
    },
    async create(busArn, settings, sleep) {
      const { events, client } = await sdk();
      try {
        await caller.call('events:CreateArchive', settings.name, () =>
          client.send(
            new events.CreateArchiveCommand({
              ...toAws(settings),
              EventSourceArn: busArn,
              ...(settings.key === undefined ? {} : { KmsKeyIdentifier: settings.key }),
            }),
          ),
        );
      } catch (error) {
        // After a lost answer, the archive that exists with our description is the one that the first attempt made.
        const lost = hasAwsCode(error, 'ResourceAlreadyExistsException') && error.repeated;
        const isThere = lost && (await get(settings.name))?.description === settings.description;
        if (!isThere) {
          if (!hasAwsCode(error, ...REFUSALS)) throw error;
          throw withCause(archiveRefused(busArn, error), error);
        }
      }
      if (settings.key !== undefined) await settled(settings.name, sleep);
    },
    async update(settings, sleep) {
      const { events, client } = await sdk();
      const answer = await caller.call('events:UpdateArchive', settings.name, () =>
        client.send(
          new events.UpdateArchiveCommand({
            ...toAws(settings),
            // Whether AWS keeps a key that a call leaves out is told both ways [?]: it is always said. An empty text takes
            // it away (AWS's CDK sends it for that).
            KmsKeyIdentifier: settings.key ?? '',
          }),
        ),
      );
      if (answer.State !== 'ENABLED') await settled(settings.name, sleep);
    },
    async delete(name) {
      const { events, client } = await sdk();
      await unlessMissing(
        caller.call('events:DeleteArchive', name, () =>
          client.send(new events.DeleteArchiveCommand({ ArchiveName: name })),
        ),
      );
    },
  };

  /**
   * Waits until EventBridge has made or changed an archive: a key that it may not use shows only then (recorded
   * 2026-09-22: UPDATING, then UPDATE_FAILED).
   */
  async function settled(name: string, sleep: Sleep | undefined): Promise<void> {
    const runtime = sleepingWith(caller.runtime, sleep);
    const what = `EventBridge did not finish changing archive ${name}`;
    const archive = await waitFor(runtime, { what, timeoutMs: ARCHIVE_TIMEOUT_MS }, async () => {
      const found = await get(name);
      return found?.state === 'CREATING' || found?.state === 'UPDATING' ? undefined : (found ?? 'gone');
    });
    if (archive !== 'gone' && archive.state.endsWith('_FAILED')) throw archiveFailed(archive);
  }

  async function listNames(prefix: string): Promise<readonly string[]> {
    const { events, client } = await sdk();
    const pages = pagesOf(
      (NextToken) =>
        caller.call('events:ListArchives', prefix, () =>
          client.send(new events.ListArchivesCommand({ NamePrefix: prefix, Limit: 100, NextToken })),
        ),
      ({ NextToken }) => NextToken,
    );
    const names: string[] = [];
    try {
      for await (const { Archives = [] } of pages)
        names.push(...Archives.flatMap(({ ArchiveName }) => ArchiveName ?? []));
    } catch (error) {
      if (hasAwsCode(error, ...NO_ARCHIVES)) return [];
      throw error;
    }
    return names;
  }
}

function toAws({ name, description, pattern, retentionDays }: ArchiveSettings) {
  return {
    ArchiveName: name,
    Description: description,
    EventPattern: JSON.stringify(pattern),
    RetentionDays: retentionDays,
  };
}

function fromAws(name: string, archive: DescribeArchiveResponse): Archive {
  return {
    name: archive.ArchiveName ?? name,
    arn: archive.ArchiveArn ?? '',
    busArn: archive.EventSourceArn ?? '',
    description: archive.Description ?? '',
    ...(archive.EventPattern ? { pattern: archive.EventPattern } : {}),
    retentionDays: archive.RetentionDays ?? 0,
    ...(archive.KmsKeyIdentifier ? { key: archive.KmsKeyIdentifier } : {}),
    state: archive.State ?? 'ENABLED',
    ...(archive.StateReason ? { stateReason: archive.StateReason } : {}),
    events: archive.EventCount ?? 0,
    ...(archive.CreationTime === undefined ? {} : { created: archive.CreationTime.getTime() }),
  };
}

function archiveFailed({ name, stateReason, key }: Archive): GcxError {
  return new GcxError({
    code: 'archive-failed',
    what: `EventBridge could not make or change archive ${name}.`,
    why: stateReason ?? 'It gave no reason.',
    fix:
      key === undefined
        ? `To see its state: ${awsCommand`events describe-archive --archive-name ${name}`}`
        : `Check the policy of the KMS key ${key}, and that it is enabled; then run ${gcxCommand('apply')} again.`,
  });
}

function archiveRefused(busArn: string, error: GcxError): GcxError {
  const bus = busArn.slice(busArn.indexOf('event-bus/') + 'event-bus/'.length);
  const { what, where } = error.report;
  return new GcxError(
    {
      code: 'archive-refused',
      what: `AWS takes no archive for event bus ${bus}, so its events are not kept for replay.`,
      ...(where === undefined ? {} : { where }),
      why: what,
      fix: bus.startsWith('aws.partner/')
        ? 'Take "archive" out of the file. To keep events all the same, send them to an event bus of your own (a target with its arn and a role), and make the archive there.'
        : 'Take "archive" out of the file, or correct what AWS names.',
    },
    ExitCode.error,
    error,
  );
}
