import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { failure } from '../aws/aws-server.js';
import { zipOf } from '../aws/lambda-zip.js';
import { createRole, seededRole } from '../aws/roles.js';
import { proveRecording, type Recorded, refusedAs } from './recording.js';
import { ACCOUNT, EAST, errorCode, openStage, type Stage } from './stage.js';

const SERVICE = 'lambda.amazonaws.com';
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const allow = (...actions: string[]): JsonObject => ({
  Effect: 'Allow',
  Action: actions.map((action) => `sqs:${action}`),
  Resource: `arn:aws:sqs:${EAST}:${ACCOUNT}:queue`,
});
const deny = (action: string): JsonObject => ({ Effect: 'Deny', Action: `sqs:${action}`, Resource: '*' });
const ALL = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'] as const;

let stage: Stage;
let now = Date.now();
let mapping: string | undefined;

beforeAll(async () => {
  const conditional = {
    ...allow(...ALL),
    Condition: {
      ArnEquals: { 'lambda:SourceFunctionArn': `arn:aws:lambda:${EAST}:${ACCOUNT}:function:conditional` },
    },
  };
  stage = await openStage({
    now: () => now,
    seed: {
      roleSeconds: 6,
      functions: [{ name: 'plain' }],
      roles: [
        seededRole('good', SERVICE, [allow(...ALL)]),
        seededRole('powerless', SERVICE, []),
        seededRole('conditional', SERVICE, [conditional]),
        ...ALL.flatMap((call) => [
          seededRole(`no-${call}`, SERVICE, [allow(...ALL.filter((other) => other !== call))]),
          seededRole(`denied-${call}`, SERVICE, [allow(...ALL), deny(call)]),
        ]),
      ],
    },
  });
  now += 60_000;
  await stage.in(EAST).sqs.send(new CreateQueueCommand({ QueueName: 'queue' }));
  await stage.queue('dead');
});

afterAll(() => stage.server.close());

const lambda = () => stage.in(EAST).lambda;

function create(FunctionName: string, Role: string) {
  return lambda().send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipOf('export const handler = async () => ({});') },
    }),
  );
}

const configuration = (FunctionName: string) =>
  lambda().send(new GetFunctionConfigurationCommand({ FunctionName }));
const getPolicy = (Qualifier?: string) =>
  lambda().send(
    new GetPolicyCommand({ FunctionName: 'good', ...(Qualifier === undefined ? {} : { Qualifier }) }),
  );
const add = (more: object = {}) =>
  lambda().send(
    new AddPermissionCommand({
      FunctionName: 'good',
      StatementId: 'EventRule',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: stage.arn('events', 'rule/bus/all'),
      SourceAccount: ACCOUNT,
      ...more,
    }),
  );
const remove = (more: object = {}) =>
  lambda().send(new RemovePermissionCommand({ FunctionName: 'good', StatementId: 'EventRule', ...more }));

async function map(role: string) {
  const name = `f-${role}`;
  await create(name, roleArn(role)).catch((error: Error) => {
    if (error.name !== 'ResourceConflictException') throw error;
  });
  await configuration(name);
  const EventSourceArn = stage.arn('sqs', 'queue');
  return lambda().send(new CreateEventSourceMappingCommand({ FunctionName: name, EventSourceArn }));
}

/** A role that may not do it, or is denied, and a queue's policy that denies it to a role that may. */
async function refusedMapping(line: Recorded, call: (typeof ALL)[number]): Promise<void> {
  await refusedAs(line, map(`no-${call}`));
  await refusedAs(line, map(`denied-${call}`));
  const statement = { ...deny(call), Principal: { AWS: roleArn('good') } };
  const QueueUrl = `${stage.server.endpoint}/${ACCOUNT}/queue`;
  const set = (Policy: string) =>
    stage.in(EAST).sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await set(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  await refusedAs(line, map('good'));
  await set('');
}

const UUID = expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
const OUTCOMES =
  'destinations of functions the sandbox does not know, and says so; their DeadLetterConfig it keeps and does not carry out (docs/sandbox.md)';

proveRecording(
  '2026-lambda',
  {
    1: async (line) => {
      const fresh = await createRole(
        {
          endpoint: stage.server.endpoint,
          region: EAST,
          credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'secret' },
        },
        'fresh',
        SERVICE,
      );
      await refusedAs(line, create('fresh', fresh));
      now += 6_000;
      await create('fresh', fresh);
      await refusedAs(line, create('x', roleArn('missing')));
    },
    2: async () => {
      const { $metadata, ...made } = await create('good', roleArn('good'));
      expect($metadata.httpStatusCode).toBe(201);
      expect(made).toMatchObject({
        State: 'Pending',
        StateReason: 'The function is being created.',
        StateReasonCode: 'Creating',
        TracingConfig: { Mode: 'PassThrough' },
        EphemeralStorage: { Size: 512 },
        SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
        LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/good' },
        RevisionId: UUID,
      });
      expect(made).not.toHaveProperty('LastUpdateStatus');
    },
    3: async () => {
      const pending = await configuration('good');
      const active = await configuration('good');
      expect(active).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful', RevisionId: UUID });
      expect(active.RevisionId).not.toBe(pending.RevisionId);
    },
    4: (line) => refusedAs(line, getPolicy()),
    5: (line) => refusedAs(line, remove()),
    6: (line) => refusedAs(line, remove({ RevisionId: 'old' })),
    7: async (line) => refusedAs(line, add({ RevisionId: (await configuration('good')).RevisionId })),
    8: async () => {
      const { $metadata, Statement = '' } = await add();
      expect($metadata.httpStatusCode).toBe(201);
      expect(JSON.stringify(JSON.parse(Statement).Condition)).toBe(
        JSON.stringify({
          StringEquals: { 'AWS:SourceAccount': ACCOUNT },
          ArnLike: { 'AWS:SourceArn': stage.arn('events', 'rule/bus/all') },
        }),
      );
    },
    9: async () => {
      const { Policy, RevisionId } = await getPolicy();
      expect(Policy).toMatch(/^\{"Version":"2012-10-17","Id":"default","Statement":\[\{.*\}\]\}$/);
      expect(RevisionId).toEqual(UUID);
    },
    10: (line) => refusedAs(line, add()),
    11: async () => {
      expect((await failure(add({ RevisionId: 'old' }))).code).toBe('ResourceConflictException');
    },
    12: (line) => refusedAs(line, add({ StatementId: 'other', Qualifier: '$LATEST' })),
    13: (line) => refusedAs(line, getPolicy('$LATEST')),
    14: (line) => refusedAs(line, remove({ Qualifier: '$LATEST' })),
    15: (line) => refusedAs(line, remove({ StatementId: 'missing' })),
    16: async (line) => {
      const { RevisionId: ofFunction } = await configuration('good');
      await refusedAs(line, add({ StatementId: 'other', RevisionId: ofFunction }));
      const { RevisionId: old } = await getPolicy();
      await add({ StatementId: 'between' });
      await refusedAs(line, add({ StatementId: 'other', RevisionId: old }));
    },
    17: async () => {
      const { RevisionId } = await getPolicy();
      const { $metadata } = await add({ StatementId: 'other', RevisionId });
      expect($metadata.httpStatusCode).toBe(201);
    },
    18: async () => {
      for (const StatementId of ['other', 'between', 'EventRule']) await remove({ StatementId });
      expect((await failure(getPolicy())).code).toBe('ResourceNotFoundException');
    },
    20: (line) => refusedMapping(line, 'GetQueueAttributes'),
    21: (line) => refusedMapping(line, 'ReceiveMessage'),
    22: (line) => refusedMapping(line, 'DeleteMessage'),
    23: async () => {
      const made = await map('good');
      mapping = made.UUID;
      expect(made).toMatchObject({ State: 'Creating' });
    },
    24: async () => {
      expect(await failure(map('conditional'))).toMatchObject({
        code: 'InvalidParameterValueException',
        message: expect.stringContaining('does not have permissions to call ReceiveMessage on SQS'),
      });
    },
    25: async () => {
      now += 5_000;
      const shown = await lambda().send(new GetEventSourceMappingCommand({ UUID: mapping }));
      expect(shown).toMatchObject({ State: 'Enabled', StateTransitionReason: 'USER_INITIATED' });
      expect(shown).not.toHaveProperty('LastProcessingResult');
    },
    34: async () => {
      await stage.bus('bus', [
        {
          Id: 'X',
          Arn: stage.arn('lambda', 'function:good'),
          DeadLetterConfig: { Arn: stage.arn('sqs', 'dead') },
        },
      ]);
      await add({ SourceArn: stage.arn('events', 'rule/bus/another') });
      await stage.put('bus');
      expect((await stage.take('dead')).map(errorCode)).toEqual(['NO_PERMISSIONS']);
    },
    35: async () => {
      const { StatusCode, Payload } = await lambda().send(
        new InvokeCommand({ FunctionName: 'plain', InvocationType: 'Event', Payload: Buffer.from('{}') }),
      );
      expect([StatusCode, Payload?.length ?? 0]).toEqual([202, 0]);
    },
    36: async () => {
      const FunctionName = 'good';
      await lambda().send(
        new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
      );
      expect(await failure(lambda().send(new InvokeCommand({ FunctionName })))).toMatchObject({
        code: 'TooManyRequestsException',
        status: 429,
      });
    },
    37: async () => {
      await failure(
        lambda().send(
          new PutFunctionConcurrencyCommand({ FunctionName: 'good', ReservedConcurrentExecutions: 901 }),
        ),
      );
    },
  },
  {
    19: 'settings of asynchronous invocations, which the sandbox does not know, and says so',
    26: 'time is compressed: messages of a function that is throttled come back as their queue’s visibility timeout says',
    27: 'time is compressed: a function that fails is tried again at once',
    28: 'as 19',
    29: OUTCOMES,
    30: OUTCOMES,
    31: OUTCOMES,
    32: OUTCOMES,
    33: OUTCOMES,
  },
);
