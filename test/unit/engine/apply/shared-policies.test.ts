import { GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { READ_BACK_PAUSES_MS } from '../../../../src/lib/base/limits.js';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import { type ApplyReport, applyPlan } from '../../../../src/lib/engine/apply/index.js';
import { runStep } from '../../../../src/lib/engine/apply/run-step.js';
import { DocumentTurns, type RunContext, type Step } from '../../../../src/lib/engine/kinds/index.js';
import { statementsOf } from '../../../../src/lib/engine/kinds/policies/policy.js';
import { openSandbox, type Sandbox, type SandboxOptions } from '../../../../src/lib/sandbox/index.js';
import { VirtualClock } from '../../../harness/virtual-clock.js';
import { change, plan } from '../../cli/render/plan-builder.js';
import { ACCOUNT, optionsIn, REGION, temporaryFolder } from '../../sandbox/temporary-folder.js';

const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:ops`;
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:inbox`;
const RULES = `arn:aws:events:${REGION}:${ACCOUNT}:rule/calls-*`;
const ALARMS = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:calls-*`;

const clock = new VirtualClock();
const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

/** A sandbox with the topic `ops`, the SQS queue `inbox`, the function `crm` and the role `calls-sales`. */
async function sandboxWith(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const existing = {
    topics: [TOPIC],
    queues: [QUEUE],
    functions: [`arn:aws:lambda:${REGION}:${ACCOUNT}:function:crm`],
    roles: ['calls-sales'],
    buses: [],
    eventTypes: [],
  };
  const sandbox = await openSandbox(optionsIn(temporaryFolder(), { existing, ...options }));
  open.push(sandbox);
  return sandbox;
}

/** A statement that lets a service send from some sources. */
function letIn(sid: string, service: string, action: string, resource: string, source: string): JsonObject {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Service: service },
    Action: action,
    Resource: resource,
    Condition: { ArnLike: { 'aws:SourceArn': source } },
  };
}

const ofRules = letIn('OursForRules', 'events.amazonaws.com', 'sns:Publish', TOPIC, RULES);
const ofAlarms = letIn('OursForAlarms', 'cloudwatch.amazonaws.com', 'sns:Publish', TOPIC, ALARMS);
const topicStep = (...statements: readonly JsonObject[]): Step => ({
  call: 'sns.putStatements',
  arn: TOPIC,
  statements: Object.fromEntries(statements.map((statement) => [String(statement['Sid']), statement])),
});
const queueStep = (...names: readonly string[]): Step => ({
  call: 'sqs.putStatements',
  name: 'inbox',
  account: ACCOUNT,
  statements: Object.fromEntries(
    names.map((name) => [
      name,
      letIn(name, 'events.amazonaws.com', 'sqs:SendMessage', QUEUE, `${RULES}${name}`),
    ]),
  ),
});
const permission = (sid: string) => ({
  sid,
  principal: 'events.amazonaws.com',
  sourceArn: `${RULES}${sid}`,
});
const functionStep = (...sids: readonly string[]): Step => ({
  call: 'lambda.addPermissions',
  functionName: 'crm',
  permissions: sids.map(permission),
});

/** Carries out these steps at once, each as a change of its own, and gives the report. */
function applied(sandbox: Sandbox, steps: readonly Step[]): Promise<ApplyReport> {
  const changes = steps.map((step, index) =>
    change({
      kind: 'sns-policy',
      name: `${index}`,
      group: { kind: 'target', name: 'ops' },
      action: 'create',
      steps: [step],
    }),
  );
  return applyPlan({
    plan: plan(changes),
    genesys: createGenesys(sandbox.genesys),
    aws: createAws(sandbox.aws),
    sleep: clock.sleep,
    now: clock.now,
  });
}

async function sidsOfTopic(sandbox: Sandbox): Promise<readonly unknown[]> {
  const { Attributes } = await new SNSClient(sandbox.aws).send(
    new GetTopicAttributesCommand({ TopicArn: TOPIC }),
  );
  return statementsOf(Attributes?.['Policy']).map((statement) => statement['Sid']);
}

async function sidsOfQueue(sandbox: Sandbox): Promise<readonly unknown[]> {
  const { Attributes } = await new SQSClient(sandbox.aws).send(
    new GetQueueAttributesCommand({
      QueueUrl: `${sandbox.aws.endpoint}/${ACCOUNT}/inbox`,
      AttributeNames: ['Policy'],
    }),
  );
  return statementsOf(Attributes?.['Policy']).map((statement) => statement['Sid']);
}

async function sidsOfFunction(sandbox: Sandbox): Promise<readonly unknown[]> {
  const { Policy } = await new LambdaClient(sandbox.aws).send(new GetPolicyCommand({ FunctionName: 'crm' }));
  return statementsOf(Policy).map((statement) => statement['Sid']);
}

describe('two statements of one policy in one apply', () => {
  it('are both in the policy of a topic, where every call takes a while', async () => {
    const sandbox = await sandboxWith({ latencyMs: 20 });
    expect(await applied(sandbox, [topicStep(ofRules), topicStep(ofAlarms)])).toMatchObject({ done: 2 });
    const calls = (await sandbox.journal()).map(({ action }) => action.slice(0, 3));
    expect(await sidsOfTopic(sandbox)).toEqual(['__default_statement_ID', 'OursForRules', 'OursForAlarms']);
    // The last look is at the end of the apply.
    expect(calls).toEqual(['Get', 'Set', 'Get', 'Get', 'Set', 'Get', 'Get']);
  });

  it('are all in the policy of an SQS queue', async () => {
    const sandbox = await sandboxWith({ latencyMs: 20 });
    const names = ['OursA', 'OursB', 'OursC', 'OursD'];
    expect(
      await applied(
        sandbox,
        names.map((name) => queueStep(name)),
      ),
    ).toMatchObject({ done: 4 });
    expect(await sidsOfQueue(sandbox)).toEqual(names);
  });

  it('are all in the policy of a function, and each call finds the revision that it read', async () => {
    const sandbox = await sandboxWith({ latencyMs: 20 });
    const names = ['OursA', 'OursB', 'OursC'];
    expect(
      await applied(
        sandbox,
        names.map((name) => functionStep(name)),
      ),
    ).toMatchObject({ done: 3 });
    expect(await sidsOfFunction(sandbox)).toEqual(names);
  });
});

describe('several statements of one step', () => {
  it('are one write of the policy of a topic, with what is taken away', async () => {
    const sandbox = await sandboxWith();
    await carriedOut(sandbox, topicStep(letIn('Old', 'events.amazonaws.com', 'sns:Publish', TOPIC, RULES)));
    const before = (await sandbox.journal()).length;
    const step = topicStep(ofRules, ofAlarms);
    if (step.call !== 'sns.putStatements') throw new Error('another step');
    await carriedOut(sandbox, { ...step, statements: { ...step.statements, Old: null } });
    expect(await sidsOfTopic(sandbox)).toEqual(['__default_statement_ID', 'OursForRules', 'OursForAlarms']);
    const calls = (await sandbox.journal()).slice(before).map(({ action }) => action);
    expect(calls.filter((action) => action.startsWith('Set'))).toHaveLength(1);
  });

  it('are one write of the policy of an SQS queue', async () => {
    const sandbox = await sandboxWith();
    await carriedOut(sandbox, queueStep('OursA', 'OursB'));
    expect(await sidsOfQueue(sandbox)).toEqual(['OursA', 'OursB']);
    const writes = (await sandbox.journal()).filter(({ action }) => action === 'SetQueueAttributes');
    expect(writes).toHaveLength(1);
  });

  it('are each added to the revision of the function’s policy that was read before it', async () => {
    const sandbox = await sandboxWith();
    // Where there is no policy there is no revision.
    await carriedOut(sandbox, functionStep('First'));
    await carriedOut(sandbox, functionStep('OursA', 'OursB', 'OursC'));
    expect(await sidsOfFunction(sandbox)).toEqual(['First', 'OursA', 'OursB', 'OursC']);
    expect((await sandbox.journal()).filter(({ status }) => status === 412)).toEqual([]);
    await carriedOut(sandbox, {
      call: 'lambda.removePermissions',
      functionName: 'crm',
      sids: ['OursA', 'OursC', 'Gone'],
    });
    expect(await sidsOfFunction(sandbox)).toEqual(['First', 'OursB']);
  });

  it('are all there in the end where another program changes the function’s policy in between', async () => {
    const sandbox = await sandboxWith({ faults: ['lambda:AddPermission:other-writer:#2'] });
    await carriedOut(sandbox, functionStep('OursA', 'OursB', 'OursC'));
    expect([...(await sidsOfFunction(sandbox))].sort()).toEqual([
      'AnotherWriter1',
      'OursA',
      'OursB',
      'OursC',
    ]);
  });

  it('are all taken for unwritten where the write fails', async () => {
    const sandbox = await sandboxWith({ faults: ['sns:SetTopicAttributes:deny:1'] });
    const context = contextOf(sandbox, async () => {});
    await expect(runStep(topicStep(ofRules, ofAlarms), context)).rejects.toThrow();
    const other = letIn('Other', 'events.amazonaws.com', 'sns:Publish', TOPIC, RULES);
    await runStep(topicStep(other), context);
    expect(await sidsOfTopic(sandbox)).toEqual(['__default_statement_ID', 'Other']);
  });
});

describe('another program that writes the same policy', () => {
  it('puts back what it had read: ours is written again, into what is there by then', async () => {
    const sandbox = await sandboxWith({
      faults: ['sns:SetTopicAttributes:overwritten:1', 'sqs:SetQueueAttributes:overwritten:1'],
    });
    await carriedOut(sandbox, topicStep(ofRules), queueStep('Ours'));
    expect(await sidsOfTopic(sandbox)).toEqual(['__default_statement_ID', 'AnotherWriter1', 'OursForRules']);
    expect(await sidsOfQueue(sandbox)).toEqual(['AnotherWriter1', 'Ours']);
  });

  it('brings back a statement that is to go: it is taken away again', async () => {
    const sandbox = await sandboxWith({ faults: ['sns:SetTopicAttributes:overwritten:#2'] });
    await carriedOut(sandbox, topicStep(ofRules));
    const gone = { call: 'sns.putStatements', arn: TOPIC, statements: { OursForRules: null } } as const;
    await carriedOut(sandbox, gone);
    expect(await sidsOfTopic(sandbox)).toEqual(['__default_statement_ID', 'AnotherWriter1']);
  });

  it('changes a function’s policy first: the stale revision is read again', async () => {
    const sandbox = await sandboxWith({
      faults: ['lambda:AddPermission:other-writer:#2', 'lambda:RemovePermission:other-writer:1'],
    });
    await carriedOut(sandbox, functionStep('Ours'));
    await carriedOut(sandbox, functionStep('OursToo'));
    expect(await sidsOfFunction(sandbox)).toEqual(['Ours', 'AnotherWriter1', 'OursToo']);
    const remove = { call: 'lambda.removePermissions', functionName: 'crm', sids: ['Ours'] } as const;
    await carriedOut(sandbox, remove);
    expect(await sidsOfFunction(sandbox)).toEqual(['AnotherWriter1', 'OursToo', 'AnotherWriter2']);
    const refused = (await sandbox.journal()).filter(({ status }) => status === 412);
    // Taking a statement away by its Sid touches nothing of theirs, and needs no revision.
    expect(refused.map(({ action }) => action)).toEqual(['AddPermission']);
  });

  it('puts back a role’s former policy: it is written again', async () => {
    const sandbox = await sandboxWith({ faults: ['iam:PutRolePolicy:overwritten:1'] });
    const document: JsonObject = {
      Version: '2012-10-17',
      Statement: [{ Sid: 'Log', Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }],
    };
    const put = { call: 'iam.putPolicy', role: 'calls-sales', policy: 'gcx', document } as const;
    await carriedOut(sandbox, put);
    const { PolicyDocument } = await new IAMClient(sandbox.aws).send(
      new GetRolePolicyCommand({ RoleName: 'calls-sales', PolicyName: 'gcx' }),
    );
    expect(JSON.parse(decodeURIComponent(PolicyDocument ?? ''))).toEqual(document);
  });

  it('goes on for ever: said after three times, never done', async () => {
    const sandbox = await sandboxWith({ faults: ['sns:SetTopicAttributes:overwritten'] });
    const pauses: number[] = [];
    const step = runStep(
      topicStep(ofRules),
      contextOf(sandbox, async (ms) => void pauses.push(ms)),
    );
    await expect(step).rejects.toMatchObject({
      report: {
        code: 'not-kept',
        what: expect.stringMatching(/policy of SNS topic ops does not show .* is dropped, without notice/),
      },
    });
    expect(pauses).toEqual([0, ...READ_BACK_PAUSES_MS]);
    expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
  });
});

describe('a statement of a function that people changed', () => {
  const wrong: Step = {
    call: 'lambda.addPermissions',
    functionName: 'crm',
    permissions: [{ ...permission('Ours'), sourceArn: `${RULES}someone-elses` }],
  };

  it('is replaced while another one lets the senders in, which goes at the end', async () => {
    const sandbox = await sandboxWith();
    await carriedOut(sandbox, wrong);
    await carriedOut(sandbox, functionStep('Ours'));
    expect((await writesOf(sandbox)).slice(1)).toEqual([
      'AddPermission',
      'RemovePermission',
      'AddPermission',
      'RemovePermission',
    ]);
    expect(await sidsOfFunction(sandbox)).toEqual(['Ours']);
  });

  it.each([
    'AddPermission:deny:#2',
    'RemovePermission:deny:#1',
    'AddPermission:deny:#3',
    'RemovePermission:deny:#2',
  ])(
    'lets the senders in where the apply ends at any call (%s), and the next one mends it',
    async (fault) => {
      const sandbox = await sandboxWith({ faults: [`lambda:${fault}`] });
      await carriedOut(sandbox, wrong);
      expect(await applied(sandbox, [functionStep('Ours')])).toMatchObject({ failed: 1 });
      expect((await sidsOfFunction(sandbox)).length).toBeGreaterThan(0);
      await carriedOut(sandbox, functionStep('Ours'));
      expect(await sidsOfFunction(sandbox)).toEqual(['Ours']);
    },
  );
});

async function writesOf(sandbox: Sandbox): Promise<readonly string[]> {
  return (await sandbox.journal())
    .filter(({ service, write }) => service === 'lambda' && write)
    .map(({ action }) => action);
}

/** Carries out steps as one run, without the pauses. */
async function carriedOut(sandbox: Sandbox, ...steps: readonly Step[]): Promise<void> {
  const context = contextOf(sandbox, async () => {});
  await Promise.all(steps.map((step) => runStep(step, context)));
}

/** What a step needs, with a sleep of the test's. */
function contextOf(sandbox: Sandbox, sleep: RunContext['sleep']): RunContext {
  return {
    aws: createAws(sandbox.aws),
    genesys: createGenesys(sandbox.genesys),
    mark: { project: 'calls', environment: 'default', organization: 'o' },
    account: ACCOUNT,
    region: REGION,
    processors: new Map(),
    secretOf: () => undefined,
    documents: new DocumentTurns(),
    now: Date.now,
    sleep,
  };
}
