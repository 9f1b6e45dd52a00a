import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAws } from '../../../../../src/lib/clients/aws/index.js';
import type { Aws } from '../../../../../src/lib/clients/aws/model.js';
import { markOf, markTags } from '../../../../../src/lib/engine/kinds/index.js';
import { readLog } from '../../../../../src/lib/features/processors/logs/index.js';
import type { LogRequest } from '../../../../../src/lib/features/processors/logs/read-log.js';
import { logGroupArn } from '../../../../../src/lib/language/names/arn.js';
import { awsSetup, jsonError } from '../../../clients/aws/aws-server.js';
import { processor, project, route } from '../../../engine/plan/project.js';
import { type AwsServer, startAws } from '../../../sandbox/aws/aws-server.js';

const sales = processor('sales');
const config = project([route('ended', { targets: ['sales'] })], [sales]);
const GROUP = '/aws/lambda/calls-production-sales';
const NOW = Date.parse('2026-03-01T10:00:00Z');

let server: AwsServer;
let aws: Aws;
let client: CloudWatchLogsClient;
beforeAll(async () => {
  server = await startAws({ now: () => NOW });
  client = server.open(CloudWatchLogsClient);
  aws = createAws({
    region: 'eu-west-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'secret' },
  });
});
afterAll(() => server.close());

/** Reads the log, with what its observer was told. */
async function read(part: Partial<LogRequest> = {}) {
  const told: string[] = [];
  const result = await readLog({
    aws,
    config,
    processor: sales,
    since: NOW - 60_000,
    told: 'own',
    showPersonalData: true,
    observer: {
      warning: (text) => told.push(`warning ${text}`),
      waiting: (group) => told.push(`waiting for ${group}`),
      line: ({ message }) => told.push(message),
    },
    ...part,
  });
  return { ...result, told };
}

/** Has the function log. */
const log = (...messages: readonly string[]) =>
  client.send(
    new PutLogEventsCommand({
      logGroupName: GROUP,
      logStreamName: 'one',
      logEvents: messages.map((message) => ({ timestamp: NOW, message })),
    }),
  );

const END = '{"level":"INFO","message":"handled"}';

describe('the log of a processor', () => {
  test('that is not there is an error, or waited for', async () => {
    await expect(read()).rejects.toMatchObject({
      report: { code: 'no-log-group', what: `There is no log group ${GROUP}.` },
    });
    const leaving = new AbortController();
    const told: string[] = [];
    await read({
      follow: leaving.signal,
      observer: {
        warning: (text) => told.push(text),
        waiting: (group) => {
          told.push(`waiting for ${group}`);
          // As Ctrl-C between two looks.
          setTimeout(() => leaving.abort(), 1);
        },
        line: () => told.push('a line'),
      },
    });
    expect(told).toEqual([`waiting for ${GROUP}`]);
  });

  test('is told without Lambda’s own lines and metrics, or whole; followed, each line once', async () => {
    await aws.logs.createGroup(GROUP, 0, markTags(markOf(config)));
    await client.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: 'one' }));
    expect(await read()).toEqual({ group: GROUP, lines: 0, told: [] });
    await log('START RequestId: 1', END, '{"_aws":{},"Received":1}', 'REPORT RequestId: 1');
    expect(await read()).toEqual({ group: GROUP, lines: 1, told: [END] });
    expect((await read({ told: 'reports' })).told).toEqual([
      END,
      '{"_aws":{},"Received":1}',
      'REPORT RequestId: 1',
    ]);
    expect((await read({ told: 'all' })).told).toHaveLength(4);
    expect((await read({ since: NOW + 1 })).lines).toBe(0);

    const leaving = new AbortController();
    const told: string[] = [];
    const { lines } = await read({
      follow: leaving.signal,
      observer: {
        warning: (text) => told.push(text),
        waiting: () => told.push('waiting'),
        line: ({ message }) => {
          told.push(message);
          if (message === 'next') leaving.abort();
          else void log('next');
        },
      },
    });
    expect([lines, told]).toEqual([2, [END, 'next']]);
  });

  test('that a newer gcx marked comes with a warning', async () => {
    const arn = logGroupArn(config, GROUP);
    await aws.logs.tag(arn, { 'genesys-gcx:format': '3 gcx-0.4.0' }, []);
    const { told } = await read();
    expect(told[0]).toMatch(
      /^warning Marks of format 3 are on log group \S+, written by gcx 0\.4\.0; .* Upgrade gcx to 0\.4\.0/,
    );
    await aws.logs.tag(arn, { 'genesys-gcx:project': 'other' }, []);
    expect((await read()).told).toEqual([END, 'next']);
  });

  test('is shown all the same where its tags may not be read', async () => {
    const { aws: denied, server: fake } = await awsSetup(({ action }) =>
      action === 'ListTagsForResource'
        ? jsonError('AccessDeniedException', 'User is not authorized to perform: logs:ListTagsForResource')
        : { json: { events: [{ timestamp: NOW, message: END, eventId: '1', logStreamName: 'one' }] } },
    );
    expect(await read({ aws: denied })).toEqual({ group: GROUP, lines: 1, told: [END] });
    await fake.close();
  });
});
