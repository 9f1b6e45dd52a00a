import { KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { head, names, Project } from './gcx.js';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE = 'arn:aws:iam::111122223333:role/out';
const theirs = (service: string, resource: string) =>
  `"arn:aws:${service}:eu-west-1:444455556666:${resource}"`;

const file = `${head()}tags: { CostCenter: "42" }
targets:
  their-topic: { sns: { existing: ${theirs('sns', 'calls')} }, role: ${ROLE} }
  their-queue: { sqs: { existing: ${theirs('sqs', 'calls')} }, role: ${ROLE} }
  their-function: { lambda: { existing: ${theirs('lambda', 'function:sync')} }, role: ${ROLE} }
  their-bus: { arn: "arn:aws:events:us-east-1:444455556666:event-bus/calls", role: ${ROLE} }
  in-order: { sqs: { create: shop-calls.fifo, messageGroup: $.detail.eventBody.conversationId }, deadLetter: dead }
  secret-topic: { sns: { create: shop-secret, key: ${KEY} }, subscribers: [{ sqs: secret-queue }] }
  secret-queue: { sqs: { create: shop-secret, key: ${KEY} } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended:
    events: [conversation.acd.end]
    queues: ["Sales Support"]
    targets: [their-topic, their-queue, their-function, their-bus, in-order, secret-topic, secret-queue]
`;

describe('targets of other accounts, FIFO queues, keys and tags', () => {
  const project = new Project(file);

  test('plan says what others must allow; the second plan says no changes and an apply writes nothing', async () => {
    const planned = await project.done('plan');
    const text = planned.stdout.replace(/\s+/g, ' ');
    expect(text).toContain(`in account 444455556666: its policy must allow sqs:SendMessage for ${ROLE}`);
    expect(text).toContain('events:PutEvents');
    await project.done('apply --auto-approve');
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
    expect(await project.writesOf(() => project.done('apply --auto-approve'))).toEqual([]);
  });

  test('nothing of the other account was changed; what was made carries the tags and the key', () => {
    const { topics, queues, rules, functions } = project.holdings();
    const foreign = [...topics, ...queues, ...functions].filter(({ arn }) => arn.includes(':444455556666:'));
    expect(foreign.map(({ tags }) => tags)).toEqual([{}, {}, {}]);
    expect(JSON.stringify(foreign)).not.toContain('GenesysGcx');
    const made = [...topics, ...queues, ...rules].filter((each) => !foreign.includes(each));
    expect(made.map(({ tags }) => tags.CostCenter)).toEqual(made.map(() => '42'));
    const secret = [...topics, ...queues].filter(({ name }) => name === 'shop-secret');
    expect(secret.map(({ attributes }) => attributes.KmsMasterKeyId)).toEqual([KEY, KEY]);
  });

  test('events reach them all', async () => {
    expect(await project.emit({ eventType: 'acd.end', queue: 'Sales Support' })).toEqual([
      'delivered calls',
      'delivered calls',
      'delivered event-bus/calls',
      'delivered shop-calls.fifo',
      'delivered shop-secret',
      'delivered shop-secret',
      'delivered shop-secret',
      'delivered sync',
    ]);
  });

  test('a company’s tag that changes is changed everywhere, and one that leaves the file goes', async () => {
    project.write('.genesysrc.yml', file.replace('{ CostCenter: "42" }', '{ Team: calls }'));
    const planned = await project.done('plan');
    expect(planned.stdout).toContain('tag CostCenter');
    await project.done('apply --auto-approve');
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
    const [rule] = project.holdings().rules;
    expect(rule.tags).toMatchObject({ Team: 'calls' });
    expect(rule.tags).not.toHaveProperty('CostCenter');
  });
});

describe('keys that let nobody in', () => {
  const project = new Project(`${head()}targets:
  inbox: { sqs: { existing: shop-inbox } }
  board: { sns: { create: shop-board, key: ${KEY} } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
`);

  test('are refused with what to do, and nothing changes', async () => {
    const server = await project.serve();
    const client = {
      region: 'eu-west-1',
      endpoint: server.env['AWS_ENDPOINT_URL'] ?? '',
      credentials: { accessKeyId: 'test', secretAccessKey: server.env['AWS_SECRET_ACCESS_KEY'] ?? '' },
    };
    const sqs = new SQSClient(client);
    const QueueUrl = `${client.endpoint}/111122223333/shop-inbox`;
    const encrypt = (KmsMasterKeyId: string) =>
      sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { KmsMasterKeyId } }));
    await project.done('plan');
    await encrypt('alias/aws/sqs');
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        },
      ],
    });
    await new KMSClient(client).send(new PutKeyPolicyCommand({ KeyId: KEY, Policy }));
    const refused = await project.sandbox('apply --auto-approve');
    expect(refused.code).toBe(5);
    const text = (refused.stdout + refused.stderr).replace(/\s+/g, ' ');
    expect(text).toContain('alias/aws/sqs, which AWS manages and EventBridge cannot use');
    expect(text).toContain('on a condition on aws:SourceAccount');
    await encrypt('');
    const other = Policy.replace('aws:SourceAccount', 'aws:PrincipalOrgID');
    await new KMSClient(client).send(new PutKeyPolicyCommand({ KeyId: KEY, Policy: other }));
    const warned = await project.done('plan');
    expect(warned.stdout.replace(/\s+/g, ' ')).toContain('on a condition on aws:PrincipalOrgID');
    await server.stop();
    expect(names(project.holdings().rules)).toEqual([]);
  });
});

describe('names that change', () => {
  const text = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support", "911"], targets: [inbox] }
`;
  const project = new Project(text);

  test('a route that is renamed keeps its rules', async () => {
    await project.done('apply --auto-approve');
    project.write('.genesysrc.yml', text.replace('ended: {', 'finished: { renamedFrom: ended,'));
    const planned = await project.done('plan');
    expect(planned.stdout).toMatch(/Route finished\n\s+~ rule shop-ended-1/);
    expect(planned.stdout).toContain('Plan: 0 to create, 1 to change, 0 to delete');
    expect(planned.stdout.replace(/\s+/g, ' ')).toContain('once this is applied');
    const writes = await project.writesOf(() => project.done('apply --auto-approve'));
    // Its mark, and what was asked for of it; the rule itself is put once, with its new description.
    expect(writes.filter((action) => action !== 'events:TagResource')).toEqual(['events:PutRule']);
    project.write('.genesysrc.yml', text.replace('ended:', 'finished:'));
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  });

  test('a queue that was renamed in Genesys is recognised, shown, and blocks no apply', async () => {
    project.changeState((state) => {
      expect(state).toContain('"Sales Support"');
      return state.replace('"Sales Support"', '"Sales Service"');
    });
    const planned = await project.sandbox('plan --detailed-exitcode');
    expect(planned.code, planned.stderr).toBe(0);
    expect(planned.stdout.replace(/\s+/g, ' ')).toContain('"Sales Support" is now "Sales Service"');
    const tested = await project.sandbox("rule test finished --sample acd.end --queue 'Sales Service'");
    expect(tested.code, tested.stderr).toBe(0);
    expect(tested.stderr).toContain('"Sales Support" is now "Sales Service"');
    project.write(
      '.genesysrc.yml',
      text
        .replace('ended: {', 'finished: { where: { mediaType: [VOICE] },')
        .replace('"911"', '"911", "Billing"'),
    );
    await project.done('apply --auto-approve');
    project.write('.genesysrc.yml', text.replace('ended:', 'finished:').replace('Support', 'Service'));
    await project.done('apply --auto-approve');
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  });

  test('a name that no live rule remembers is the error that it was', async () => {
    project.write('.genesysrc.yml', text.replace('Sales Support', 'Sales Suport'));
    const failed = await project.sandbox('plan');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('No queue is called "Sales Suport"');
  });
});
