import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { permissionsForms } from '../../../../src/lib/cli/permissions.js';
import { rolePolicy } from '../../../../src/lib/engine/kinds/role/role-policy.js';
import { senderPolicy } from '../../../../src/lib/engine/kinds/role/sender-role-policy.js';
import { targetKinds } from '../../../../src/lib/engine/targets/list.js';
import {
  EXTRA_COMMANDS,
  type PermissionsKit,
  permissionsKit,
} from '../../../../src/lib/features/permissions/index.js';
import { scopeOf } from '../../../../src/lib/features/permissions/needed-permissions.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { head } from '../../../e2e/gcx.js';
import { configOf, FULL_FILE, fullConfig } from '../../../harness/full-file.js';
import { allows, type Statement } from '../../config-data/iam-evaluator.js';

const GITHUB = 'my-company/contact-center';

let config: Config;
let kit: PermissionsKit;
beforeAll(async () => {
  config = await fullConfig();
  kit = permissionsKit(config, { role: 'write', commands: EXTRA_COMMANDS, github: GITHUB });
});

const form = (format: 'text' | 'json' | 'terraform' | 'cloudformation' | 'mail', github = GITHUB): string =>
  permissionsForms(
    config,
    { role: 'write', for: EXTRA_COMMANDS, format, ...(format === 'text' ? {} : { github }) },
    plainStyle,
  ).text;

/** Of a stream or an endpoint. */
const arnOf = (resource: string): string => {
  const service = { stream: 'kinesis', deliverystream: 'firehose' }[resource.split('/')[0] ?? ''] ?? 'events';
  return `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
};

const policiesOf = ({ required, better, boundary }: PermissionsKit) =>
  [...required, ...better, ...(boundary === undefined ? [] : [boundary])].map(({ name, document }) => [
    name,
    document,
  ]);

/** What stands in a call of jsonencode, as JSON: keys with colons and quotes, and commas. */
function jsonOfHcl(text: string): unknown {
  const lines = text.split('\n').map((line) =>
    line
      .trim()
      .replace(/^([A-Za-z_]\w*)\s*= /, '"$1": ')
      .replace(/^("(?:[^"\\]|\\.)*")\s*= /, '$1: ')
      .replace(/,$/, '')
      .replaceAll('$${', '${'),
  );
  const opens = (line: string) => /[[{]$/.test(line);
  const closes = (line = '') => /^[\]}]/.test(line);
  const body = lines.map((line, index) =>
    opens(line) || closes(lines[index + 1]) || index === lines.length - 1 ? line : `${line},`,
  );
  return JSON.parse(body.join('\n'));
}

describe('gcx permissions --format terraform', () => {
  it('says the same policies as JSON does', () => {
    const found = [
      ...form('terraform').matchAll(
        /^resource "aws_iam_policy" "\w+" \{\n {2}name += "([^"]+)"\n[^\n]*\n {2}policy = jsonencode\((\{\n.*?\n {2}\})\)\n\}/gms,
      ),
    ].map(([, name, text = '']) => [name, jsonOfHcl(text)]);
    expect(found).toEqual(policiesOf(kit));
  });

  it('names nothing twice, and nothing that is not there', () => {
    const text = form('terraform');
    const made = [...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(
      ([, type, label]) => `${type}.${label}`,
    );
    expect(new Set(made).size).toBe(made.length);
    const named = [...text.matchAll(/\b(aws_iam_\w+\.\w+)(?:\.|\[0\])/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !made.includes(name ?? ''))).toEqual([]);
  });
});

describe('gcx permissions --format cloudformation', () => {
  it('says the same policies as JSON does, and refers to what is there', () => {
    const { Resources } = parse(form('cloudformation'));
    const resources = Object.values(Resources) as { Type: string; Properties: Record<string, unknown> }[];
    const found = resources
      .filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
      .map(({ Properties }) => [Properties['ManagedPolicyName'], Properties['PolicyDocument']]);
    expect(found).toEqual(policiesOf(kit));
    const ids = Object.keys(Resources);
    const refs = resources.flatMap(({ Properties }) =>
      ((Properties['ManagedPolicyArns'] ?? []) as { Ref: string }[]).map(({ Ref }) => Ref),
    );
    expect(refs.length).toBeGreaterThan(3);
    expect(refs.filter((ref) => !ids.includes(ref))).toEqual([]);
  });
});

describe('gcx permissions --github', () => {
  it('lets the jobs of that repository in, by whole subjects: an apply by its environment alone', () => {
    const roles = kit.github?.roles ?? [];
    expect(roles.map(({ name, trust }) => [name, trust.subjects])).toEqual([
      [
        'gcx-shop-plan',
        [
          `repo:${GITHUB}:pull_request`,
          `repo:${GITHUB}:ref:refs/heads/main`,
          `repo:${GITHUB}:environment:production-plan`,
        ],
      ],
      ['gcx-shop-apply', [`repo:${GITHUB}:environment:production`]],
    ]);
    for (const { trust } of roles) expect(JSON.stringify(trust)).not.toMatch(/[*?]|Like/);
  });

  it('gives the role that plans nothing of what the other writes', () => {
    const [plan] = kit.github?.roles ?? [];
    expect(plan?.policies.filter((name) => !name.startsWith('gcx-shop-read'))).toEqual([]);
  });

  it('names roles after project and environment, and never below the path of roles that gcx writes', async () => {
    const of = await configOf(`${FULL_FILE}environments: { test: {} }\n`, 'test');
    const { github } = permissionsKit(of, { role: 'write', commands: [], github: GITHUB });
    expect(github?.roles.map(({ arn }) => arn)).toEqual([
      'arn:aws:iam::111122223333:role/gcx-shop-test-plan',
      'arn:aws:iam::111122223333:role/gcx-shop-test-apply',
    ]);
    expect(github?.roles[1]?.trust.subjects).toEqual([`repo:${GITHUB}:environment:test`]);
  });

  it.each(['contact-center', 'a/b/c', 'a b/c', '*/*', 'my-company/*', '${x}/y', ''])(
    'refuses %s, which is no repository',
    (github) => {
      expect(() => form('terraform', github)).toThrow(GcxError);
    },
  );
});

describe('the permissions boundary', () => {
  const statementsOf = ({ boundary }: PermissionsKit) =>
    (boundary?.document.Statement ?? []) as readonly Statement[];

  it('holds all that gcx gives its roles, and of processors and endpoints that come later', () => {
    const statements = statementsOf(kit);
    const { declared } = scopeOf(config);
    const actions = new Set<string>();
    for (const { Statement } of [
      ...declared.processors.map((processor) => rolePolicy(config, processor)),
      ...declared.senderRoles.map(senderPolicy),
    ])
      for (const { Action, Resource } of Statement as unknown as readonly Statement[])
        for (const action of [Action].flat())
          for (const resource of [Resource].flat()) {
            actions.add(action);
            expect(allows(statements, { action, resource }), `${action} ${resource}`).toBe(true);
            const later = resource.replaceAll(/shop-(?:sales|hook)/g, 'shop-later');
            expect(allows(statements, { action, resource: later }), `${action} ${later}`).toBe(true);
            // What has no resources, such as X-Ray, is of no project and of no kind.
            if (resource === '*') continue;
            const other = resource.replace(/shop-|\bcrm$/, 'other-');
            expect(allows(statements, { action, resource: other }), `${action} ${other}`).toBe(false);
            // What one kind of role may do, it may not do on the things of another.
            for (const bucket of ['stream/crm', 'deliverystream/crm', 'api-destination/shop-hook/id'])
              if (!resource.includes(`:${bucket.split('/')[0]}/`))
                expect(allows(statements, { action, resource: arnOf(bucket) }), action).toBe(false);
          }
    const ofTargets = targetKinds().flatMap(({ roleActions = [] }) => roleActions);
    expect([...actions]).toEqual(expect.arrayContaining([...ofTargets, 'sqs:ReceiveMessage']));
  });

  it('is there for the roles of targets alone, and the file is told to name it', async () => {
    const of = await configOf(
      `${head()}targets: { lake: { kinesis: { existing: crm } } }\nroutes: { ended: { events: [conversation.acd.end], targets: [lake] } }\n`,
    );
    expect(statementsOf(permissionsKit(of, { role: 'write', commands: [] }))).toEqual([
      {
        Sid: 'SendKinesisPutRecord',
        Effect: 'Allow',
        Action: ['kinesis:PutRecord'],
        Resource: ['arn:aws:kinesis:eu-west-1:111122223333:stream/crm'],
      },
    ]);
    const { text } = permissionsForms(of, { role: 'write', for: [], format: 'text' }, plainStyle);
    expect(text).toContain('The file names no permissions boundary for the roles that gcx makes');
  });

  it('holds what the file adds to the roles as it is, and no mix of two of them', async () => {
    const added = (name: string, permission: string) =>
      `${name}:\n    processor: { handler: ./sales.ts, permissions: [{ ${permission} }] }\n  `;
    const one = added('one', 'actions: [s3:GetObject], resources: ["arn:aws:s3:::shop-calls/*"]');
    const two = added('two', 'actions: [s3:PutObject], resources: ["arn:aws:s3:::kept/*"]');
    const text = FULL_FILE.replace('  sales:\n', `  ${one}${two}sales:\n`);
    const { boundary } = permissionsKit(await configOf(text), { role: 'write', commands: [] });
    const statements = (boundary?.document.Statement ?? []) as readonly Statement[];
    const may = (action: string, resource: string) => allows(statements, { action, resource });
    expect(may('s3:GetObject', 'arn:aws:s3:::shop-calls/1')).toBe(true);
    expect(may('s3:PutObject', 'arn:aws:s3:::kept/1')).toBe(true);
    expect(may('s3:PutObject', 'arn:aws:s3:::shop-calls/1')).toBe(false);
    expect(may('s3:GetObject', 'arn:aws:s3:::shop-later/1')).toBe(false);
    expect(new Set((boundary?.document.Statement ?? []).map(({ Sid }) => Sid)).size).toBe(statements.length);
  });

  it('is called as the file names it', () => {
    expect(kit.boundary?.name).toBe('genesys-gcx-boundary');
    expect(kit.boundaryArn).toBe(config.aws.permissionsBoundary);
  });
});

describe('gcx permissions --format mail', () => {
  it('holds every policy, and what is missed without those that can be left out', () => {
    const text = form('mail');
    const blocks = [...text.matchAll(/^\{\n.*?\n\}$/gms)].map(([block]) => JSON.parse(block));
    for (const [name, document] of policiesOf(kit)) {
      expect(text).toContain(String(name));
      expect(blocks).toContainEqual(document);
    }
    for (const { without = '' } of kit.needed.aws.better)
      expect(text.replaceAll(/\s+/g, ' ')).toContain(without);
  });

  it('fits 78 columns, policies and names apart', () => {
    const prose = form('mail').replaceAll(/^\{\n.*?\n\}$/gms, '');
    const long = prose.split('\n').filter((line) => line.length > 78 && line.trim().includes(' '));
    expect(long.filter((line) => !/[a-z0-9-]{40}/.test(line))).toEqual([]);
  });
});
