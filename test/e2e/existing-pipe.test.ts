import { describe, expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const organization = '6513270e-269e-4d37-b2a7-4de452e6b438';
const bus = `aws.partner/genesys.com/cloud/${organization}/prod`;
const acdEnd = 'v2.detail.events.conversation.{id}.acd.end';
const userEnd = 'v2.detail.events.conversation.{id}.user.end';
const queues = [1, 2, 3].map((number) => `11111111-2222-4333-8444-55555555555${number}`);
const unknownQueue = '99999999-2222-4333-8444-555555555551';

const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111122223333:${name}`;

function policy(action: string, resource: string, condition: object = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'by-hand',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: action,
        Resource: resource,
        ...condition,
      },
    ],
  });
}

/** A rule as people make them: each of another kind. */
function handMade(number: number): object {
  const sns = (team: number) => ({ Id: `Id${team}`, Arn: arn('sns', `team-${team % 10}`) });
  const rule = {
    bus,
    name: `hand.made_${number}`,
    targets: [sns(number)] as object[],
    ...(number % 3 === 0 ? {} : { description: `by  hand, ${number}: \${not a variable}` }),
  };
  const type = { 'detail-type': [acdEnd] };
  switch (number % 8) {
    case 0:
      return {
        ...rule,
        pattern: {
          source: [{ prefix: 'aws.partner/genesys.com' }],
          ...type,
          detail: { eventBody: { queueId: [queues[1], queues[0]] } },
        },
      };
    case 1:
      return {
        ...rule,
        pattern: { 'detail-type': [userEnd, acdEnd], detail: { eventBody: { mediaType: ['VOICE'] } } },
      };
    case 2:
      return {
        ...rule,
        pattern: { source: [bus], $or: [type, { detail: { eventBody: { mediaType: ['CHAT'] } } }] },
      };
    case 3:
      return { ...rule, pattern: { 'detail-type': [{ wildcard: 'v2.detail.*.end' }] } };
    case 4:
      return { ...rule, pattern: type, enabled: false };
    case 5:
      return {
        ...rule,
        pattern: { account: ['111122223333'], ...type },
        targets: [0, 1, 2, 3, 4].map((step) => sns(number + step)),
      };
    case 6:
      return {
        ...rule,
        pattern: { ...type, detail: { eventBody: { queueId: [queues[2]] } } },
        targets: [],
      };
    default:
      return {
        ...rule,
        pattern: { ...type, detail: { eventBody: { queueId: [unknownQueue] } } },
        targets: [
          {
            ...sns(number),
            Input: '{"a":  [1]}',
            DeadLetterConfig: { Arn: arn('sqs', 'undelivered') },
            RetryPolicy: { MaximumRetryAttempts: 3 },
          },
        ],
      };
  }
}

const seed = {
  queues: [
    { name: 'Sales', id: queues[0] },
    { name: 'Support', division: 'Retail', id: queues[1] },
    { name: 'Support', division: 'Insurance', id: queues[2] },
  ],
  integrations: [
    {
      name: 'Events to AWS',
      suffix: 'prod',
      events: [acdEnd, userEnd],
      notes: 'Ask Ada before you change it.',
    },
  ],
  aws: {
    buses: [{ name: bus, source: bus, tags: { owner: 'platform' } }],
    topics: Array.from({ length: 10 }, (_, index) => ({
      name: `team-${index}`,
      attributes: { Policy: policy('sns:Publish', arn('sns', `team-${index}`)) },
      tags: { team: String(index) },
      subscriptions: index === 0 ? [{ protocol: 'email', endpoint: 'a@example.com' }] : [],
    })),
    queues: [
      {
        name: 'undelivered',
        attributes: {
          Policy: policy('sqs:SendMessage', arn('sqs', 'undelivered'), {
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:111122223333:rule/*' } },
          }),
        },
      },
    ],
    rules: [
      ...Array.from({ length: 40 }, (_, index) => handMade(index)),
      { bus, name: 'managed', pattern: { source: [bus] }, managedBy: 'events.example.com' },
    ],
  },
};

const empty = `${head()}targets: {}\nroutes: {}\n`;

/** Everything that was there before, as it is now. */
function theirs(project: Project) {
  const holdings = project.holdings();
  const named = (name: string) => /^(hand\.made|managed|team-|undelivered)/.test(name);
  return {
    rules: holdings.rules.filter(({ name }) => named(name)),
    topics: holdings.topics.filter(({ arn: topic }) => named(topic.split(':').at(-1))),
    queues: holdings.queues.filter(({ name }) => named(name)),
    subscriptions: holdings.subscriptions,
    buses: holdings.buses,
    integrations: holdings.integrations,
  };
}

async function seeded(file: string): Promise<Project> {
  const project = new Project(file);
  project.write('seed.json', JSON.stringify(seed));
  const server = await project.serve({ seedFile: `${project.folder}/seed.json` });
  await server.stop();
  // The account of the seed is there with the first command.
  await project.done('queue list');
  return project;
}

describe('on an account with 40 rules, 10 topics and an integration made by hand', () => {
  test('a new project touches none of them, byte for byte', async () => {
    const project = await seeded(
      `${head().replace('{ suffix: prod }', '{ suffix: prod, manage: false }')}targets:\n  inbox: { sqs: { create: shop-inbox } }\nroutes:\n  ended: { events: [conversation.acd.end, conversation.acd.start], targets: [inbox] }\n`,
    );
    const before = theirs(project);
    expect(before.rules).toHaveLength(41);
    expect(await project.writesOf(() => project.done('plan'))).toEqual([]);
    const applied = await project.done('apply --auto-approve');
    expect(applied.stdout).toContain('Ask the owner of integration prod ("Events to AWS") to add:');
    expect(theirs(project)).toEqual(before);
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
    expect(await project.emit({ eventType: 'acd.end' })).toContain('delivered shop-inbox');
    await project.done('destroy --auto-approve --force');
    expect(withoutMessages(theirs(project))).toEqual(withoutMessages(before));
  });

  test('export writes them all, adopt takes them all, and nothing is left to change', async () => {
    const project = await seeded(empty);
    const before = theirs(project);
    expect(await project.writesOf(() => project.done('export --create --out shop.yml'))).toEqual([]);
    const file = project.read('shop.yml');
    expect(file).toContain('# left out: rule managed: events.example.com manages it');
    expect(file.match(/^ {2}hand-made_\d+:$/gm)).toHaveLength(40);
    expect(file).toContain('      - "Sales"\n      - { name: "Support", division: "Retail" }');
    expect(file.match(/^ {4}pattern:/gm)).toHaveLength(20);

    const early = await project.sandbox('plan --config shop.yml');
    expect(early.code).toBe(5);
    expect(early.stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /\d+ rules on the bus, which are not this project's, take the same events[^!]*gcx adopt --all/,
    );

    const writes = await project.writesOf(() => project.done('adopt --all --auto-approve --config shop.yml'));
    expect([...new Set(writes)].sort()).toEqual([
      'events:TagResource',
      'genesys:putIntegrationConfigCurrent',
      'sns:TagResource',
      'sqs:TagQueue',
    ]);
    expect(withoutMarks(theirs(project))).toEqual(withoutMarks(before));

    const plan = await project.sandbox('plan --config shop.yml --detailed-exitcode');
    expect(plan.code, plan.stdout).toBe(0);
    expect(plan.stdout).toContain('No changes.');
    // What was asked for is noted on what is the project's now, and nothing else is done.
    const apply = () => project.done('apply --auto-approve --config shop.yml');
    const notes = await project.writesOf(apply);
    expect(new Set(notes)).toEqual(new Set(['events:TagResource', 'sns:TagResource', 'sqs:TagQueue']));
    expect(await project.writesOf(apply)).toEqual([]);

    // What is live is said in the same words once it is adopted.
    await project.done('export --out again.yml --config shop.yml');
    expect(routesOf(project.read('again.yml'))).toBe(routesOf(file));
    expect((await project.sandbox('adopt --all --auto-approve --config shop.yml')).stdout).toContain(
      'No changes.',
    );

    // A route that left the file: its rule is not deleted just so.
    const shorter = file.replace(/\n {2}hand-made_4:\n(?: {4}.*\n)*/, '\n');
    project.write('shop.yml', shorter);
    const refused = await project.sandbox('apply --auto-approve --config shop.yml');
    expect(refused.code).toBe(5);
    expect(refused.stdout).toMatch(/Rule hand\.made_4 was there before gcx[\s\S]*--force/);
    await project.done('apply --auto-approve --force --config shop.yml');
    expect(theirs(project).rules.map(({ name }) => name)).not.toContain('hand.made_4');
    // A change of an adopted rule keeps its name.
    project.write('shop.yml', shorter.replace('mediaType: ["VOICE"]', 'mediaType: ["VOICE", "CHAT"]'));
    await project.done('apply --auto-approve --config shop.yml');
    const changed = theirs(project).rules.find(({ name }) => name === 'hand.made_1');
    expect(changed.pattern).toContain('"CHAT"');
  });

  test('adopt takes what is named, and refuses what is not to be had', async () => {
    const project = await seeded(
      `${head()}targets:\n  board: { sns: { create: team-1 } }\nroutes:\n  voice: { events: [conversation.acd.end, conversation.user.end], where: { mediaType: VOICE }, targets: [board], description: "by  hand, 1: $\${not a variable}" }\n`,
    );
    project.write('other.yml', `${head({ project: 'other', suffix: 'else' })}targets: {}\nroutes: {}\n`);
    project.write('on-bus.yml', `${head({ project: 'other', bus })}targets: {}\nroutes: {}\n`);
    await project.done(
      'adopt --auto-approve --rule hand.made_1 --route voice --topic team-1 --integration prod',
    );
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);

    // What the file has no route for stays as it is.
    const all = await project.done('adopt --all --auto-approve');
    expect(all.stdout.replace(/\s+/g, ' ')).toMatch(
      /39 rules on the bus have no route in the file[^.]*hand\.made_0/,
    );
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);

    const taken = await project.sandbox('adopt --auto-approve --rule hand.made_1 --config on-bus.yml');
    expect(taken.code).toBe(5);
    expect(taken.stdout).toContain('it belongs to project shop');
    const managed = await project.sandbox('adopt --auto-approve --rule managed');
    expect(managed.code).toBe(5);
    expect(managed.stdout).toContain('events.example.com manages it');
    const missing = await project.sandbox('adopt --auto-approve --rule hand.made_11x');
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('hand.made_11');
    expect((await project.sandbox('adopt --auto-approve')).code).toBe(64);
    expect((await project.sandbox('adopt --rule hand.made_2')).code).toBe(64);
    expect((await project.sandbox('adopt --auto-approve --integration else')).code).toBe(5);

    // Without a route in the file: adopted, and a plan does not delete it just so.
    const lone = await project.done('adopt --auto-approve --rule hand.made_2');
    expect(lone.stdout).toContain('The file has no route hand-made_2');
    expect((await project.sandbox('apply --auto-approve')).code).toBe(5);
    const listed = await project.json('rule list --live');
    expect(JSON.stringify(listed.document)).toContain('hand-made_2');
  });
});

function routesOf(file: string): string {
  return file.slice(file.indexOf('\nroutes:'));
}

/** Without gcx's marks: tags on AWS, the record in the integration's notes and what counts its changes. */
function withoutMarks(things: ReturnType<typeof theirs>): unknown {
  return JSON.parse(JSON.stringify(things), (key, value) => {
    if (key === 'tags' && typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).filter(([tag]) => !tag.startsWith('genesys-gcx:')));
    if (key === 'notes') return String(value).replace(/\n?genesys-gcx: .*/, '');
    return key === 'version' ? 0 : value;
  });
}

/** Without what the test's own event left in their queues. */
function withoutMessages(things: ReturnType<typeof theirs>) {
  return { ...things, queues: things.queues.map((queue) => ({ ...queue, messages: [] })) };
}
