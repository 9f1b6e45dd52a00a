import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { busOf, compileNames } from '../../../../src/lib/engine/plan/index.js';
import { type BusRule, exportFile, fileHead, fileText } from '../../../../src/lib/features/existing/index.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import type { Config, Route, Target } from '../../../../src/lib/language/config/model.js';
import { ACD_END, project, sns, sqs, USER_END } from '../../engine/plan/project.js';

const source = `# The pipe of the shop.
version: 1
project: calls # ours
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: "111122223333", region: eu-west-1 }
defaults: { retry: { attempts: 1 } }
targets:
  old: { sqs: { create: old } }
routes:
  old: { events: [conversation.acd.end], targets: [old] }
environments:
  production: { routes: { old: null }, aws: { profile: live } }
`;

async function read(text: string): Promise<Config> {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-text-'));
  try {
    writeFileSync(join(cwd, '.genesysrc.yml'), text);
    return (await loadConfig({ cwd, env: {}, environment: 'production' })).config;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

const base = (name: string): Pick<Route, 'name' | 'where' | 'enabled'> => ({
  name,
  where: {},
  enabled: true,
});

const routes: readonly Route[] = [
  {
    ...base('words'),
    description: 'Of "quotes", ${variables}: # signs\n and lines',
    events: [ACD_END, USER_END],
    queues: [
      { kind: 'name', name: 'no' },
      { kind: 'name', name: 'Support #2: "Inbound" ${env}', division: '911' },
      { kind: 'id', id: '11111111-2222-4333-8444-555555555551' },
    ],
    where: {
      mediaType: ['VOICE', { prefix: 'C' }, { 'anything-but': ['CHAT', 'EMAIL'] }],
      conversationId: [{ exists: true }],
    },
    targets: ['board', 'inbox'],
    enabled: false,
    protect: true,
  },
  {
    ...base('raw'),
    events: [ACD_END],
    pattern: {
      'detail-type': [ACD_END],
      $or: [
        { 'detail.metadata.b': [null, 1.5, true, { numeric: ['>', 0, '<', 5] }] },
        { detail: { metadata: { no: ['~', '${x}'] } } },
      ],
    },
    targets: [],
  },
];

const targets: readonly Target[] = [
  sns('board', {
    provenance: 'existing',
    subscribers: [
      { kind: 'email', address: 'a@example.com' },
      { kind: 'sqs', target: 'inbox', raw: true },
      { kind: 'lambda', target: 'sync' },
    ],
  }),
  sqs('inbox', {
    deadLetter: 'dead',
    retry: { maxAgeSeconds: 90, attempts: 0 },
    protect: true,
    input: { kind: 'template', template: '{"id": "<id>", "x": "${y}"}\n', paths: { id: '$.detail.id' } },
  }),
  sqs('dead', { input: { kind: 'constant', json: '{"no":["${z}",null]}' } }),
  { kind: 'lambda', name: 'sync', functionName: 'sync', account: '444455556666', qualifier: 'live' },
  {
    kind: 'arn',
    name: 'audit',
    arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:audit',
    role: 'arn:aws:iam::111122223333:role/audit',
    input: { kind: 'path', path: '$.detail' },
  },
];

describe('an exported file', () => {
  it('says what was exported, whatever words it holds', async () => {
    const config = project(routes, targets);
    const { text } = fileText(fileHead(source, undefined), {
      config,
      resolved: {},
      leftOut: [{ rule: 'a\nb', why: 'of a reason' }],
      kept: new Map([['raw', 'so\nit is']]),
      rulesOf: new Map(),
    });
    const found = await read(text);
    expect(found.routes).toEqual(config.routes);
    expect(found.targets).toEqual(config.targets);
    expect(found.aws.profile).toBe('live');
    expect(text).toContain('# The pipe of the shop.\n');
    expect(text).toContain('project: calls # ours');
    expect(text).not.toContain('old');
  });

  it('of another bus names that bus in place of the integration', async () => {
    const config = project([], []);
    const exported = { config, resolved: {}, leftOut: [], kept: new Map(), rulesOf: new Map() };
    const keyed = source.replace('region: eu-west-1 }', 'region: eu-west-1, busKey: arn:k }');
    const text = fileText(fileHead(keyed, 'contact-center'), exported).text;
    // What it is encrypted with is for its owner to say.
    expect([keyed, text].map((each) => each.includes('busKey'))).toEqual([true, false]);
    const found = await read(text);
    expect(found.aws.bus).toBe('contact-center');
    expect(found.genesys.integration).toBeUndefined();
  });

  it('of a JSON file is YAML', async () => {
    const json = JSON.stringify({
      version: 1,
      project: 'calls',
      genesys: { region: 'eu-west-1', organization: '6513270e-269e-4d37-b2a7-4de452e6b438' },
      aws: { account: '111122223333', region: 'eu-west-1', bus: 'b' },
      targets: {},
      routes: {},
      environments: { production: {} },
    });
    const exported = {
      config: project([], [...targets]),
      resolved: {},
      leftOut: [],
      kept: new Map(),
      rulesOf: new Map(),
    };
    expect((await read(fileText(fileHead(json, undefined), exported).text)).targets).toEqual(
      exported.config.targets,
    );
  });
});

describe('an export gives way to the checks of the file', () => {
  const head = fileHead(source.replace(/environments:[\s\S]*/, ''), undefined);
  const config = { ...project([], []), environment: 'default' };
  const bus = busOf(config);
  const inbox = 'arn:aws:sqs:eu-west-1:111122223333:inbox';

  function rule(name: string, pattern: JsonObject, target: BusRule['targets'][number]): BusRule {
    const arn = `arn:aws:events:eu-west-1:111122223333:rule/${bus}/${name}`;
    return { bus, name, arn, tags: {}, enabled: true, pattern, targets: [target], unmanaged: [] };
  }

  async function exported(...rules: readonly BusRule[]) {
    const content = { bus, tags: {}, rules, topics: new Map(), queues: new Map() };
    const names = compileNames(config, new Set());
    return exportFile({ config, content, queues: [], names, create: false }, { head, env: {} });
  }

  it('what where may not say keeps its pattern', async () => {
    const pattern = { 'detail-type': [ACD_END], detail: { eventBody: { mediaType: ['FAX'] } } };
    const { config: found, kept, text } = await exported(rule('fax', pattern, { id: '1', arn: inbox }));
    expect(found.routes['fax']?.pattern).toEqual(pattern);
    expect(kept.get('fax')).toBe('"mediaType" is never "FAX"');
    expect(text).toContain('    # "mediaType" is never "FAX"\n    pattern: {');
  });

  it('what a target may not be leaves its rules out, and no others', async () => {
    const ecs = { id: '1', arn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/c' };
    const { leftOut, config: found } = await exported(
      rule('runs-a-task', { source: [{ prefix: 'aws.' }] }, ecs),
      rule('fine', { source: [{ prefix: 'aws.' }] }, { id: '1', arn: inbox }),
    );
    expect(leftOut).toEqual([
      {
        rule: 'runs-a-task',
        why: expect.stringContaining('AWS takes an Amazon ECS cluster as a target only with EcsParameters'),
      },
    ]);
    expect(Object.keys(found.routes)).toEqual(['fine']);
    expect(Object.keys(found.targets)).toEqual(['inbox']);
  });

  it('a rule that can never match is left out, with why', async () => {
    const target = { id: '1', arn: inbox };
    const { leftOut, config: found } = await exported(
      rule('dead', { source: ['genesyscloud'] }, target),
      rule('alive', { source: [bus] }, target),
    );
    expect(leftOut).toEqual([
      {
        rule: 'dead',
        why: `This pattern can never match: On this bus source is always "${bus}"; it is never "genesyscloud"`,
      },
    ]);
    expect(Object.keys(found.routes)).toEqual(['alive']);
  });

  it('what gcx cannot keep is left out, with why', async () => {
    const target = { id: '1', arn: inbox };
    const { leftOut } = await exported(
      rule('a', { source: ['a'] }, { ...target, unmanaged: ['HttpParameters'] }),
      { ...rule('b', {}, target), unmanaged: ['ScheduleExpression'] },
      { ...rule('c', { source: ['a'] }, target), managedBy: 'states.amazonaws.com' },
      { ...rule('d', { source: ['a'] }, target), tags: { 'genesys-gcx:project': 'other' } },
    );
    expect(leftOut.map(({ why }) => why)).toEqual([
      'it has settings that gcx does not keep: HttpParameters',
      'it runs on a schedule',
      'states.amazonaws.com manages it',
      'it belongs to project other, environment default, organization unknown',
    ]);
  });
});
