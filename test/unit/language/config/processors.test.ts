import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Config, loadConfig } from '../../../../src/lib/language/config/index.js';
import { LOG_RETENTION_DAYS } from '../../../../src/lib/language/config/schema/schema-retention.js';
import { fileWith, validateText } from './marked-file.js';

/** A file with a processor that the route uses, and an SNS topic that nothing else names. */
function file(processor: string, beside = ''): string {
  return fileWith({
    targets: `it:\n  processor: ${processor}${beside}`,
    route: 'queues: ["Sales Support"]',
  }).replace('targets: [inbox]', 'targets: [inbox, it]');
}

async function load(text: string, environment?: string): Promise<Config> {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-processor-'));
  try {
    writeFileSync(join(cwd, '.genesysrc.yml'), text);
    return (await loadConfig({ cwd, env: {}, ...(environment === undefined ? {} : { environment }) })).config;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

describe('a processor', () => {
  test('needs a handler only; the rest has defaults', async () => {
    const { targets } = await load(file('{ handler: ./handlers/it.ts }'));
    expect(targets['it']).toEqual({
      kind: 'processor',
      name: 'it',
      handler: './handlers/it.ts',
      deduplicate: { forSeconds: 5 * 86_400 },
      batch: { size: 100, windowSeconds: 5 },
      concurrency: 10,
      memoryMb: 512,
      timeoutSeconds: 60,
      architecture: 'arm64',
      logRetentionDays: 30,
      environment: {},
      secrets: {},
      migrations: [],
    });
  });

  test('says everything', async () => {
    const text = file(
      [
        '',
        '    handler: ./handlers/it.ts',
        '    name: sales-${env}',
        '    only: { events: [conversation.acd.end], queues: ["Sales Support", { glob: "Sales*" }], withoutQueue: true }',
        '    deduplicate: { for: 6h, key: detail.eventBody.id }',
        '    maxEventAge: { of: 5m, then: drop }',
        '    batch: { size: 10, window: 0 }',
        '    concurrency: 3',
        '    memory: 1024',
        '    timeout: 15m',
        '    runtime: nodejs24.x',
        '    maximumConcurrency: 4',
        '    reservedConcurrency: 8',
        '    ephemeralStorage: 2048',
        '    tracing: active',
        '    metrics: { namespace: Contact Center/Sales }',
        '    vpc: { subnets: [subnet-2, subnet-1, subnet-2], securityGroups: [sg-1] }',
        '    architecture: x86_64',
        '    logs: { retention: forever }',
        '    role: arn:aws:iam::${aws.account}:role/sales',
        '    environment: { CRM_URL: https://crm.example.com, TOKEN_URL: https://login.example.com/token }',
        '    secrets: { GENESYS: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:genesys-AbCdEf" }',
        '    migrations: [{ from: "1", to: "2", move: { legacy_token: new.field } }, { from: "2", to: "3" }]',
        '    alarms: told',
        '  deadLetter: inbox',
        '  retry: { attempts: 3 }',
        'told: { sns: { create: told }, subscribers: [{ email: ops@example.com }] }',
      ].join('\n'),
    );
    expect((await validateText(text)).diagnostics).toEqual([]);
    const { targets } = await load(text);
    expect(targets['it']).toEqual({
      kind: 'processor',
      name: 'it',
      deadLetter: 'inbox',
      retry: { attempts: 3 },
      physicalName: 'sales-default',
      handler: './handlers/it.ts',
      only: {
        events: ['v2.detail.events.conversation.{id}.acd.end'],
        queues: [
          { kind: 'name', name: 'Sales Support' },
          { kind: 'glob', glob: 'Sales*' },
        ],
        withoutQueue: true,
      },
      deduplicate: { forSeconds: 21_600, key: ['detail.eventBody.id'] },
      // biome-ignore lint/suspicious/noThenProperty: the word of the file
      maxEventAge: { ofSeconds: 300, then: 'drop' },
      batch: { size: 10, windowSeconds: 0 },
      concurrency: 3,
      memoryMb: 1024,
      timeoutSeconds: 900,
      runtime: 'nodejs24.x',
      maximumConcurrency: 4,
      reservedConcurrency: 8,
      storageMb: 2_048,
      tracing: 'active',
      metricsNamespace: 'Contact Center/Sales',
      vpc: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'] },
      architecture: 'x86_64',
      logRetentionDays: 0,
      executionRole: 'arn:aws:iam::111122223333:role/sales',
      environment: { CRM_URL: 'https://crm.example.com', TOKEN_URL: 'https://login.example.com/token' },
      secrets: { GENESYS: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:genesys-AbCdEf' },
      migrations: [
        { from: '1', to: '2', move: { legacy_token: 'new.field' } },
        { from: '2', to: '3', move: {} },
      ],
      alarms: 'told',
    });
  });

  test('deduplicate: false turns it off', async () => {
    const { targets } = await load(file('{ handler: ./handlers/it.ts, deduplicate: false }'));
    expect(targets['it']).not.toHaveProperty('deduplicate');
  });

  test('maxEventAge dead-letters where nothing else is said', async () => {
    const { targets } = await load(file('{ handler: ./handlers/it.ts, maxEventAge: { of: 90 } }'));
    // biome-ignore lint/suspicious/noThenProperty: the word of the file
    expect(targets['it']).toMatchObject({ maxEventAge: { ofSeconds: 90, then: 'deadLetter' } });
  });

  test('an environment can lay over parts of it', async () => {
    const text = `${file('{ handler: ./handlers/it.ts, memory: 256, maxEventAge: { of: 5m } }')}environments: { test: { targets: { it: { processor: { memory: 128, maxEventAge: null, name: it-test } } } } }\n`;
    const { targets } = await load(text, 'test');
    expect(targets['it']).toMatchObject({ memoryMb: 128, physicalName: 'it-test' });
    expect(targets['it']).not.toHaveProperty('maxEventAge');
  });

  test('event types of a relay keep their names', async () => {
    const text = fileWith({
      genesys: '{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, format: relay }',
      aws: '{ account: "111122223333", region: eu-west-1, bus: calls }',
      top: 'formats: { relay: { source: com.acme, detailType: "{eventType}", queueId: detail.queue, eventTypes: [left, conversation.acd.end] } }',
      events: '[left, conversation.acd.end]',
      targets:
        'it: { processor: { handler: ./handlers/it.ts, only: { events: [conversation.acd.end], queues: [A] } } }',
    }).replace('targets: [inbox]', 'targets: [inbox, it]');
    expect((await validateText(text)).diagnostics).toEqual([]);
    expect((await load(text)).targets['it']).toMatchObject({ only: { events: ['conversation.acd.end'] } });
  });

  test('its logs are kept for one of the periods of CloudWatch, or the file is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4000 }), async (days) => {
        const text = file(`{ handler: ./handlers/it.ts, logs: { retention: ${days}d } }`);
        expect((await validateText(text)).valid).toBe(LOG_RETENTION_DAYS.includes(days));
      }),
      { numRuns: 20, examples: [[30], [31], [3653]] },
    );
  });
});
