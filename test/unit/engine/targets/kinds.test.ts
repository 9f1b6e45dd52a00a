import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandTargets } from '../../../../src/lib/engine/compile/index.js';
import { declaredIn } from '../../../../src/lib/engine/targets/declared-in.js';
import {
  arnOf,
  isAt,
  kindOf,
  nameOfFound,
  readTarget,
  targetChoices,
} from '../../../../src/lib/engine/targets/list.js';
import { parseTarget } from '../../../../src/lib/features/questions/target-answer.js';
import type { Config, Target } from '../../../../src/lib/language/config/model.js';
import { eventTypeName } from '../../../../src/lib/language/events/index.js';
import { project, route } from '../plan/project.js';

const config: Config = { ...project([], []), environment: 'default' };
const { account, region } = config.aws;
const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
const owner = fc.constantFrom(account, '444455556666');
const provenance = fc.constantFrom('create', 'existing') as fc.Arbitrary<'create' | 'existing'>;

/** A target of each kind that an export can make. */
const targets: fc.Arbitrary<Target> = fc.oneof(
  fc
    .record({ topicName: word, account: owner, provenance })
    .map((each): Target => ({ ...each, name: 'it', kind: 'sns', subscribers: [] })),
  fc
    .record({ queueName: word, account: owner, provenance })
    .map((each): Target => ({ ...each, name: 'it', kind: 'sqs' })),
  fc
    .record({ functionName: word, account: owner, qualifier: word })
    .map((each): Target => ({ ...each, name: 'it', kind: 'lambda' })),
  fc
    .record({ functionName: word, account: owner })
    .map((each): Target => ({ ...each, name: 'it', kind: 'lambda' })),
  fc
    .record({ streamName: word, account: owner })
    .map((each): Target => ({ ...each, name: 'it', kind: 'kinesis' })),
  word.map((streamName): Target => ({ name: 'it', kind: 'firehose', streamName })),
  fc.record({ machineName: word, qualifier: fc.option(word, { nil: undefined }) }).map(
    ({ machineName, qualifier }): Target => ({
      name: 'it',
      kind: 'stateMachine',
      machineName,
      ...(qualifier === undefined ? {} : { qualifier }),
    }),
  ),
  fc
    .record({
      busName: fc.stringMatching(/^[A-Za-z0-9._/-]{1,40}$/),
      account: owner,
      region: fc.constantFrom(region, 'us-east-1'),
    })
    .map((each): Target => ({ ...each, name: 'it', kind: 'bus' })),
  fc
    .stringMatching(/^[A-Za-z0-9._/#-]{1,40}$/)
    .map((groupName): Target => ({ name: 'it', kind: 'logGroup', provenance: 'existing', groupName })),
  fc.constantFrom('states', 'kinesis', 'events', 'logs').chain((service) =>
    word.map(
      (name): Target => ({
        kind: 'arn',
        name: 'it',
        arn: `arn:aws:${service}:${region}:${account}:thing/${name}`,
      }),
    ),
  ),
);

describe('the kinds of target', () => {
  it('read back from a live rule what rules were told to send to', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const read = readTarget({
          common: { name: 'it' },
          arn: arnOf(target, config),
          provenance: 'provenance' in target ? target.provenance : 'existing',
          subscribers: [],
        });
        expect(read).toEqual(target);
      }),
    );
  });

  it('stand for their own ARN, and for no other', () => {
    fc.assert(
      fc.property(targets, targets, (target, other) => {
        expect(isAt(target, config, arnOf(target, config))).toBe(true);
        const same = arnOf(target, config) === arnOf(other, config);
        expect(isAt(target, config, arnOf(other, config))).toBe(same);
      }),
    );
  });

  it('stand for each of the topics that a rule sends to where there is one for each event type', () => {
    const target: Target = {
      name: 'board',
      kind: 'sns',
      provenance: 'create',
      topicName: 'calls-{eventType}',
      account,
      subscribers: [],
    };
    const events = ['v2.new.{id}.a', 'v2.new.{id}.b'];
    const expanded = expandTargets(
      { ...config, targets: { board: target } },
      { name: 'r', events, targets: ['board'] },
      { eventType: (template) => ({ name: eventTypeName(template) }) },
    );
    expect(expanded.map(({ topicName }) => topicName)).toEqual(['calls-new-a', 'calls-new-b']);
    const topic = (name: string) => `arn:aws:sns:${region}:${account}:${name}`;
    const routes = { r: route('r', { events, targets: ['board'] }) };
    for (const { arn } of expanded) expect(isAt(target, { ...config, routes }, arn)).toBe(true);
    // What the file no longer sends there may still lie in a dead-letter queue.
    expect(isAt(target, config, topic('calls-conversation-acd-end'))).toBe(true);
    for (const other of ['calls-', 'calls-ops', 'calls-conversation-acd-end-2'])
      expect(isAt(target, config, topic(other)), other).toBe(false);
  });

  it('that has one topic for each event type leaves each to the target that names it more exactly', () => {
    const sns = { kind: 'sns', provenance: 'create', account, subscribers: [] } as const;
    const targets = {
      board: { ...sns, name: 'board', topicName: '{eventType}' },
      calls: { ...sns, name: 'calls', topicName: 'conversation-{eventType}' },
      ended: { ...sns, name: 'ended', topicName: 'conversation-acd-end' },
    };
    const routes = {
      r: route('r', { events: ['acd.end', 'acd.start'], targets: ['calls'] }),
      s: route('s', { events: ['conversation.acd.start'], targets: ['board'] }),
    };
    const owners = (topic: string) =>
      Object.values(targets)
        .filter((target) =>
          isAt(target, { ...config, targets, routes }, `arn:aws:sns:${region}:${account}:${topic}`),
        )
        .map(({ name }) => name);
    expect(owners('conversation-acd-end')).toEqual(['ended']);
    expect(owners('conversation-acd-start')).toEqual(['calls']);
    expect(owners('conversation-user-end')).toEqual(['board']);
  });

  it('declare the SQS queue that others name for their dead letters as one', () => {
    const queue = { kind: 'sqs', provenance: 'create', account } as const;
    const targets = {
      inbox: { ...queue, name: 'inbox', queueName: 'calls', deadLetter: 'dead' },
      dead: { ...queue, name: 'dead', queueName: 'dead-calls' },
    };
    const { queues } = declaredIn({ ...config, targets }, { eventType: (name) => ({ name }) });
    expect(queues.map(({ name, deadLetter }) => [name, deadLetter])).toEqual([
      ['calls', false],
      ['dead-calls', true],
    ]);
  });

  it('send nothing back to a FIFO queue or to what they know by its ARN only', () => {
    const fifo: Target = { kind: 'sqs', name: 'it', provenance: 'create', queueName: 'calls.fifo', account };
    const audit: Target = { kind: 'arn', name: 'it', arn: 'arn:aws:codebuild:eu-west-1:1:project/audit' };
    for (const target of [fifo, audit])
      expect(kindOf(target).wayBack(target, arnOf(target, config))).toMatchObject({
        kind: 'none',
        why: expect.stringContaining('replay'),
      });
  });

  it('are written into a file under the key that says what they are', () => {
    fc.assert(
      fc.property(targets, (target) => {
        expect(Object.keys(kindOf(target).inFile(target, config))[0]).toBe(target.kind);
      }),
    );
  });

  it('name what no kind claims by the last part of its ARN', () => {
    expect(nameOfFound(`arn:aws:codebuild:${region}:${account}:project/audit`)).toBe('audit');
    expect(nameOfFound(`arn:aws:states:${region}:${account}:stateMachine:audit`)).toBe('audit');
    expect(nameOfFound(`arn:aws:lambda:${region}:${account}:function:sync:live`)).toBe('sync:live');
    expect(nameOfFound('no ARN/at all')).toBe('at all');
  });
});

describe('--target', () => {
  it('takes each way to name one, first those that gcx makes', () => {
    expect(targetChoices().map(({ word }) => word)).toEqual([
      'sqs',
      'sns',
      'processor',
      'log-group',
      'http',
      'existing-sqs',
      'existing-sns',
      'lambda',
      'kinesis',
      'firehose',
      'state-machine',
      'bus',
      'existing-log-group',
      'arn',
    ]);
    for (const { word, by } of targetChoices()) {
      const named = {
        name: `${word}:it`,
        arn: 'arn:aws:states:eu-west-1:1:stateMachine:it',
        url: `${word}:https://www.it.example.com/in,auth=apiKey,secret=IT_KEY`,
      };
      const answer = parseTarget(named[by]);
      expect(answer.name).toBe('it');
    }
  });

  it.each(['sqs:', 'queue:it', 'it'])('tells how it is written instead of %s', (text) => {
    expect(() => parseTarget(text)).toThrow(`--target cannot be "${text}".`);
    try {
      parseTarget(text);
    } catch (error) {
      expect(error).toHaveProperty(
        'report.fix',
        'Write sqs:NAME, sns:NAME, processor:NAME or log-group:NAME (gcx creates it), existing-sqs:NAME, existing-sns:NAME, lambda:NAME, kinesis:NAME, firehose:NAME, state-machine:NAME, bus:NAME, existing-log-group:NAME, http:URL,auth=apiKey,header=X-Api-Key,secret=NAME, or an ARN.',
      );
    }
  });
});

describe('--target http:URL', () => {
  const asked = (text: string) => parseTarget(`http:https://crm.example.com/${text}`).inFile;

  it('says how the endpoint is called, and where the secret is', () => {
    expect(asked('in,auth=apikey,method=post,secret=CRM_KEY')).toEqual({
      http: {
        url: 'https://crm.example.com/in',
        auth: { apiKey: { header: 'X-Api-Key', secret: { env: 'CRM_KEY' } } },
      },
    });
    expect(
      asked(
        'c/{id}?a=b,c,path.id=$.detail.id,method=PUT,auth=oauth,tokenUrl=https://a.b/c,d,clientId=x,secret=S',
      ),
    ).toEqual({
      http: {
        url: 'https://crm.example.com/c/{id}?a=b,c',
        path: { id: '$.detail.id' },
        method: 'PUT',
        auth: {
          oauth: {
            tokenUrl: 'https://a.b/c,d',
            clientId: 'x',
            secret: { env: 'S' },
            body: { grant_type: 'client_credentials' },
          },
        },
      },
    });
  });

  it.each([
    ['in', 'auth'],
    ['in,auth=basic', 'user'],
    ['in,auth=basic,user=x', 'secret'],
    ['{id},auth=apiKey,secret=K', 'path.id'],
  ])('%s lacks %s, and the fix is one that is taken', (text, word) => {
    let fix = '';
    try {
      asked(text);
    } catch (error) {
      expect(error).toHaveProperty(
        'report.what',
        expect.stringMatching(new RegExp(` does not say ${word}\\.$`)),
      );
      fix = String((error as { report: { fix: string } }).report.fix).replace(/^.* {2}/, '');
    }
    expect(parseTarget(fix).name).toBe('crm');
  });
});

/** Files that compare with the same words in another union, and which. */
const OTHER_UNIONS: Readonly<Record<string, string>> = {
  'features/existing/target-book.ts': 'the protocol of an SNS subscription',
  'features/graph/pipe-graph.ts': 'the protocol of an SNS subscription',
  'features/processors/logs/masked-line.ts': 'a key of a log line',
  'features/redrive/masked-group.ts': 'who put a dead letter there',
  'features/redrive/way-back.ts': 'who put a dead letter there',
  'features/redrive/read-dead-letter.ts': 'who put a dead letter there',
  'features/why/verdict/beyond.ts': 'who put a dead letter there',
  'cli/render/redrive-text.ts': 'who put a dead letter there',
  'cli/render/status-page/console-links.ts': 'the service of an ARN',
};

const ASKS =
  /kind\)? [!=]== '(sns|sqs|lambda|processor|kinesis|firehose|stateMachine|logGroup|arn)'|case '(sns|sqs|lambda|processor|kinesis|firehose|stateMachine|logGroup|arn)':|Record<\w*Target\w*\['kind'\]/;

describe('the kind of a target', () => {
  it('is asked for in engine/targets, the configuration and the sandbox only', () => {
    const lib = join(import.meta.dirname, '../../../../src/lib');
    const asking = readdirSync(lib, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter(
        (file) =>
          file.endsWith('.ts') &&
          !/^(engine\/targets|language\/config|sandbox|features\/sandbox)\//.test(file),
      )
      .filter((file) => ASKS.test(readFileSync(join(lib, file), 'utf8')));
    expect(asking.sort()).toEqual(Object.keys(OTHER_UNIONS).sort());
  });
});
