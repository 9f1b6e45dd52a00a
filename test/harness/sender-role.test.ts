import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { head } from '../e2e/gcx.js';
import { applied, type Trial, trial } from './trial.js';

const ROLE = 'shop-send.kinesis';
const ROUTE = 'routes:\n  ended: { events: [conversation.acd.end], targets: [lake] }\n';
const KEY = 'partitionKey: $.detail.eventBody.conversationId';
const made = `${head()}targets:\n  lake: { kinesis: { existing: calls, ${KEY} } }\n${ROUTE}`;
const given = made.replace(' } }\nroutes', ' }, role: "arn:aws:iam::111122223333:role/send" }\nroutes');
const gone = `${head()}targets:\n  lake: { sqs: { create: shop-lake } }\n${ROUTE}`;

/** What becomes of the events of a conversation, as the sandbox tells it. */
async function told({ sandbox }: Trial): Promise<readonly string[]> {
  const { events } = await sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support' });
  return events.flatMap(({ deliveries }) => deliveries.map(({ outcome, why }) => `${outcome}: ${why}`));
}

function actions({ changes }: Plan): readonly string[] {
  return changes.flatMap(({ action, kind, name }) =>
    action === 'none' ? [] : [`${action} ${kind} ${name}`],
  );
}

async function converged(all: Trial): Promise<void> {
  expect(actions(await all.plan())).toEqual([]);
}

describe('the role of a target that names none', () => {
  it('is made for the rules of the project alone, lets them send, and is kept as the file has it', async () => {
    const all = await trial(made);
    const plan = await applied(all);
    expect(actions(plan).filter((line) => / (role|rule) /.test(line))).toEqual([
      `create role ${ROLE}`,
      'create rule shop-ended-1',
    ]);
    const role = await all.others.iam.role(ROLE);
    expect(role).toMatchObject({
      arn: `arn:aws:iam::111122223333:role/genesys-gcx/shop/${ROLE}`,
      tags: { 'genesys-gcx:project': 'shop' },
      policies: {
        gcx: {
          Statement: [
            {
              Action: ['kinesis:PutRecord'],
              Resource: 'arn:aws:kinesis:eu-west-1:111122223333:stream/calls',
            },
          ],
        },
      },
      trust: {
        Statement: [
          {
            Principal: { Service: 'events.amazonaws.com' },
            Condition: {
              ArnLike: { 'aws:SourceArn': expect.stringMatching(/:rule\/aws\.partner\/.+\/shop-\*$/) },
              StringEquals: { 'aws:SourceAccount': '111122223333' },
            },
          },
        ],
      },
    });
    await converged(all);
    expect(await told(all)).toEqual([
      expect.stringMatching(
        /^delivered: handed over as a record with partition key "[0-9a-f-]{36}" with role/,
      ),
    ]);

    // Somebody changes it by hand: nothing is delivered, and the next apply mends it.
    await all.others.iam.putPolicy(ROLE, 'gcx', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
    });
    await all.others.iam.setTrust(ROLE, {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    });
    expect(await told(all)).toEqual([expect.stringMatching(/^dropped: .*does not trust events/)]);
    const mended = await applied(all);
    expect(actions(mended)).toEqual([`update role ${ROLE}`, `update role ${ROLE}`]);
    expect((await all.others.iam.role(ROLE))?.trust).toEqual(role?.trust);
    expect(await told(all)).toEqual([expect.stringMatching(/^delivered: /)]);
    await converged(all);

    // A role of the file's own takes its place, and it goes once no rule sends with it.
    all.write(given);
    expect(actions(await applied(all))).toEqual(['update rule shop-ended-1', `delete role ${ROLE}`]);
    expect(await all.others.iam.role(ROLE)).toBeUndefined();
    await converged(all);

    // Back again: the role is there before the rule that sends with it.
    all.write(made);
    expect(actions(await applied(all))).toEqual([`create role ${ROLE}`, 'update rule shop-ended-1']);
    all.write(gone);
    const last = actions(await applied(all));
    expect(last.at(-1)).toBe(`delete role ${ROLE}`);
    await converged(all);
  });

  it('that a broken apply left without its policy and its rule is finished, and destroyed with the pipe', async () => {
    const all = await trial(made);
    const plan = await all.plan();
    const create = plan.changes.flatMap(({ steps }) => steps).find(({ call }) => call === 'iam.createRole');
    await all.others.iam.createRole(create as never);
    expect(actions(await applied(all)).filter((line) => line.includes(' role '))).toEqual([
      `update role ${ROLE}`,
    ]);
    await converged(all);
    expect(actions(await applied(all, 'destroy')).at(-1)).toBe(`delete role ${ROLE}`);
    expect(await all.others.iam.role(ROLE)).toBeUndefined();
  });

  it('is another one for the targets of another kind, least in what it allows, and events are sent by it', async () => {
    const others = {
      firehose: 'hose: { firehose: { existing: calls } }',
      stateMachine: 'flow: { stateMachine: { existing: "flow:blue" } }',
      bus: 'far: { bus: { existing: "arn:aws:events:us-east-1:444455556666:event-bus/far" } }',
    };
    const lines = Object.values(others).map((line) => `  ${line}\n`);
    const file = made
      .replace('targets:\n', `targets:\n${lines.join('')}`)
      .replace('[lake]', '[lake, hose, flow, far]')
      .replace('targets:\n', 'defaults: { retry: { attempts: 3 } }\ntargets:\n');
    const all = await trial(file);
    await applied(all);
    const statements = async (kind: string) =>
      (await all.others.iam.role(`shop-send.${kind}`))?.policies['gcx']?.['Statement'];
    expect(await statements('firehose')).toMatchObject([
      {
        Action: ['firehose:PutRecord'],
        Resource: 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/calls',
      },
    ]);
    // Step Functions judges a version or an alias by the ARN of its state machine.
    expect(await statements('stateMachine')).toMatchObject([
      {
        Action: ['states:StartExecution'],
        Resource: 'arn:aws:states:eu-west-1:111122223333:stateMachine:flow',
      },
    ]);
    expect(await statements('bus')).toMatchObject([
      { Action: ['events:PutEvents'], Resource: 'arn:aws:events:us-east-1:444455556666:event-bus/far' },
    ]);
    expect((await told(all)).filter((line) => line.startsWith('delivered: '))).toHaveLength(4);
    await converged(all);
    // What gcx cannot see: whether the owner of the other account lets the role in.
    const { unseen } = await all.diagnose();
    expect(unseen.map(({ why }) => why)).toContainEqual(
      expect.stringMatching(
        /^far is in account 444455556666: its policy must allow events:PutEvents for .*shop-send\.bus/,
      ),
    );

    // Out of the file again: the roles go with the targets.
    all.write(made);
    expect(actions(await applied(all)).filter((line) => line.includes(' role '))).toEqual([
      'delete role shop-send.firehose',
      'delete role shop-send.stateMachine',
      'delete role shop-send.bus',
    ]);
    await converged(all);
  });

  it('of the file, under a kind instead of an ARN, changes nothing on AWS', async () => {
    const role = 'role: "arn:aws:iam::111122223333:role/send"';
    const form = (flow: string, far: string) =>
      made
        .replace('targets:\n', `targets:\n  flow: { ${flow}, ${role} }\n  far: { ${far}, ${role} }\n`)
        .replace('[lake]', '[lake, flow, far]');
    const arn = (rest: string) => `"arn:aws:${rest}"`;
    const flow = arn('states:eu-west-1:111122223333:stateMachine:flow');
    const far = arn('events:us-east-1:444455556666:event-bus/far');
    const all = await trial(form(`arn: ${flow}`, `arn: ${far}`));
    await applied(all);
    all.write(form('stateMachine: { existing: flow }', `bus: { existing: ${far} }`));
    await converged(all);
  });

  it('of others is left alone, and the plan refused', async () => {
    const all = await trial(made);
    const Statement = [
      { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ];
    const trust = { Version: '2012-10-17', Statement };
    await all.others.iam.createRole({ name: ROLE, path: '/', description: '', trust, tags: { team: 'x' } });
    const { refusals } = await all.plan();
    expect(refusals).toMatchObject([
      {
        code: 'name-taken',
        message: expect.stringContaining(`IAM role ${ROLE} exists already`),
        fix: expect.stringContaining('Give target lake a role of your own:  role: ARN'),
      },
    ]);
  });
});
