import { describe, expect, test } from 'vitest';
import { type Document, documentOf, names, Project } from './gcx.js';

/** A file of a relay: its format, its routes, and its targets. */
function fileOf(format: string, rest: string): string {
  return `version: 1
project: relay
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  format: ${format}
aws: { account: "111122223333", region: eu-west-1, bus: company-events }
${rest}`;
}

const CONVERSATION_END = fileOf(
  'com.genesys.cloud',
  `targets:
  summarize:
    lambda: { existing: summarize }
    input:
      template: '{"conversation": <id>, "queue": <queue>}'
      paths: { id: $.detail.conversationId, queue: $.detail.queue.name }
routes:
  sales-ended:
    events: [conversation.end]
    queues: ["Sales Support"]
    targets: [summarize]
`,
);

const CONVERSATION_EVENT = fileOf(
  'genesys.cloud/ConversationEvent',
  `targets:
  ended: { sqs: { create: ended } }
routes:
  ended:
    events: [conversation.ended, conversation.disconnected]
    where: { "participants.purpose": [customer] }
    targets: [ended]
`,
);

const DECLARED = fileOf(
  'acme',
  `formats:
  acme:
    source: { prefix: com.acme. }
    detailType: "genesys:{eventType}"
    eventTypes: genesys
    queueId: detail.body.queueId
    payload: detail.body
targets:
  inbox: { sqs: { create: inbox } }
routes:
  sales:
    events: [conversation.acd.end]
    queues: ["Sales Support"]
    where: { mediaType: VOICE }
    targets: [inbox]
  direct:
    format: partner
    events: [conversation.acd.end]
    queues: ["Billing"]
    targets: [inbox]
`,
);

/** Where an emitted event went: `OUTCOME TARGET`, and what kept it from where it did not go. */
async function emitted(project: Project, args: string): Promise<{ targets: string[]; document: Document }> {
  const document = documentOf(await project.gcx(`sandbox emit ${args} --json`));
  const targets = document.events
    .flatMap((event: Document) => event.deliveries)
    .map(({ outcome, target }: Document) => `${outcome} ${target?.split(':').at(-1)}`);
  return { targets, document };
}

/** Plans, applies, plans again: the second plan has nothing to do, and a second apply makes no write. */
async function converges(project: Project): Promise<string> {
  const planned = await project.done('plan');
  await project.done('apply --auto-approve');
  expect((await project.done('plan --detailed-exitcode')).stdout).toContain('No changes.');
  expect(await project.writesOf(() => project.done('apply --auto-approve'))).toEqual([]);
  return planned.stdout;
}

describe('conversation.end of com.genesys.cloud, of one queue, to a Lambda function', () => {
  const project = new Project(CONVERSATION_END);

  test('plans, applies and converges; the plan reads in the words of the format', async () => {
    const plan = await converges(project);
    expect(plan).toContain('AWS      111122223333, eu-west-1, event bus company-events');
    expect(plan).toContain('Format   com.genesys.cloud');
    expect(plan).toMatch(/event type {3}\+ conversation\.end\n/);
    expect(plan).toMatch(/queue\.id {5}\+ Sales Support/);
    // What the input takes is said as the file says it: by its path.
    expect(plan.replaceAll('$.detail.', '')).not.toContain('detail.');
    const { rules, integrations } = project.holdings();
    expect(names(rules)).toEqual(['relay-sales-ended-1']);
    expect(JSON.parse(rules[0].pattern)).toEqual({
      source: ['com.genesys.cloud'],
      'detail-type': ['conversation.end'],
      detail: { queue: { id: [expect.stringMatching(/^[0-9a-f-]{36}$/)] } },
    });
    expect(integrations).toEqual([]);
  });

  test('an event of the queue is delivered, as the template says', async () => {
    const sales = await emitted(project, `conversation.end --queue 'Sales Support'`);
    expect(sales.targets).toEqual(['delivered summarize']);
    const [summarize] = project.holdings().functions;
    expect(JSON.parse(summarize.invocations.at(-1))).toEqual({
      conversation: expect.stringMatching(/^[0-9a-f-]{36}$/),
      queue: 'Sales Support',
    });
  });

  test('events of another queue, another type, no queue or another source are not', async () => {
    for (const args of [
      `conversation.end --queue Billing`,
      `conversation.start --queue 'Sales Support'`,
      `conversation.end --set queue=null`,
      `conversation.end --format genesyscloud`,
    ]) {
      const { targets, document } = await emitted(project, args);
      expect(document.events, args).toHaveLength(1);
      expect(targets, args).toEqual([]);
    }
    const [summarize] = project.holdings().functions;
    expect(summarize.invocations).toHaveLength(1);
  });

  test('event validate knows the format', async () => {
    const sample = 'event sample conversation.end --format com.genesys.cloud';
    const { stdout } = await project.gcx(sample);
    project.write('event.json', stdout);
    expect(await project.gcx('event validate event.json --format com.genesys.cloud')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('conversation.end  valid'),
    });
    const other = await project.gcx('event validate event.json --format genesyscloud');
    expect(other).toMatchObject({ code: 1, stdout: expect.stringContaining('source should be from') });
    expect((await project.gcx('event validate event.json --format nowhere')).stderr).toContain(
      'There is no event format "nowhere"',
    );
  });

  test('rule test explains each miss in the words of the format', async () => {
    const explain = (args: string) => project.sandbox(`rule test sales-ended --sample ${args}`);
    const hit = await explain(`conversation.end --queue 'Sales Support'`);
    expect(hit).toMatchObject({ code: 0 });
    const billing = await explain('conversation.end --queue Billing');
    expect(billing.code).toBe(1);
    expect(billing.stdout).toContain('Billing, not Sales Support');
    expect(billing.stdout).toContain('queue.id');
    const other = await explain('conversationEnded --format genesyscloud');
    expect(other.stdout).toContain('that of the format genesyscloud');
    expect(other.stdout).toContain('the format com.genesys.cloud');
    const genesys = await explain(`acd.end --format partner`);
    expect(genesys.stdout).toContain('that of the format partner');
    expect(genesys.stdout).not.toContain('never have');
  });
});

describe('ConversationEvent of genesys.cloud, filtered on detail.eventType', () => {
  const project = new Project(CONVERSATION_EVENT);

  test('plans, applies, converges, and routes the event types that it names', async () => {
    const plan = await converges(project);
    expect(plan).toContain('participants.purpose   + customer');
    expect(JSON.parse(project.holdings().rules[0].pattern)).toEqual({
      source: ['genesys.cloud'],
      'detail-type': ['ConversationEvent'],
      detail: {
        eventType: ['conversation.disconnected', 'conversation.ended'],
        participants: { purpose: ['customer'] },
      },
    });
    const customer = `--set 'participants=[{"purpose":"agent"},{"purpose":"customer"}]'`;
    expect((await emitted(project, `conversation.ended ${customer}`)).targets).toEqual(['delivered ended']);
    expect((await emitted(project, `conversation.disconnected ${customer}`)).targets).toEqual([
      'delivered ended',
    ]);
    expect((await emitted(project, 'conversation.ended')).targets).toEqual([]);
    const other = await emitted(project, `conversation.started --format genesys.cloud/ConversationEvent`);
    expect(other.targets).toEqual([]);
    const update = await emitted(project, `conversation.ended --format genesys.cloud/update ${customer}`);
    expect(update.targets).toEqual([]);
  });

  test('a queue filter is refused with the formats that have a queue', async () => {
    const bad = new Project(
      CONVERSATION_EVENT.replace('    where:', '    queues: ["Sales Support"]\n    where:'),
    );
    const { code, stderr, stdout } = await bad.gcx('validate');
    expect(code).toBe(1);
    expect(stderr + stdout).toContain('do not say the id of a queue');
    expect(stderr + stdout).toContain('com.genesys.cloud');
  });
});

describe('a format that the file declares, beside Genesys’s own', () => {
  const project = new Project(DECLARED);

  test('plans, applies, converges, and routes by each', async () => {
    const plan = await converges(project);
    expect(plan).toContain('Format   acme, partner');
    expect(plan).toMatch(/event type {3}\+ conversation\.acd\.end/);
    const routed = async (args: string) => (await emitted(project, args)).targets;
    const voice = '--format acme --set mediaType=VOICE';
    expect(await routed(`acd.end --queue 'Sales Support' ${voice}`)).toEqual(['delivered inbox']);
    expect(await routed(`acd.end --queue Billing ${voice}`)).toEqual([]);
    expect(await routed(`acd.end --queue 'Sales Support' --format acme --set mediaType=CHAT`)).toEqual([]);
    expect(await routed(`user.end --queue 'Sales Support' ${voice}`)).toEqual([]);
  });

  test('a change of the format changes the rule and nothing else', async () => {
    project.write('.genesysrc.yml', DECLARED.replace('genesys:{eventType}', 'gen:{eventType}'));
    const plan = await project.done('plan');
    expect(plan.stdout).toContain('1 to change, 0 to delete');
    await project.done('apply --auto-approve');
    expect((await project.done('plan --detailed-exitcode')).stdout).toContain('No changes.');
    const sales = `acd.end --queue 'Sales Support' --format acme --set mediaType=VOICE`;
    expect((await emitted(project, sales)).targets).toEqual(['delivered inbox']);
  });
});
