import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { doctorQuietText, doctorText } from '../../../../src/lib/cli/render/doctor-text.js';
import type { IamRole } from '../../../../src/lib/clients/aws/iam-model.js';
import { harmOfField } from '../../../../src/lib/engine/kinds/door/difference-harm.js';
import { READINGS, RESOURCE_KINDS } from '../../../../src/lib/engine/kinds/index.js';
import { ruleHarms } from '../../../../src/lib/engine/kinds/rule/rules-reading.js';
import { UNREAD_LIVE } from '../../../../src/lib/engine/plan/unread-live.js';
import { type Diagnosis, doctorExitCode } from '../../../../src/lib/features/doctor/index.js';
import { logGroupVerdict } from '../../../../src/lib/features/doctor/log-group-verdict.js';
import { nearLimits } from '../../../../src/lib/features/doctor/near-limits.js';
import { MEANINGS, noticeFindings } from '../../../../src/lib/features/doctor/notice-findings.js';
import { roleTroubles } from '../../../../src/lib/features/doctor/role-troubles.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { head } from '../../../e2e/gcx.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

/** Codes of errors that end a command, and of what an apply reports: no plan has a line of these. */
const OF_ERRORS =
  /^(?:\w+-meanwhile$|stale-plan|plan-|no-saved-plan|code-changed|integration-not-gone|connection-not-gone|integration-not-inactive|source-not-|DELETED|connection-state|secret-)/;

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

describe('what doctor knows of the engine', () => {
  it('what each line of a plan means to events', () => {
    const codes = sources('src/lib/engine').flatMap((text) =>
      [...text.matchAll(/code: '([\w-]+)'/g)].map(([, code = '']) => code),
    );
    expect(codes.length).toBeGreaterThan(50);
    expect([...new Set(codes)].filter((code) => !OF_ERRORS.test(code) && !(code in MEANINGS))).toEqual([]);
  });

  it('of which kinds it cannot say anything where a reading fails', () => {
    const untold = new Set(READINGS.flatMap(({ unread }) => unread.kinds));
    expect([...untold].sort()).toEqual(RESOURCE_KINDS.map(({ kind }) => kind).sort());
  });

  it('what it does that a setting of a rule is another', () => {
    expect(harmOfField(ruleHarms, 'state')?.does).toContain('A disabled rule sends nothing');
    expect(harmOfField(ruleHarms, 'tag team')).toBeUndefined();
    expect(harmOfField(ruleHarms, 'queues')).toMatchObject({ weight: 'some' });
  });
});

it('what could not be looked at is never called well', () => {
  const nothing: Diagnosis = {
    schemaVersion: 1,
    subject: {
      file: '.genesysrc.yml',
      project: 'shop',
      environment: 'default',
      aws: { account: '111122223333', region: 'eu-west-1', bus: 'events' },
      sandbox: false,
    },
    findings: [],
    unseen: [],
    looked: { routes: 1, targets: 1 },
  };
  const denied: Diagnosis = {
    ...nothing,
    unseen: [{ of: 'SQS queues', why: 'sqs:GetQueueUrl', denied: true }],
  };
  const elsewhere: Diagnosis = { ...nothing, unseen: [{ of: 'policy-elsewhere', why: 'It is elsewhere.' }] };
  expect([nothing, denied, elsewhere].map(doctorExitCode)).toEqual([0, 3, 0]);
  expect([nothing, denied, elsewhere].map(doctorQuietText)).toEqual([
    expect.stringMatching(/^Nothing found that stops events/),
    undefined,
    expect.stringContaining(' Not checked: It is elsewhere.'),
  ]);
  expect(doctorText(denied, plainStyle)).toMatch(/SQS queues: sqs:GetQueueUrl[\s\S]*there may be more\./);
});

describe('a role', () => {
  const to = 'arn:aws:events:eu-west-1:111122223333:event-bus/relay';
  const statement = (more: JsonObject): JsonObject => ({ Version: '2012-10-17', Statement: [more] });
  const trust = (service: string) =>
    statement({ Effect: 'Allow', Principal: { Service: [service] }, Action: 'sts:AssumeRole' });
  const role = (trusted: string, policy?: JsonObject): IamRole => ({
    name: 'relay',
    arn: 'arn:aws:iam::111122223333:role/relay',
    trust: trust(trusted),
    policies: policy === undefined ? {} : { own: statement(policy) },
    tags: {},
  });
  const verdict = (trusted: string, policy?: JsonObject, at = to) =>
    roleTroubles(role(trusted, policy), 'events.amazonaws.com', at).map(({ kind }) => kind);

  it('is judged by whom it trusts and what it may do', () => {
    const allow = { Effect: 'Allow', Action: 'events:Put*', Resource: `${to.slice(0, -2)}*` };
    expect(verdict('events.amazonaws.com', allow)).toEqual([]);
    expect(verdict('lambda.amazonaws.com', allow)).toEqual(['untrusting']);
    expect(verdict('events.amazonaws.com')).toEqual(['cannot']);
    expect(verdict('lambda.amazonaws.com')).toEqual(['untrusting', 'cannot']);
    expect(verdict('events.amazonaws.com', { ...allow, Resource: `${to}-other` })).toEqual(['cannot']);
    expect(verdict('events.amazonaws.com', { ...allow, Effect: 'Deny' })).toEqual(['denied']);
    expect(verdict('events.amazonaws.com', { Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' })).toEqual(
      [],
    );
  });

  it('is judged by the action that the kind of target takes', () => {
    const destination = 'arn:aws:events:eu-west-1:111122223333:api-destination/crm/1';
    const allow = { Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: destination };
    expect(verdict('events.amazonaws.com', allow, destination)).toEqual([]);
    expect(verdict('events.amazonaws.com', { ...allow, Action: 'events:PutEvents' }, destination)).toEqual([
      'cannot',
    ]);
  });
});

it('a log group is judged by the resource policies of CloudWatch Logs', () => {
  const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/shop';
  const rule = { arn: 'arn:aws:events:eu-west-1:111122223333:rule/events/shop-1', account: '111122223333' };
  const verdict = (...statements: readonly JsonObject[]) =>
    logGroupVerdict([{ name: 'own', document: JSON.stringify({ Statement: statements }) }], group, rule);
  const allow = {
    Effect: 'Allow',
    Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${group}:*`,
  };
  expect(verdict(allow)).toBe('lets in');
  expect(verdict()).toBe('keeps out');
  expect(verdict({ ...allow, Principal: { Service: 'es.amazonaws.com' } })).toBe('keeps out');
  expect(verdict({ ...allow, Action: 'logs:PutLogEvents' })).toBe('unsure');
  expect(verdict(allow, { ...allow, Effect: 'Deny' })).toBe('unsure');
  expect(verdict({ ...allow, Condition: { ArnLike: { 'aws:SourceArn': rule.arn } } })).toBe('lets in');
});

const FILE = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }, { email: a@example.com }] }
  ops: { sns: { create: shop-ops }, subscribers: [{ email: b@example.com }] }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
`;

async function configOf(file: string): Promise<Config> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, '.genesysrc.yml'), file);
  return (await loadConfig({ cwd, env: {} })).config;
}

it('a warning and what people are asked about it are one finding, and each has its own cure', async () => {
  const config = await configOf(FILE);
  const confirm = (who: string, topic: string) => ({
    code: 'confirm-subscription',
    message: `${who} must confirm its subscription to ${topic}: AWS sends it a message with a link.`,
  });
  const off = { code: 'integration-not-active', message: 'Integration prod is DISABLED.' };
  const ask = { code: 'integration-not-active', message: 'Ask whoever looks after it to enable it.' };
  const { findings } = noticeFindings(
    config,
    {
      warnings: [off],
      pending: [ask, confirm('a@example.com', 'shop-board'), confirm('b@example.com', 'shop-ops')],
      refusals: [],
      changes: [],
    },
    () => false,
  );
  expect(findings.map(({ what, cure, stops }) => [what.slice(0, 16), cure.slice(0, 26), stops])).toEqual([
    ['Integration prod', 'Ask whoever looks after it', { routes: ['ended'], targets: ['inbox', 'board'] }],
    ['a@example.com mu', 'Ask the receiver to open t', { routes: ['ended'], targets: ['board'] }],
    ['b@example.com mu', 'Ask the receiver to open t', { routes: [], targets: ['ops'] }],
  ]);
});

it('a quota of which nine tenths are used is told', async () => {
  const config = await configOf(FILE);
  const rule = (pattern: string) => ({ name: 'any', arn: 'arn:any', enabled: true, pattern });
  const used = (count: number, pattern: string) =>
    nearLimits(config, {
      ...UNREAD_LIVE,
      rulesOnBus: Array.from({ length: count }, () => rule(pattern)),
    }).map(({ what, weight }) => `${weight}: ${what}`);
  expect([used(269, '{}'), used(270, '{}'), used(26, '{"a":[{"wildcard":"x*y"}]}')]).toEqual([
    [],
    ['later: Rules on the event bus, including those of others: 270 of 300 (rulesPerBus).'],
    [],
  ]);
  expect(used(27, '{"a":[{"wildcard":"x*y*z"}]}')).toEqual([
    'later: Rules on the event bus that contain wildcards: 27 of 30 (wildcardRulesPerBus).',
  ]);
});
