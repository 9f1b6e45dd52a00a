import { afterEach, describe, expect, it } from 'vitest';
import {
  designApparatus,
  makeApparatus,
  newTailId,
  removeApparatus,
} from '../../../../src/lib/features/tail/apparatus.js';
import { type AwsSetup, awsSetup, jsonError } from '../../clients/aws/aws-server.js';
import { config } from './listened-file.js';

const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const design = (count = 1) =>
  designApparatus({
    config,
    bus,
    patterns: Array.from({ length: count }, () => ({ source: [bus] })),
    id: '0123456789ab',
    ends: new Date('2026-01-01T12:00:00Z'),
  });
const open: AwsSetup[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ server }) => server.close()));
});
async function setup(...parameters: Parameters<typeof awsSetup>): Promise<AwsSetup> {
  const started = await awsSetup(...parameters);
  open.push(started);
  return started;
}

describe('what a tail makes', () => {
  it('is named and tagged as a tail’s, expires after its end, and lets only its own rules in', () => {
    const { queueName, rules, tags, queuePolicy, expires } = design(2);
    expect(queueName).toBe('gcx-tail-0123456789ab');
    expect(rules.map(({ name }) => name)).toEqual(['gcx-tail-0123456789ab-1', 'gcx-tail-0123456789ab-2']);
    expect(expires.toISOString()).toBe('2026-01-01T12:05:00.000Z');
    expect(tags['genesys-gcx:expires']).toBe('2026-01-01T12:05:00Z');
    expect(queuePolicy['Statement']).toMatchObject([
      {
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: 'arn:aws:sqs:eu-west-1:111122223333:gcx-tail-0123456789ab',
        Condition: {
          ArnLike: {
            'aws:SourceArn': `arn:aws:events:eu-west-1:111122223333:rule/${bus}/gcx-tail-0123456789ab-*`,
          },
        },
      },
    ]);
    expect(new Set(Array.from({ length: 50 }, newTailId)).size).toBe(50);
  });

  it('on a full bus: says so, with the quota', async () => {
    const { aws } = await setup(({ action }) =>
      action === 'PutRule'
        ? jsonError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.')
        : { json: { QueueUrl: 'https://sqs/1/q' } },
    );
    await expect(makeApparatus(aws, design())).rejects.toMatchObject({
      exitCode: 1,
      report: {
        code: 'bus-full',
        where: expect.stringContaining('events:PutRule'),
        why: expect.stringContaining('300 rules'),
      },
    });
  });

  it('is removed as far as it can be, and what is left is told', async () => {
    const { aws, calls } = await setup(({ action, input }) => {
      if (action === 'ListTargetsByRule') return { json: { Targets: [{ Id: 'tail', Arn: 'arn' }] } };
      if (action === 'DeleteRule' && input['Name'] === 'gcx-tail-0123456789ab-1') {
        return jsonError('ManagedRuleException', 'Not now.');
      }
      return { json: { QueueUrl: 'https://sqs/1/q', FailedEntries: [] } };
    });
    expect(await removeApparatus(aws, design(2))).toEqual([
      { what: 'rule gcx-tail-0123456789ab-1', why: expect.stringContaining('Not now.') },
    ]);
    expect(calls().filter((action) => action.startsWith('Delete'))).toEqual([
      'DeleteRule',
      'DeleteRule',
      'DeleteQueue',
    ]);
  });

  it('that never came to be is no error', async () => {
    const { aws } = await setup(({ action }) =>
      /Queue/.test(action)
        ? jsonError('AWS.SimpleQueueService.NonExistentQueue', 'No such queue.')
        : jsonError('ResourceNotFoundException', 'No such rule.'),
    );
    expect(await removeApparatus(aws, design())).toEqual([]);
  });
});
