import { afterEach, describe, expect, it } from 'vitest';
import { ExitCode } from '../../../../src/lib/base/exit-codes.js';
import { awsConnection } from '../../../../src/lib/clients/aws/index.js';
import type { RuleTarget } from '../../../../src/lib/clients/aws/rule-model.js';
import { type AwsSetup, awsSetup, jsonError, xml, xmlError } from './aws-server.js';

const open: AwsSetup[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ server }) => server.close()));
});

async function setup(...parameters: Parameters<typeof awsSetup>): Promise<AwsSetup> {
  const started = await awsSetup(...parameters);
  open.push(started);
  return started;
}

const target = (id: string): RuleTarget => ({ id, arn: `arn:aws:sqs:eu-west-1:111122223333:${id}` });
const ids = (input: Readonly<Record<string, unknown>>): readonly string[] =>
  ((input['Targets'] as { Id: string }[] | undefined) ?? []).map(({ Id }) => Id);

describe('targets', () => {
  it('are put in requests of ten', async () => {
    const sizes: number[] = [];
    const { aws } = await setup(({ input }) => {
      sizes.push(ids(input).length);
      return { json: { FailedEntryCount: 0, FailedEntries: [] } };
    });
    await aws.events.putTargets(
      'b',
      'r',
      Array.from({ length: 23 }, (_, index) => target(`t${index}`)),
    );
    expect(sizes).toEqual([10, 10, 3]);
  });

  it('that met a concurrent change are put again, the others not', async () => {
    const sent: (readonly string[])[] = [];
    const { aws } = await setup(({ input }, call) => {
      sent.push(ids(input));
      return call > 1
        ? { json: { FailedEntryCount: 0, FailedEntries: [] } }
        : {
            json: {
              FailedEntryCount: 1,
              FailedEntries: [
                { TargetId: 'b', ErrorCode: 'ConcurrentModificationException', ErrorMessage: 'busy' },
              ],
            },
          };
    });
    await aws.events.putTargets('bus', 'r', [target('a'), target('b')]);
    expect(sent).toEqual([['a', 'b'], ['b']]);
  });

  it('that failed with HTTP 200 are an error that names them', async () => {
    const { aws } = await setup(() => ({
      json: {
        FailedEntryCount: 1,
        FailedEntries: [{ TargetId: 'a', ErrorCode: 'InvalidArgument', ErrorMessage: 'No such queue.' }],
      },
    }));
    await expect(aws.events.removeTargets('bus', 'r', ['a'])).rejects.toMatchObject({
      exitCode: ExitCode.error,
      awsCode: 'InvalidArgument',
      report: { code: 'aws-entries-failed', details: ['target a: No such queue. (InvalidArgument)'] },
    });
  });

  it('that are gone already are no error of their removal', async () => {
    const { aws } = await setup(() => ({
      json: {
        FailedEntryCount: 1,
        FailedEntries: [
          { TargetId: 'a', ErrorCode: 'ResourceNotFoundException', ErrorMessage: 'No target a.' },
        ],
      },
    }));
    await aws.events.removeTargets('bus', 'r', ['a']);
    await expect(aws.events.putTargets('bus', 'r', [target('a')])).rejects.toMatchObject({
      report: { code: 'aws-entries-failed' },
    });
  });

  it('read back as they were written', async () => {
    const targets: RuleTarget[] = [
      target('plain'),
      {
        ...target('all'),
        roleArn: 'arn:aws:iam::1:role/r',
        deadLetterArn: 'arn:aws:sqs:eu-west-1:1:d',
        retry: { maxAgeSeconds: 60, attempts: 0 },
        input: { kind: 'template', template: '{"id": <id>}', paths: { id: '$.detail.id' } },
        messageGroup: 'g',
      },
      { ...target('stream'), partitionKey: '$.detail.id' },
      { ...target('bare'), input: { kind: 'template', template: '"x"', paths: {} } },
      { ...target('path'), input: { kind: 'path', path: '$.detail' } },
      { ...target('constant'), input: { kind: 'constant', json: '{"a":1}' } },
    ];
    let stored: unknown[] = [];
    const { aws } = await setup(({ action, input }) => {
      if (action === 'PutTargets') stored = input['Targets'] as unknown[];
      return { json: action === 'PutTargets' ? { FailedEntries: [] } : { Targets: stored } };
    });
    await aws.events.putTargets('b', 'r', targets);
    expect(await aws.events.listTargets('b', 'r')).toEqual(targets);
  });
});

describe('EventBridge', () => {
  it('lists rules over all pages', async () => {
    const { aws } = await setup(({ input }) => ({
      json:
        input['NextToken'] === undefined
          ? { Rules: [{ Name: 'a', Arn: 'arn:a', State: 'ENABLED', EventPattern: '{}' }], NextToken: 'n' }
          : { Rules: [{ Name: 'b', Arn: 'arn:b', State: 'DISABLED', ManagedBy: 'partner' }] },
    }));
    expect(await aws.events.listRules('bus', 'p')).toEqual([
      { name: 'a', arn: 'arn:a', enabled: true, pattern: '{}' },
      { name: 'b', arn: 'arn:b', enabled: false, managedBy: 'partner' },
    ]);
  });

  it('takes the third state of a rule as enabled', async () => {
    const { aws } = await setup(() => ({
      json: { Rules: [{ Name: 'a', Arn: 'x', State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }] },
    }));
    expect((await aws.events.listRules('bus'))[0]?.enabled).toBe(true);
  });

  it('knows no bus, source or rule that is not there, and deletes it without an error', async () => {
    const { aws } = await setup(() =>
      jsonError('ResourceNotFoundException', 'Rule r does not exist on EventBus b.'),
    );
    expect(await aws.events.bus('b')).toBeUndefined();
    expect(await aws.events.partnerSource('s')).toBeUndefined();
    await aws.events.deleteRule('b', 'r');
    await aws.events.removeTargets('b', 'r', ['a']);
  });

  it('deletes a rule or bus again that seems not to be empty yet, and gives up in the end', async () => {
    const full = (what: string) =>
      jsonError('ValidationException', `${what} can't be deleted since it has rules.`);
    const lagging = await setup((_, call) => (call % 3 === 0 ? { json: {} } : full('EventBus')));
    await lagging.aws.events.deleteBus('b');
    await lagging.aws.events.deleteRule('b', 'r');
    expect(lagging.calls()).toEqual([...Array(3).fill('DeleteEventBus'), ...Array(3).fill('DeleteRule')]);
    expect(lagging.sleeps).toHaveLength(4);
    const lasting = await setup(() => full('EventBus'));
    await expect(lasting.aws.events.deleteBus('b')).rejects.toMatchObject({ awsCode: 'ValidationException' });
  });

  it.each([
    ['by its own lost attempt', 500, 'b', 'made'],
    ['by others while its answer was lost', 500, 'other', 'refused'],
    ['by others', 400, 'b', 'refused'],
  ] as const)('takes a bus that was made %s as %s', async (_, first, tag, outcome) => {
    const taken = jsonError('ResourceAlreadyExistsException', 'Event bus b already exists.');
    const { aws } = await setup(({ action }, call) => {
      if (action === 'DescribeEventBus') return { json: { Name: 'b', Arn: 'arn:b' } };
      if (action === 'ListTagsForResource') return { json: { Tags: [{ Key: 'a', Value: tag }] } };
      return call === 1 && first === 500 ? { status: 500, json: {} } : taken;
    });
    const made = aws.events.createBus('b', 'b', { a: 'b' });
    if (outcome === 'made') await made;
    else await expect(made).rejects.toMatchObject({ awsCode: 'ResourceAlreadyExistsException' });
  });

  it('always says the key of an archive that it changes: an empty text takes it away', async () => {
    const keys: unknown[] = [];
    const { aws } = await setup(({ input }) => {
      keys.push(input['KmsKeyIdentifier']);
      return { json: { State: 'ENABLED' } };
    });
    const settings = { name: 'a', description: 'd', pattern: { source: ['s'] }, retentionDays: 1 };
    await aws.archives.update(settings);
    await aws.archives.update({ ...settings, key: 'arn:k' });
    await aws.archives.create('arn:b', settings);
    expect(keys).toEqual(['', 'arn:k', undefined]);
  });

  it('reads when a pending source expires', async () => {
    const { aws } = await setup(() => ({
      json: { Name: 's', State: 'PENDING', ExpirationTime: 1_800_000_000 },
    }));
    expect(await aws.events.partnerSource('s')).toEqual({
      name: 's',
      state: 'PENDING',
      expirationTime: 1_800_000_000_000,
    });
  });
});

describe('SNS', () => {
  const arn = 'arn:aws:sns:eu-west-1:111122223333:t';
  const member = (protocol: string, endpoint: string, subscription: string) =>
    `<member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint><SubscriptionArn>${subscription}</SubscriptionArn></member>`;

  it('lists subscriptions over all pages, without deleted ones, asking for raw delivery only where it can be', async () => {
    const { aws, calls } = await setup(({ action, input }) => {
      if (action === 'GetSubscriptionAttributes') {
        return xml(
          action,
          '<Attributes><entry><key>RawMessageDelivery</key><value>true</value></entry></Attributes>',
        );
      }
      return input['NextToken'] === undefined
        ? xml(
            action,
            `<Subscriptions>${member('sqs', 'q', `${arn}:1`)}${member('email', 'a@b', 'PendingConfirmation')}</Subscriptions><NextToken>n</NextToken>`,
          )
        : xml(
            action,
            `<Subscriptions>${member('lambda', 'f', `${arn}:2`)}${member('email', 'x@y', 'Deleted')}</Subscriptions>`,
          );
    });
    expect(await aws.sns.subscriptions(arn)).toEqual([
      { protocol: 'sqs', endpoint: 'q', arn: `${arn}:1`, raw: true },
      { protocol: 'email', endpoint: 'a@b', raw: false },
      { protocol: 'lambda', endpoint: 'f', arn: `${arn}:2`, raw: false },
    ]);
    expect(calls()).toEqual([
      'ListSubscriptionsByTopic',
      'ListSubscriptionsByTopic',
      'GetSubscriptionAttributes',
    ]);
  });

  it('creates with the tags in the one call', async () => {
    const { aws, calls, server } = await setup(({ action }) => xml(action, `<TopicArn>${arn}</TopicArn>`));
    await aws.sns.createTopic('t', { a: 'b' });
    expect(calls()).toEqual(['CreateTopic']);
    expect(server.received[0]?.body).toMatch(/Tags\.member\.1\.Key=a&Tags\.member\.1\.Value=b/);
  });

  it('sets raw delivery on a subscription that is there with the other kind', async () => {
    const { aws, calls } = await setup(({ action }) =>
      action === 'Subscribe'
        ? xmlError(
            'InvalidParameter',
            'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
          )
        : action === 'ListSubscriptionsByTopic'
          ? xml(action, `<Subscriptions>${member('sqs', 'q', `${arn}:1`)}</Subscriptions>`)
          : xml(action, ''),
    );
    await aws.sns.subscribe(arn, 'sqs', 'q', true);
    expect(calls()).toEqual(['Subscribe', 'ListSubscriptionsByTopic', 'SetSubscriptionAttributes']);
  });

  it('knows no topic that is not there', async () => {
    const { aws } = await setup(() => xmlError('NotFound', 'Topic does not exist', 404));
    expect(await aws.sns.topic(arn)).toBeUndefined();
  });

  it('takes a topic of another account without its tags where those are not shown', async () => {
    const foreign = 'arn:aws:sns:eu-west-1:999999999999:t';
    const { aws } = await setup(({ action }) => {
      if (action === 'GetCallerIdentity') return xml(action, '<Account>111122223333</Account>');
      if (action === 'ListTagsForResource') return xmlError('AuthorizationError', 'not authorized', 403);
      return xml(
        action,
        '<Attributes><entry><key>Owner</key><value>999999999999</value></entry></Attributes>',
      );
    });
    expect(await aws.sns.topic(foreign)).toEqual({
      arn: foreign,
      attributes: { Owner: '999999999999' },
      tags: {},
    });
    await expect(aws.sns.topic(arn)).rejects.toMatchObject({ exitCode: ExitCode.denied });
  });
});

describe('SQS', () => {
  it('asks for the URL once and sends nothing to the host in it', async () => {
    const { aws, calls } = await setup(({ action }) => ({
      json:
        action === 'GetQueueUrl'
          ? { QueueUrl: 'https://elsewhere.example/111122223333/q' }
          : action === 'GetQueueAttributes'
            ? { Attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:111122223333:q' } }
            : { Tags: { a: 'b' } },
    }));
    const queue = await aws.sqs.queue('q');
    expect(queue).toEqual({
      name: 'q',
      url: 'https://elsewhere.example/111122223333/q',
      arn: 'arn:aws:sqs:eu-west-1:111122223333:q',
      attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:111122223333:q' },
      tags: { a: 'b' },
    });
    await aws.sqs.setAttributes('q', { Policy: '' });
    expect(calls()).toEqual(['GetQueueUrl', 'GetQueueAttributes', 'ListQueueTags', 'SetQueueAttributes']);
  });

  it('knows no SQS queue that is not there', async () => {
    const { aws } = await setup(() => ({
      status: 400,
      headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
      json: { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' },
    }));
    expect(await aws.sqs.queue('q')).toBeUndefined();
    await aws.sqs.deleteQueue('q');
  });

  it('waits until a name that was deleted can be taken again', async () => {
    const { aws, sleeps } = await setup((_, call) =>
      call <= 2
        ? jsonError('com.amazonaws.sqs#QueueDeletedRecently', 'You must wait 60 seconds.')
        : { json: { QueueUrl: 'http://x/q' } },
    );
    await aws.sqs.createQueue('q', {}, {});
    expect(sleeps).toEqual([10_000, 10_000]);
  });
});

describe('Lambda', () => {
  const missing = {
    status: 404,
    headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
    json: { Message: 'no' },
  };

  it('knows no function and no policy that is not there', async () => {
    const { aws } = await setup(() => missing);
    expect(await aws.lambda.functionArn('f')).toBeUndefined();
    expect(await aws.lambda.policy('f')).toBeUndefined();
    await aws.lambda.removePermission('f', 's');
  });

  it('reads the policy as JSON', async () => {
    const { aws } = await setup(() => ({ json: { Policy: '{"Statement":[]}', RevisionId: 'r' } }));
    expect(await aws.lambda.policy('f')).toEqual({ Statement: [] });
  });

  it('waits while an update is in progress', async () => {
    const { aws, calls } = await setup((_, call) =>
      call === 1
        ? {
            status: 409,
            headers: { 'x-amzn-errortype': 'ResourceConflictException' },
            json: {
              Message:
                'The operation cannot be performed at this time. An update is in progress for resource: f',
            },
          }
        : { status: 201, json: { Statement: '{}' } },
    );
    await aws.lambda.addPermission('f', 's', 'events.amazonaws.com', 'arn:x');
    expect(calls()).toHaveLength(2);
  });
});

describe('tagging', () => {
  it('finds over all pages, the last of which has an empty token', async () => {
    const { aws } = await setup(({ input }) => ({
      json: input['PaginationToken']
        ? { ResourceTagMappingList: [{ ResourceARN: 'arn:b' }], PaginationToken: '' }
        : {
            ResourceTagMappingList: [{ ResourceARN: 'arn:a', Tags: [{ Key: 'k', Value: 'v' }] }],
            PaginationToken: 'p',
          },
    }));
    expect(await aws.tagging.find({ k: 'v' }, ['sns'])).toEqual(
      new Map([
        ['arn:a', { k: 'v' }],
        ['arn:b', {}],
      ]),
    );
  });
});

describe('the connection', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' };

  it('takes the profile of the file where the environment has no credentials', () => {
    expect(awsConnection({ region: 'eu-west-1', profile: 'p' }, {})).toEqual({
      region: 'eu-west-1',
      profile: 'p',
    });
  });

  it.each([
    ['AWS_PROFILE', 'q'],
    ['AWS_WEB_IDENTITY_TOKEN_FILE', '/t'],
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://x'],
  ])('leaves it to %s', (name, text) => {
    expect(awsConnection({ region: 'eu-west-1', profile: 'p' }, { [name]: text })).toEqual({
      region: 'eu-west-1',
    });
  });

  it('takes keys of the environment before everything else', () => {
    expect(awsConnection({ region: 'eu-west-1', profile: 'p' }, { ...keys, AWS_PROFILE: 'q' })).toEqual({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' },
    });
  });
});

describe('settings of an event bus', () => {
  it('that this run set stay, where EventBridge still answers with those of before', async () => {
    const updates: Readonly<Record<string, unknown>>[] = [];
    const { aws } = await setup(({ action, input }) => {
      if (action === 'UpdateEventBus') updates.push(input);
      return {
        json: { Name: 'b', Arn: 'arn:aws:events:eu-west-1:111122223333:event-bus/b', Description: 'theirs' },
      };
    });
    await aws.events.setBusKey('b', 'key');
    await aws.events.setBusLog('b', { level: 'ERROR', detail: 'NONE' });
    await aws.events.setBusKey('b', undefined);
    const LogConfig = { Level: 'ERROR', IncludeDetail: 'NONE' };
    expect(updates).toEqual([
      { Name: 'b', Description: 'theirs', KmsKeyIdentifier: 'key' },
      { Name: 'b', Description: 'theirs', KmsKeyIdentifier: 'key', LogConfig },
      { Name: 'b', Description: 'theirs', LogConfig },
    ]);
  });
});
