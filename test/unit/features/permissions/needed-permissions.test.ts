import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Limits } from '../../../../src/lib/base/limits.js';
import {
  EXTRA_COMMANDS,
  type NeededPermissions,
  neededPermissions,
  policySetOf,
} from '../../../../src/lib/features/permissions/index.js';
import { policiesOf } from '../../../../src/lib/features/permissions/policy-documents.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { head } from '../../../e2e/gcx.js';
import { configOf, fullConfig, UNBOUNDED_FILE } from '../../../harness/full-file.js';
import { allows, shipped } from '../../config-data/iam-evaluator.js';

let full: Config;
beforeAll(async () => {
  full = await fullConfig();
});

const all = (config: Config): NeededPermissions =>
  neededPermissions(config, { role: 'write', commands: EXTRA_COMMANDS });
const rightsOf = ({ aws }: NeededPermissions) => [...aws.required, ...aws.better];
const actionsOf = (needed: NeededPermissions) => new Set(rightsOf(needed).flatMap(({ actions }) => actions));

/** The actions that the clients name in their calls; GetCallerIdentity needs no permission. */
const called = new Set(
  readdirSync('src/lib/clients/aws').flatMap((file) =>
    [
      ...readFileSync(`src/lib/clients/aws/${file}`, 'utf8').matchAll(
        /'((?:events|sns|sqs|lambda|kms|tag|dynamodb|iam|logs|cloudwatch|ssm|secretsmanager|kinesis|firehose|states):[A-Z][A-Za-z]+)'/g,
      ),
    ].map(([, action]) => action ?? ''),
  ),
);

/** There is no such call: AWS asks for them beside others. */
const BESIDE = [
  // With the rights of who puts a function into a VPC, Lambda looks it up.
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'events:AllowVendedLogDeliveryForResource',
  'iam:CreateServiceLinkedRole',
  'iam:PassRole',
  'kms:Decrypt',
  'kms:GenerateDataKey',
  // With the rights of who makes a connection, EventBridge keeps its secret.
  ...['CreateSecret', 'DeleteSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecret'].map(
    (action) => `secretsmanager:${action}`,
  ),
];
/** `gcx pattern test --aws` works without a file. */
const WITHOUT_FILE = ['events:TestEventPattern'];
/** Only where the file names no boundary: whoever holds it can free a role of the one that it has. */
const UNBOUNDED = 'iam:DeleteRolePermissionsBoundary';

describe('what a file needs at AWS', () => {
  it('lets a permissions boundary be taken away only where the file names none', async () => {
    expect(actionsOf(all(full)).has(UNBOUNDED)).toBe(false);
    expect(actionsOf(all(await configOf(UNBOUNDED_FILE))).has(UNBOUNDED)).toBe(true);
  });

  it('is every action that gcx calls, and no other, for a file with everything', () => {
    const needed = actionsOf(all(full));
    expect([...called].filter((action) => !needed.has(action)).sort()).toEqual([...WITHOUT_FILE, UNBOUNDED]);
    expect([...needed].filter((action) => !called.has(action)).sort()).toEqual(
      BESIDE.filter((action) => !called.has(action)),
    );
    expect(BESIDE.filter((action) => !needed.has(action))).toEqual([]);
  });

  it('is for a reading role nothing that changes something', () => {
    const { aws } = neededPermissions(full, { role: 'read' });
    const looks = /:(?:Describe|Get|List|Filter|ReceiveMessage|ChangeMessageVisibility|Decrypt)/;
    const actions = [...aws.required, ...aws.better].flatMap(({ actions }) => actions);
    expect(actions.filter((action) => !looks.test(action))).toEqual([]);
  });

  it('is for a writing role all that a reading one needs', () => {
    const of = (role: 'read' | 'write') => actionsOf(neededPermissions(full, { role }));
    expect([...of('read')].filter((action) => !of('write').has(action))).toEqual([]);
  });

  it('is nothing of services that the file does not use', async () => {
    const config = await configOf(`${head()}lease: none
targets: { inbox: { sqs: { create: shop-inbox } } }
routes: { ended: { events: [conversation.acd.end], targets: [inbox] } }
`);
    const { aws, genesys } = neededPermissions(config, { role: 'write' });
    const services = new Set(
      aws.required.flatMap(({ actions }) => actions.map((each) => each.split(':')[0])),
    );
    expect([...services].sort()).toEqual(['events', 'sqs']);
    expect(genesys.required.map(({ permission }) => permission)).not.toContain('routing:queue:view');
  });

  it.each(['adopt', 'redrive', 'replay'] as const)(
    'is for a reading role with %s the lease that it holds, too',
    (command) => {
      const puts = (commands: readonly (typeof command)[]) =>
        rightsOf(neededPermissions(full, { role: 'read', commands })).filter(({ actions }) =>
          actions.includes('ssm:PutParameter'),
        );
      expect(puts([])).toEqual([]);
      expect(puts([command])).toHaveLength(1);
    },
  );

  it('lies in the file’s account and region, and is named by its project', () => {
    for (const { on, actions } of rightsOf(all(full)))
      for (const arn of on) {
        if (arn === '*') continue;
        expect(arn, actions.join()).toMatch(/^arn:aws:[a-z]+:(?:eu-west-1|):(?:111122223333|):/);
      }
  });

  it('is allowed by the policies of config/iam, which know no file', () => {
    const statements = [
      ...['plan', 'apply', 'processors', 'logging', 'alarms', 'http', 'status', 'why'],
      ...['adopt', 'redrive', 'replay', 'tail', 'processor-logs'],
    ].flatMap((name) => shipped(name, 'shop'));
    // Which keys of people's encrypt, and which secrets of theirs are sent, stands in the file alone.
    const ofFile = (action: string) =>
      !/^kms:(?:Decrypt|GenerateDataKey)$|^secretsmanager:DescribeSecret$/.test(action);
    const refused = rightsOf(all(full)).flatMap(({ actions, on, when }) =>
      actions.filter(ofFile).flatMap((action) =>
        on
          .map((arn) => ({
            action,
            resource: arn.replaceAll('*', 'x'),
            context: Object.fromEntries(
              Object.values(when ?? {}).flatMap((keys) =>
                Object.entries(keys).map(([key, value]) => [
                  key,
                  [value].flat()[0]?.replaceAll('*', 'x') ?? '',
                ]),
              ),
            ),
          }))
          .filter(
            ({ action, resource }) =>
              action !== 'secretsmanager:GetSecretValue' || resource.includes('events!connection'),
          )
          .filter((request) => !allows(statements, request))
          .map(({ resource }) => `${action} ${resource}`),
      ),
    );
    expect(refused).toEqual([]);
  });
});

describe('the policies', () => {
  it('each fit what IAM takes, and together say every right, however many things there are', () => {
    const name = fc.stringMatching(/^[a-z]{1,60}$/);
    const right = fc.record({
      of: fc.constant('SQS queue'),
      actions: fc.uniqueArray(fc.constantFrom('sqs:TagQueue', 'sqs:CreateQueue', 'events:PutRule'), {
        minLength: 1,
      }),
      on: fc.uniqueArray(name, { minLength: 1, maxLength: 300 }),
      why: fc.constant('make them'),
    });
    fc.assert(
      fc.property(fc.array(right, { minLength: 1, maxLength: 6 }), (rights) => {
        const policies = policiesOf(rights, { base: 'gcx', description: '' });
        for (const { document } of policies)
          expect(JSON.stringify(document).length).toBeLessThanOrEqual(Limits.managedPolicyCharacters);
        const statements = policies.flatMap(({ document }) => document.Statement);
        expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
        const said = new Set(
          statements.flatMap(({ Action, Resource }) =>
            [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${resource}`)),
          ),
        );
        const asked = rights.flatMap(({ actions, on }) =>
          actions.flatMap((action) => on.map((resource) => `${action} ${resource}`)),
        );
        expect([...said].sort()).toEqual([...new Set(asked)].sort());
      }),
      { numRuns: 20 },
    );
  });

  it('are as many as a role takes, for a file with everything', () => {
    const { required, better } = policySetOf(all(full));
    expect(required.length + better.length).toBeLessThanOrEqual(Limits.managedPoliciesPerRole);
    for (const { name } of [...required, ...better]) expect(name).toMatch(/^[\w+=,.@-]{1,128}$/);
  });
});

describe('what gcx makes', () => {
  it.each([
    ['sns:CreateTopic', ['board', 'shop-board'], ['board', 'shop-*']],
    ['sns:CreateTopic', ['board'], ['board']],
    ['sqs:CreateQueue', ['inbox'], ['inbox']],
    ['sqs:CreateQueue', ['shop-inbox'], ['shop-*']],
  ])('%s is allowed on names of the file: %s', async (action, names, on) => {
    const kind = action.startsWith('sns') ? 'sns' : 'sqs';
    const targets = names.map((name, index) => `  t${index}: { ${kind}: { create: ${name} } }\n`).join('');
    const listed = names.map((_, index) => `t${index}`).join(', ');
    const config = await configOf(
      `${head()}targets:\n${targets}routes: { ended: { events: [conversation.acd.end], targets: [${listed}] } }\n`,
    );
    const right = rightsOf(all(config)).find(({ actions }) => actions.includes(action));
    expect(right?.on.map((arn) => arn.split(':').at(-1))).toEqual(on);
  });

  it('is an event bus on event buses, and what activates its source on event sources', () => {
    const of = (action: string) =>
      rightsOf(all(full)).flatMap(({ actions, on }) => (actions.includes(action) ? on : []));
    for (const action of ['events:CreateEventBus', 'events:DeleteEventBus'])
      expect(of(action)).toEqual([expect.stringContaining(':event-bus/aws.partner/')]);
    expect(of('events:ActivateEventSource')).toEqual([expect.stringContaining(':event-source/aws.partner/')]);
    expect(of('logs:TagResource').filter((arn) => /:log-group:[^*]*:\*$/.test(arn))).toEqual([]);
  });
});

describe('what gcx redrive sends to', () => {
  it('is what has a dead-letter queue, not the dead-letter queues', async () => {
    const config = await configOf(`${head()}targets:
  inbox: { sqs: { create: inbox }, deadLetter: dead }
  plain: { sqs: { create: plain } }
  dead: { sqs: { create: dead } }
  sales: { processor: { handler: ./sales.ts } }
routes: { ended: { events: [conversation.acd.end], targets: [inbox, plain, sales] } }
`);
    const { aws } = neededPermissions(config, { role: 'read', commands: ['redrive'] });
    const on = aws.required
      .filter(({ of, actions }) => of === 'gcx redrive' && actions.includes('sqs:SendMessage'))
      .flatMap((right) => right.on.map((arn) => arn.split(':').at(-1)));
    expect(on).toEqual(['inbox', 'shop-sales']);
  });
});

it('AWS names the connections and API destinations one by one whose names do not begin with the project’s', async () => {
  const named =
    'crm: { http: { url: "https://crm.example.com", name: sf_calls, connection: Salesforce.Prod, auth: { basic: { user: gcx, secret: { env: CRM } } } } }';
  const config = await configOf(
    `${head()}targets:\n  ${named}\nroutes:\n  ended: { events: [conversation.acd.end], targets: [crm] }\n`,
  );
  const statements = rightsOf(all(config)).map(({ actions, on }) => ({ Action: actions, Resource: on }));
  const may = (action: string, service: string, resource: string): boolean =>
    allows(statements as never, {
      action,
      resource: `arn:aws:${service}:eu-west-1:111122223333:${resource}`,
    });
  // As AWS judges it: with the id that it gave, and without.
  for (const id of ['', '/0f4c3c0e-1']) {
    for (const call of ['Create', 'Describe', 'Update', 'Delete']) {
      expect(may(`events:${call}Connection`, 'events', `connection/Salesforce.Prod${id}`), call).toBe(true);
      expect(may(`events:${call}ApiDestination`, 'events', `api-destination/sf_calls${id}`), call).toBe(true);
    }
    expect(may('events:UpdateConnection', 'events', `connection/Salesforce.Prod2${id}`)).toBe(false);
    expect(may('events:UpdateApiDestination', 'events', `api-destination/Salesforce.Prod${id}`)).toBe(false);
  }
  const secret = (name: string): boolean =>
    may(
      'secretsmanager:PutSecretValue',
      'secretsmanager',
      `secret:events!connection/${name}/0f4c3c0e-AbCdEf`,
    );
  expect([secret('Salesforce.Prod'), secret('Salesforce.Prod2')]).toEqual([true, false]);
});
