import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  type Config,
  ConfigInvalid,
  configJsonSchema,
  durationText,
  loadConfig,
  parseDuration,
  renderDiagnostics,
} from '../../../../src/lib/language/config/index.js';
import { fileWith, validateText } from './marked-file.js';

const project = fileURLToPath(new URL('../../../../', import.meta.url));

async function load(text: string, environment?: string): Promise<Config> {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-config-'));
  try {
    writeFileSync(join(cwd, '.genesysrc.yml'), text);
    const loaded = await loadConfig({ cwd, env: {}, ...(environment === undefined ? {} : { environment }) });
    return loaded.config;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

describe('the example file', () => {
  test.each(['production', 'test'])('is valid without a warning in %s', async (environment) => {
    const options = { cwd: project, configFile: '.genesysrc.example.yml', env: {}, environment };
    const { config, warnings } = await loadConfig(options);
    expect(warnings).toEqual([]);
    expect(Object.keys(config.routes)).toEqual(['sales-left-queue', 'agent-finished']);
    expect(Object.keys(config.targets)).toEqual([
      'sales-topic',
      'wallboard',
      'crm-inbox',
      'crm-sync',
      'sales-processor',
      'by-type',
      'audit',
      'dead-letters',
    ]);
    expect(config.aws.account).toBe(environment === 'test' ? '444455556666' : '111122223333');
  });

  test('becomes what the model says', async () => {
    const options = {
      cwd: project,
      configFile: '.genesysrc.example.yml',
      env: {},
      environment: 'production',
    };
    const { config } = await loadConfig(options);
    expect(config.sharesBus).toBe(false);
    expect(config.routes['sales-left-queue']).toEqual({
      name: 'sales-left-queue',
      description: 'Conversations that left the sales queues',
      events: ['v2.detail.events.conversation.{id}.acd.end'],
      queues: [
        { kind: 'name', name: 'Sales Support' },
        { kind: 'name', name: 'Support', division: 'Retail' },
        { kind: 'glob', glob: 'Sales DE*' },
        { kind: 'id', id: '5affb229-7631-4992-b0ce-583505c6af07' },
      ],
      where: { mediaType: ['VOICE', 'MESSAGE'] },
      targets: ['sales-topic', 'crm-inbox', 'crm-sync', 'sales-processor'],
      enabled: true,
    });
    expect(config.targets['sales-topic']).toEqual({
      name: 'sales-topic',
      kind: 'sns',
      provenance: 'create',
      topicName: 'sales-ended',
      account: '111122223333',
      deadLetter: 'dead-letters',
      retry: { maxAgeSeconds: 21_600, attempts: 50 },
      subscribers: [
        { kind: 'email', address: 'wallboard@example.com' },
        { kind: 'sqs', target: 'wallboard', raw: false },
      ],
    });
    expect(config.targets['audit']).toMatchObject({
      kind: 'arn',
      arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:audit',
      role: 'arn:aws:iam::111122223333:role/events-to-audit',
      input: {
        kind: 'template',
        template: '{"conversation": <id>}',
        paths: { id: '$.detail.eventBody.conversationId' },
      },
    });
    expect(config.targets['dead-letters']).not.toHaveProperty('deadLetter');
  });
});

describe('normalising', () => {
  test('ARNs become names and accounts, defaults are filled in, a target can refuse them', async () => {
    const config = await load(
      fileWith({
        top: 'defaults: { deadLetter: dead, retry: { maxAge: 90s, attempts: 3 } }',
        targets: [
          'dead: { sqs: { create: dead } }',
          'theirs: { sns: { existing: "arn:aws:sns:eu-west-1:444455556666:theirs" }, role: "arn:aws:iam::111122223333:role/r", deadLetter: false }',
          'live: { lambda: { existing: "arn:aws:lambda:eu-west-1:111122223333:function:f:live" }, retry: { attempts: 0 } }',
          'alias: { lambda: { existing: "g:blue" } }',
          'ordered: { sqs: { create: o.fifo, messageGroup: all }, input: { constant: { a: [1, null] } } }',
          'lake: { kinesis: { existing: lake, partitionKey: $.detail.eventBody.conversationId }, role: "arn:aws:iam::111122223333:role/r" }',
          'hose: { firehose: { existing: "arn:aws:firehose:eu-west-1:111122223333:deliverystream/hose" } }',
          'far: { kinesis: { existing: "arn:aws:kinesis:eu-west-1:444455556666:stream/far" }, role: "arn:aws:iam::111122223333:role/r" }',
          'flow: { stateMachine: { existing: flow } }',
          'blue: { stateMachine: { existing: "arn:aws:states:eu-west-1:111122223333:stateMachine:flow:blue" } }',
          'written: { logGroup: { create: /aws/events/calls } }',
          'kept: { logGroup: { create: calls, retention: forever, key: "arn:aws:kms:eu-west-1:111122223333:key/k" } }',
          'theirs2: { logGroup: { existing: "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/theirs:*" } }',
          'near: { bus: { existing: near }, deadLetter: dead }',
          'there: { bus: { existing: "arn:aws:events:us-east-1:444455556666:event-bus/there" } }',
          'part: { sqs: { existing: part }, input: { path: $.detail }, retry: { maxAge: 3600 } }',
        ].join('\n'),
      }).replace(
        'targets: [inbox]',
        'targets: [inbox, theirs, live, alias, ordered, part, lake, hose, far, flow, blue, near, there, written, kept, theirs2, inbox]',
      ),
    );
    expect(config.targets).toMatchObject({
      theirs: {
        kind: 'sns',
        provenance: 'existing',
        topicName: 'theirs',
        account: '444455556666',
        role: 'arn:aws:iam::111122223333:role/r',
      },
      live: {
        kind: 'lambda',
        functionName: 'f',
        qualifier: 'live',
        retry: { maxAgeSeconds: 90, attempts: 0 },
      },
      alias: { kind: 'lambda', functionName: 'g', qualifier: 'blue', account: '111122223333' },
      ordered: { messageGroup: 'all', input: { kind: 'constant', json: '{"a":[1,null]}' } },
      lake: {
        kind: 'kinesis',
        streamName: 'lake',
        account: '111122223333',
        partitionKey: '$.detail.eventBody.conversationId',
      },
      hose: { kind: 'firehose', streamName: 'hose' },
      far: { kind: 'kinesis', streamName: 'far', account: '444455556666' },
      flow: { kind: 'stateMachine', machineName: 'flow', retry: { maxAgeSeconds: 90, attempts: 3 } },
      blue: { kind: 'stateMachine', machineName: 'flow', qualifier: 'blue' },
      written: { kind: 'logGroup', provenance: 'create', groupName: '/aws/events/calls', retentionDays: 30 },
      kept: { retentionDays: 0, key: 'arn:aws:kms:eu-west-1:111122223333:key/k' },
      theirs2: { kind: 'logGroup', provenance: 'existing', groupName: '/aws/events/theirs' },
      near: {
        kind: 'bus',
        busName: 'near',
        account: '111122223333',
        region: 'eu-west-1',
        deadLetter: 'dead',
      },
      there: { kind: 'bus', busName: 'there', account: '444455556666', region: 'us-east-1' },
      part: {
        provenance: 'existing',
        input: { kind: 'path', path: '$.detail' },
        retry: { maxAgeSeconds: 3_600 },
      },
      inbox: { deadLetter: 'dead' },
    });
    expect(config.targets['theirs']).not.toHaveProperty('deadLetter');
    expect(config.targets['dead']).not.toHaveProperty('deadLetter');
    expect(config.targets['flow']).not.toHaveProperty('qualifier');
    // AWS takes no retry policy for a bus: what "defaults" say does not reach it.
    for (const bus of ['near', 'there']) expect(config.targets[bus]).not.toHaveProperty('retry');
    expect(config.routes['sales']?.targets.slice(0, 6)).toEqual([
      'inbox',
      'theirs',
      'live',
      'alias',
      'ordered',
      'part',
    ]);
    expect(config.routes['sales']?.targets).toHaveLength(16);
  });

  test('both spellings of the Genesys environment are one', async () => {
    const organization = 'organization: 6513270E-269E-4D37-B2A7-4DE452E6B438, integration: { suffix: a }';
    for (const place of [
      'region: eu-west-1',
      'environment: mypurecloud.ie',
      'environment: https://apps.mypurecloud.ie',
    ]) {
      const config = await load(
        fileWith({ genesys: `{ ${place.replace(/: (https.*)/, ': "$1"')}, ${organization} }` }),
      );
      expect(config.genesys.environment).toBe('mypurecloud.ie');
      expect(config.genesys.organization).toBe('6513270e-269e-4d37-b2a7-4de452e6b438');
    }
    const spelt = await validateText(fileWith({}), {
      GENESYSCLOUD_REGION: 'mypurecloud.ie',
      AWS_REGION: 'us-east-1',
    });
    expect(spelt.diagnostics).toEqual([]);
  });

  test('conditions are lists, operators stay as they are', async () => {
    const config = await load(
      fileWith({
        route:
          'where: { mediaType: { anything-but: [VOICE] }, eventTime: [1, { numeric: [">", 5] }], conversationId: null-ish, queueId: [null, { exists: false }] }',
      }),
    );
    expect(config.routes['sales']?.where).toEqual({
      mediaType: [{ 'anything-but': ['VOICE'] }],
      eventTime: [1, { numeric: ['>', 5] }],
      conversationId: ['null-ish'],
      queueId: [null, { exists: false }],
    });
  });

  test('that a field is absent may be asked of event types without it', async () => {
    const file = fileWith({
      events: '[conversation.acd.start, conversation.acd.end]',
      route: 'where: { disconnectType: { exists: false } }',
    });
    expect((await validateText(file)).diagnostics).toEqual([]);
  });

  test('an event bus in another region is the one target that may be there', async () => {
    const file = fileWith({
      targets:
        'far: { arn: "arn:aws:events:us-east-1:111122223333:event-bus/b", role: "arn:aws:iam::111122223333:role/r" }',
    }).replace('[inbox]', '[inbox, far]');
    expect((await validateText(file)).diagnostics).toEqual([]);
  });

  test('anchors and aliases are plain YAML', async () => {
    const config = await load(
      fileWith({ route: 'queues: &q [Sales]' }).replace('routes:\n', 'routes:\n') +
        '  again: { events: [conversation.acd.end], targets: [inbox], queues: *q }\n',
    );
    expect(config.routes['again']?.queues).toEqual([{ kind: 'name', name: 'Sales' }]);
  });
});

describe('a bad file', () => {
  test('tells all problems at once, by place, each with line, caret and fix', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'gcx-config-'));
    try {
      const text = fileWith({
        events: '[conversation.end]',
        route: 'queues: [911]\nwhere: { mediaType: voice }',
      });
      writeFileSync(join(cwd, '.genesysrc.yml'), text.replace('project: pipe', 'projcet: pipe'));
      const error: unknown = await loadConfig({ cwd, env: {} }).catch((reason: unknown) => reason);
      if (!(error instanceof ConfigInvalid)) throw error;
      expect(error.diagnostics.map(({ code, position }) => `${position?.line} ${code}`)).toEqual([
        // That there is no "project" is what the mistyped key comes to: told once.
        '2 unknown-key',
        '9 tutorial-event-type',
        '11 not-text',
      ]);
      expect(error.exitCode).toBe(1);
      expect(error.report.what).toBe('.genesysrc.yml has 3 errors.');
      const block = renderDiagnostics(error.diagnostics.slice(2), { color: false }).split('\n');
      expect(block[0]).toContain('.genesysrc.yml:11:14');
      expect(block[1]).toContain('    queues: [911]');
      expect(block[2]?.indexOf('^^^')).toBe(block[1]?.indexOf('911'));
      expect(block[3]).toContain('fix: Put it in quotes: "911".');
      expect(error.report.details).toHaveLength(3);
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });

  test('one problem of a route hides no other of the same route', async () => {
    const { diagnostics } = await validateText(
      fileWith({
        events: '[conversation.acd.end, conversation.customer.end, nope]',
        route: 'queues: [911, [a, b]]\nwhere: { mediaType: voice, foo: 1 }\nenabeld: true',
      }),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'event-type-without-queue',
      'unknown-event-type',
      'not-text',
      'list-as-text',
      'unknown-value',
      'unknown-field',
      'unknown-key',
    ]);
  });
});

describe('large files', () => {
  test('60 routes with 400 queues and 7 targets each', async () => {
    const targets = Array.from({ length: 7 }, (_, index) => `  t${index}: { sqs: { create: t${index} } }`);
    const routes = Array.from({ length: 60 }, (_, route) => {
      const queues = Array.from({ length: 7 }, (_, queue) => `"Queue ${route} ${queue}"`);
      return `  r${route}: { events: [conversation.acd.end, conversation.user.end], queues: [${queues.join(', ')}], targets: [t0, t1, t2, t3, t4, t5, t6] }`;
    });
    const text = fileWith({})
      .replace('routes:\n', `${targets.join('\n')}\nroutes:\n`)
      .concat(routes.join('\n'), '\n');
    const { environments, diagnostics } = await validateText(text);
    expect(diagnostics).toEqual([]);
    expect(environments).toEqual([{ name: 'default', routes: 61, eventTypes: 2, targets: 8 }]);
  });

  test('an alias bomb is refused', async () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x]'
        : `a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`,
    );
    const { diagnostics } = await validateText(fileWith({ top: levels.join('\n') }));
    expect(diagnostics.map(({ code }) => code)).toContain('yaml-alias');
  });
});

describe('durations', () => {
  test.each([
    ['6h', 21_600],
    ['90s', 90],
    ['15m', 900],
    ['1d', 86_400],
    ['1h30m', 5_400],
    ['0.5h', 1_800],
    ['120', 120],
    [45, 45],
    [0, 0],
  ])('%s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
    expect(parseDuration(durationText(seconds))).toBe(seconds);
  });

  test.each(
    ['', '6', 'h', '6 hours', '-1h', '1.3s', '1w', 1.5, -1, Number.NaN].filter((each) => each !== '6'),
  )('%s is none', (text) => expect(parseDuration(text)).toBeUndefined());
});

describe('the JSON Schema', () => {
  test('in config/ is the one that the schema gives; run "npm run build" where it is not', () => {
    const committed: unknown = JSON.parse(
      readFileSync(join(project, 'config/genesysrc.schema.json'), 'utf8'),
    );
    expect(committed).toEqual(configJsonSchema());
  });

  test('knows every key of the example, and lets variables stand in for texts with a form', () => {
    const schema = JSON.stringify(configJsonSchema());
    for (const key of [
      'deadLetter',
      'subscribers',
      'messageGroup',
      'division',
      'glob',
      'environments',
      'paths',
    ]) {
      expect(schema).toContain(`"${key}":`);
    }
    expect(configJsonSchema()).toMatchObject({
      properties: { project: { anyOf: [{ maxLength: 32 }, { pattern: '\\$\\{' }] } },
      required: ['version', 'project'],
    });
  });
});
