import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import type { RuleTarget } from '../../../../src/lib/clients/aws/rule-model.js';
import { busOf, compileNames } from '../../../../src/lib/engine/plan/index.js';
import { declaredIn } from '../../../../src/lib/engine/targets/declared-in.js';
import {
  adoptionRoutes,
  type BusContent,
  type BusRule,
  exportFile,
  planAdoption,
} from '../../../../src/lib/features/existing/index.js';
import { loadConfig, validateConfig } from '../../../../src/lib/language/config/index.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { ruleArn } from '../../../../src/lib/language/names/arn.js';
import type { ModelWorld } from '../../engine/plan/model-world.js';
import {
  ACD_END,
  applyTo,
  chosen,
  ORGANIZATION,
  planFor,
  project,
  queueId,
  summary,
  worldFor,
} from '../../engine/plan/project.js';

const HEAD = `version: 1
project: calls
genesys: { environment: mypurecloud.ie, organization: ${ORGANIZATION}, integration: { suffix: prod } }
aws: { account: "111122223333", region: eu-west-1 }
`;
const empty: Config = { ...project([], []), environment: 'default' };
const bus = busOf(empty);
const roleArn = 'arn:aws:iam::111122223333:role/x';
const here = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111122223333:${name}`;
const there = (service: string, name: string) => `arn:aws:${service}:eu-west-1:444455556666:${name}`;

/** What rules of real accounts send to, also what gcx cannot look after. */
const TARGETS: readonly Omit<RuleTarget, 'id'>[] = [
  { arn: here('sns', 'topic') },
  { arn: here('sns', 'topic'), roleArn },
  { arn: here('sqs', 'inbox') },
  { arn: here('sqs', 'inbox'), roleArn },
  { arn: here('sqs', 'inbox'), deadLetterArn: here('sqs', 'dead') },
  { arn: here('sqs', 'inbox'), deadLetterArn: there('sqs', 'dead') },
  { arn: here('sqs', 'inbox'), retry: { maxAgeSeconds: 60, attempts: 0 } },
  { arn: here('sqs', 'inbox'), input: { kind: 'constant', json: '"just a text"' } },
  { arn: here('sqs', 'inbox'), input: { kind: 'constant', json: '{"key": "AKIAIOSFODNN7EXAMPLE"}' } },
  { arn: here('sqs', 'inbox'), input: { kind: 'template', template: '"<no-such> ${x}"', paths: {} } },
  { arn: here('sqs', 'inbox'), input: { kind: 'template', template: '{"a": <a>}\n', paths: { a: '$.id' } } },
  // What AWS takes and delivers nothing of.
  { arn: here('sqs', 'inbox'), input: { kind: 'constant', json: '' } },
  { arn: here('sqs', 'inbox'), input: { kind: 'constant', json: '{"a": 1} 2' } },
  { arn: here('sqs', 'inbox'), input: { kind: 'path', path: '' } },
  { arn: here('sqs', 'inbox'), input: { kind: 'template', template: '{"a": <b>}', paths: {} } },
  { arn: here('sqs', 'inbox'), input: { kind: 'template', template: '<a>', paths: { a: '$.none' } } },
  { arn: here('sqs', 'inbox'), input: { kind: 'template', template: ' {"a-<a>": 1}', paths: { a: '$.é' } } },
  { arn: here('sqs', 'order.fifo'), messageGroup: '$.detail.eventBody.conversationId' },
  { arn: here('sqs', 'order.fifo') },
  { arn: here('sns', 'order.fifo') },
  { arn: here('lambda', 'function:sync') },
  { arn: here('lambda', 'function:sync:live'), roleArn },
  { arn: here('states', 'stateMachine:audit'), roleArn },
  { arn: here('states', 'stateMachine:audit') },
  { arn: here('kinesis', 'stream/calls'), roleArn, partitionKey: '$.detail.eventBody.conversationId' },
  { arn: here('kinesis', 'stream/calls'), roleArn },
  { arn: here('firehose', 'deliverystream/calls'), roleArn },
  { arn: there('kinesis', 'stream/calls'), roleArn },
  { arn: here('events', 'event-bus/other') },
  { arn: here('logs', 'log-group:/aws/events/calls:*') },
  { arn: here('newservice', 'thing/x') },
  { arn: here('ecs', 'cluster/c'), roleArn, unmanaged: ['EcsParameters'] },
  { arn: there('sqs', 'far'), roleArn },
  { arn: there('sqs', 'far') },
  { arn: 'arn:aws:events:us-east-1:444455556666:event-bus/far', roleArn },
  { arn: 'arn:aws:sqs:us-east-1:111122223333:elsewhere' },
];
const PATTERNS: readonly JsonObject[] = [
  { source: [bus], 'detail-type': [ACD_END] },
  { 'detail-type': [ACD_END], detail: { eventBody: { queueId: [queueId(1)], mediaType: ['FAX'] } } },
  { 'detail-type': [{ 'anything-but': [ACD_END] }], detail: { ip: [{ cidr: '10.0.0.0/8' }] } },
  { source: ['com.genesys.cloud'], 'detail-type': ['conversation.end'] },
  { $or: [{ source: ['a'] }, { account: ['111122223333'] }] },
  { source: [{ prefix: '' }] },
];
const NAMES = ['no', '123', '-', '...', 'a.b', 'a-b', 'A.B', 'x'.repeat(64), `${'y'.repeat(62)}.z`, 'Null'];

const rule = fc.record({
  name: fc.constantFrom(...NAMES),
  pattern: fc.constantFrom(...PATTERNS),
  targets: fc.array(fc.constantFrom(...TARGETS), { maxLength: 3 }),
  description: fc.constantFrom('', '# not: a comment "x" \\ ${HOME} é'),
  enabled: fc.boolean(),
  odd: fc.constantFrom<Partial<BusRule>>({}, {}, {}, { managedBy: 'states.amazonaws.com' }),
});
const rules = fc.uniqueArray(rule, { selector: ({ name }) => name, minLength: 1, maxLength: 6 });

function worldOf(content: readonly BusRule[]): ModelWorld {
  const world = worldFor(empty);
  applyTo(world, planFor(world, empty));
  world.topics.set(here('sns', 'topic'), { policy: '', tags: {}, subscriptions: [] });
  world.topics.set(here('sns', 'order.fifo'), { policy: '', tags: {}, subscriptions: [] });
  const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
  for (const name of ['inbox', 'dead', 'order.fifo'])
    world.queues.set(name, { attributes: name.endsWith('.fifo') ? fifo : {}, tags: {} });
  for (const name of ['sync', 'sync:live']) world.functions.set(name, { statements: [] });
  for (const { name, pattern, description, enabled, targets, managedBy } of content) {
    if (pattern === undefined || managedBy !== undefined) continue;
    const byId = new Map(targets.map((target) => [target.id, target]));
    const made = { bus, name, pattern, description: description ?? '', enabled, tags: {}, targets: byId };
    world.rules.set(`${bus}/${name}`, made);
  }
  return world;
}

/** Loads a file as a user would; no check may find an error in it. */
async function read(text: string): Promise<Config> {
  const cwd = mkdtempSync(join(tmpdir(), 'gcx-odd-'));
  try {
    writeFileSync(join(cwd, '.genesysrc.yml'), text);
    const { diagnostics } = await validateConfig({ cwd, env: {} });
    const bad = diagnostics.filter(({ severity, code }) => severity === 'error' || code === 'unused-target');
    expect(bad, text).toEqual([]);
    return (await loadConfig({ cwd, env: {} })).config;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

describe('an account of odd rules', () => {
  it('exports as a file that is valid; adopted with it, nothing but policies is left to change', async () => {
    await fc.assert(
      fc.asyncProperty(rules, fc.boolean(), async (made, create) => {
        const live = made.map(({ odd, targets, ...each }): BusRule => {
          const withIds = targets.map((target, index) => ({ id: `Id${index}`, ...target }));
          const place = { bus, arn: ruleArn(empty, bus, each.name), tags: {}, unmanaged: [] };
          return { ...each, ...place, targets: withIds, ...odd };
        });
        const world = worldOf(live);
        const { topics, queues } = world.live(empty);
        const tags = world.buses.get(bus)?.tags ?? {};
        const content = { bus, tags, rules: live, topics, queues } as BusContent;
        const names = compileNames(empty, new Set());
        const material = { config: empty, content, queues: [chosen(1), chosen(2)], names, create };
        const exported = await exportFile(material, { head: HEAD, env: {} });
        expect(exported.text).not.toContain('AKIAIOSFODNN7EXAMPLE');

        const config = await read(exported.text);
        const said = [...exported.rulesOf.values()].flat();
        expect([...said, ...exported.leftOut.map((each) => each.rule)].sort()).toEqual(
          made.map(({ name }) => name).sort(),
        );

        const routeOf = adoptionRoutes(config, content);
        const declared = declaredIn(config, names);
        const created = (kind: 'topics' | 'queues') =>
          declared[kind].flatMap((each) => (each.create ? [each.arn] : []));
        const choice = {
          rules: [...routeOf].flatMap(([name, route]) => (config.routes[route] === undefined ? [] : [name])),
          topics: created('topics'),
          queues: created('queues'),
        };
        expect([...choice.rules].sort()).toEqual([...said].sort());
        const organization = { id: ORGANIZATION, name: 'Acme' };
        const adoption = planAdoption({ config, organization, content, declared, choice, sandbox: false });
        expect(adoption.refusals).toEqual([]);
        applyTo(world, adoption);
        const plan = planFor(world, config, { queues: exported.resolved });
        expect(plan.refusals).toEqual([]);
        const left = summary(plan).filter((line) => !/-policy |lambda-permission|integration/.test(line));
        expect(left, exported.text).toEqual([]);
        applyTo(world, plan);
        expect(summary(planFor(world, config, { queues: exported.resolved }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
