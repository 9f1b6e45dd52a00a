import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { releasePlan } from '../../src/lib/cli/release.js';
import { releaseCloudFormation } from '../../src/lib/cli/render/release/cloudformation-text.js';
import { releaseTerraform } from '../../src/lib/cli/render/release/terraform-text.js';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { RESOURCE_KINDS } from '../../src/lib/engine/kinds/index.js';
import { adoptionPlan } from '../../src/lib/features/existing/adopt.js';
import {
  DESCRIBED_KINDS,
  leftOutOf,
  planRelease,
  type Release,
} from '../../src/lib/features/release/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { afterThisTest } from '../clean-up.js';
import { head } from '../e2e/gcx.js';
import { startReceiver } from '../unit/sandbox/aws/http/receiver.js';
import { temporaryFolder } from '../unit/sandbox/temporary-folder.js';
import { EVERY_MARK, EVERY_MARK_FILES } from './every-mark.js';
import { readHcl } from './hcl-read.js';
import { wrongTemplate, wrongTerraform } from './infrastructure.js';
import { applied, type Trial, trial } from './trial.js';

/** Kinds whose things adopt does not mark, with the reason. */
const NOT_MARKED: Readonly<Record<string, string>> = {
  bus: 'an event bus that people made is used, as the record in the notes of the integration says',
};

function actions({ changes }: Plan): readonly string[] {
  return changes.flatMap(({ action, kind, name }) =>
    action === 'none' ? [] : [`${action} ${kind} ${name}`],
  );
}

async function loadedOf(all: Trial) {
  return loadConfig({ cwd: all.folder, env: {} });
}

async function adopt(all: Trial): Promise<Plan> {
  const { genesys, aws } = all;
  return adoptionPlan(await loadedOf(all), { genesys, aws, sandbox: true }, { all: true, json: true });
}

async function releaseOf(all: Trial, ...routes: string[]): Promise<Release> {
  const { genesys, aws } = all;
  return planRelease(await loadedOf(all), { genesys, aws, sandbox: true }, routes);
}

async function done(all: Trial, plan: Plan): Promise<void> {
  expect(plan.refusals).toEqual([]);
  const report = await all.apply(plan);
  expect(report.results.filter(({ outcome }) => outcome.kind !== 'done')).toEqual([]);
}

/** Sends events, and tells what each of them reached: it must be the same of all, and nothing twice. */
async function emitted(all: Trial, count: number): Promise<readonly string[]> {
  const { events } = await all.sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support', count });
  expect(events).toHaveLength(count);
  const told = events.map(({ deliveries }) =>
    deliveries
      // When a function takes what is in its SQS queue is a matter of time.
      .filter(({ by }) => by !== 'lambda')
      .map(({ outcome, by, topic, target }) => `${outcome}: ${by} ${topic} ${target}`)
      .sort(),
  );
  const [first = []] = told;
  for (const each of told) expect(each).toEqual(first);
  expect(first.every((line) => line.startsWith('delivered: '))).toBe(true);
  expect(new Set(first).size).toBe(first.length);
  return first;
}

function arnsOf({ owned }: Release): readonly string[] {
  return owned.flatMap(({ thing }) => thing.arn ?? []).sort();
}

/** The text without line ends and spaces at the beginning of lines, as an attribute holds it. */
const plain = (text: string | undefined) => JSON.parse(text ?? '""') as string;

describe('gcx release', () => {
  it('knows how to describe every kind that carries a mark on AWS', () => {
    const marked = RESOURCE_KINDS.flatMap(({ kind, marks }) => (marks.on === 'things' ? [kind] : []));
    expect(Object.keys(DESCRIBED_KINDS).sort()).toEqual(
      marked.filter((kind) => kind !== 'integration').sort(),
    );
  });

  it('and gcx adopt: there and back, with every event delivered once and the same ARNs', async () => {
    const receiver = await startReceiver();
    afterThisTest(() => receiver.close());
    const deliver = [`crm.example.com=${receiver.origin}`];
    const all = await trial(EVERY_MARK, { deliver }, EVERY_MARK_FILES);
    all.secrets.set('CRM_KEY', 'key-of-the-crm');
    await applied(all);
    expect(actions(await all.plan())).toEqual([]);
    const reached = await emitted(all, 20);
    expect(reached.length).toBeGreaterThan(3);
    // What a route sends by that stays with the project would be lost later.
    const { plan: shared } = await releaseOf(all, 'ended');
    expect(shared.refusals.map(({ code, message }) => `${code}: ${message.split(',')[0]}`)).toEqual([
      'policy-shared: Alarm shop-sales-dead-letters sends to SNS topic shop-alarms',
      'policy-shared: SNS topic shop-board sends to SQS queue shop-inbox',
    ]);
    const release = await releaseOf(all);
    for (const { kind, marks } of RESOURCE_KINDS)
      if (marks.on === 'things' && !(kind in NOT_MARKED && kind !== 'bus'))
        expect(
          release.plan.changes.some((change) => change.kind === kind),
          `a ${kind} in the file of this test`,
        ).toBe(true);
    // The bus and the integration, by which the rest is found, come last.
    expect(release.plan.changes.slice(-2).map(({ kind }) => kind)).toEqual(['bus', 'integration']);
    const before = arnsOf(release);
    // All of it is in the files, or said not to be.
    expect(leftOutOf(release).map(({ message }) => message)).toEqual([
      'The email subscription of on-call@example.com to SNS topic shop-alarms is not confirmed. It cannot be imported, and is not in the file.',
    ]);
    expect(
      releasePlan(release, 'cloudformation').warnings.flatMap(({ code, message }) =>
        code === 'cloudformation-no-import' ? [message] : [],
      ),
    ).toEqual([
      'CloudFormation cannot import the integration of Genesys Cloud prod: the stack does not manage it, and it stays as it is.',
      expect.stringMatching(
        /^CloudFormation cannot import Policy of (?:AWS::S.S::\w+ shop-[\w-]+(?:, |: the stack)){5,}/,
      ),
    ]);

    // Terraform: an import block for each that was released, and for nothing else; names as the provider has them.
    const hcl = releaseTerraform(release);
    const blocks = readHcl(hcl);
    const imports = blocks.filter(({ head }) => head === 'import');
    expect(wrongTerraform(hcl)).toEqual([]);
    // A log group of a target, and the policy by which it gets events and the log of the event bus.
    expect(imports.map(({ attributes }) => plain(attributes.get('id')))).toEqual(
      expect.arrayContaining(['/aws/events/shop', 'genesys-gcx-shop']),
    );
    // The provider never reads it, and would replace the event bus.
    expect(hcl).toMatch(/event_source_name = ".*\n(?:.*\n)*?.*ignore_changes = \[event_source_name\]/);
    expect(hcl).not.toContain('genesys-gcx:');
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'released.tf'), hcl);
    const terraform = terraformOf(folder);
    if (terraform !== undefined) expect(terraform).toBe('');

    // CloudFormation: the same, and the list to import holds each resource of the template.
    const { template, resources: list } = releaseCloudFormation(release);
    expect(wrongTemplate(template, list)).toEqual([]);
    const toImport = JSON.parse(list) as {
      ResourceType: string;
      ResourceIdentifier: Record<string, string>;
    }[];
    expect(template).not.toContain('genesys-gcx:');
    // Every ARN that is released is there, by the name or ARN that it is imported by, and none else.
    const parts = (text: string) =>
      before.filter((arn) => !text.includes(arn) && !text.includes(lastOf(arn)));
    expect(parts(list)).toEqual([]);
    expect(parts(imports.map(({ attributes }) => plain(attributes.get('id'))).join('\n'))).toEqual([]);
    const others = toImport.filter(
      ({ ResourceType, ResourceIdentifier }) =>
        !/::(?:Subscription|Permission|ResourcePolicy)$/.test(ResourceType) &&
        !before.some((arn) => Object.values(ResourceIdentifier).some((part) => isOf(arn, part))),
    );
    expect(others).toEqual([]);

    // In the middle of every run, an event is on its way: test/trust/release-traffic.test.ts has 1,000 of them.
    const during: (readonly string[])[] = [];
    all.wire.before = async () => {
      if (all.wire.calls.length % 4 === 0) during.push(await emitted(all, 1));
    };
    await done(all, release.plan);
    expect(await emitted(all, 10)).toEqual(reached);
    expect((await releaseOf(all)).plan.changes).toEqual([]);

    // What is released is nobody's: a plan says so of each, and changes nothing.
    const refused = await all.plan();
    expect(new Set(refused.refusals.map(({ code }) => code))).toEqual(
      new Set(['name-taken', 'bus-not-ours', 'integration-not-ours']),
    );
    expect(refused.refusals.filter(({ fix }) => fix.includes('gcx adopt --all')).length).toBeGreaterThan(10);

    // Nothing is left to destroy, and nothing is taken away from what was released.
    expect(actions(await all.plan('destroy'))).toEqual([]);

    await done(all, await adopt(all));
    all.wire.before = () => {};
    expect(during.length).toBeGreaterThan(50);
    for (const each of during) expect(each).toEqual(reached);
    expect(await emitted(all, 10)).toEqual(reached);
    const after = await all.plan();
    expect(after.refusals).toEqual([]);
    expect(actions(after)).toEqual([]);
    // Each event reached the endpoint once, with the secret that nobody sent again.
    expect(receiver.received).toHaveLength(40 + during.length);
    expect(new Set(receiver.received.map(({ headers }) => headers['x-key']))).toEqual(
      new Set(['key-of-the-crm']),
    );
    const again = await releaseOf(all);
    expect(arnsOf(again)).toEqual(before.filter((arn) => !arn.includes(':event-bus/')));
    // What was adopted is deleted only on purpose.
    const destroyed = await all.plan('destroy', { force: false });
    const kept = destroyed.refusals.filter(({ code }) => code === 'adopted');
    expect(kept.length).toBeGreaterThan(5);
    // It is in the file: that it is to be put back there would be no advice.
    for (const { message, fix = '' } of kept) {
      expect(message).toContain('was there before gcx adopted it; destroying it cannot be undone');
      expect(fix).toMatch(/gcx release[\s\S]*--force/);
      expect(`${message} ${fix}`).not.toMatch(/says nothing of it|back into the file/);
    }
  });

  it('refuses a route that sends with a role of other routes; of HTTPS endpoints, it tells no secret', async () => {
    const key = 'key-of-the-crm-4711';
    const secret = 'secret: { env: CRM_KEY }';
    const http = (host: string, auth: string) =>
      `{ http: { url: "https://${host}.example.com", auth: { ${auth} } } }`;
    const all = await trial(`${head()}targets:
  one: { kinesis: { existing: one, partitionKey: $.detail.eventBody.conversationId } }
  two: { kinesis: { existing: two, partitionKey: $.detail.eventBody.conversationId } }
  crm: ${http('crm', `oauth: { tokenUrl: "https://login.example.com/token", clientId: gcx, ${secret} }`)}
  erp: ${http('erp', `apiKey: { header: X-Key, ${secret} }`)}
routes:
  ended: { events: [conversation.acd.end], targets: [one, crm] }
  started: { events: [conversation.acd.start], targets: [two, erp] }
`);
    all.secrets.set('CRM_KEY', key);
    await applied(all);
    const route = await releaseOf(all, 'started');
    const roles = route.plan.refusals.map(({ code, message }) => [
      code,
      /IAM role (\S+),/.exec(message)?.[1],
    ]);
    expect(roles.sort()).toEqual([
      ['role-shared', 'shop-send.http'],
      ['role-shared', 'shop-send.kinesis'],
    ]);

    const release = await releaseOf(all);
    const { template, resources } = releaseCloudFormation(release);
    const texts = [releaseTerraform(release), template, resources, JSON.stringify(release.plan)];
    for (const text of texts) {
      expect(text).not.toContain(key);
      expect(text).toContain('shop-crm');
    }
    for (const text of texts.slice(0, 3)) expect(text).not.toContain('genesys-gcx:');
    // Also where nothing is sent with the request for a token, for which the provider requires a block.
    expect(wrongTerraform(releaseTerraform(release))).toEqual([]);
    expect(wrongTemplate(template, resources)).toEqual([]);
    await done(all, release.plan);
    for (const name of ['shop-crm', 'shop-erp']) {
      const connection = await all.others.http.connection(name);
      const destination = await all.others.http.destination(name);
      for (const described of [connection, destination])
        expect(described?.description).not.toMatch(/gcx:|secret/);
      expect(connection?.state).toBe('AUTHORIZED');
    }
    expect((await releaseOf(all)).plan.changes).toEqual([]);
  });
});

/** The name in an ARN; behind that of a connection or API destination stands an id. */
function lastOf(arn: string): string {
  const [, named] = /:(?:connection|api-destination)\/([^/]+)\//.exec(arn) ?? [];
  if (named !== undefined) return named;
  return arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
}

/** Whether what a resource is imported by is of an ARN. */
function isOf(arn: string, part: string): boolean {
  return (
    arn === part ||
    lastOf(arn) === part ||
    arn.endsWith(`:${part}`) ||
    arn.endsWith(`/${part}`) ||
    part.endsWith(`/${lastOf(arn)}`)
  );
}

/** What terraform says of the form of the files in a folder: nothing where they are as it would write them. Undefined without it. */
function terraformOf(folder: string): string | undefined {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore' });
  } catch {
    console.warn('terraform is not on this machine: the form of released.tf is not checked');
    return undefined;
  }
  try {
    return execFileSync('terraform', ['fmt', '-check', '-diff', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    return `${stdout ?? ''}${stderr ?? ''}${readFileSync(join(folder, 'released.tf'), 'utf8').slice(0, 0)}`;
  }
}
