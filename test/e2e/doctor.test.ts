import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import type { Sandbox } from '../../src/lib/sandbox/index.js';
import { head, Project } from './gcx.js';

const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  sync: { lambda: { existing: sync } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, sync] }
`;

async function disableRule(aws: Sandbox['aws'], Name: string): Promise<void> {
  const events = new EventBridgeClient(aws);
  await events.send(new DisableRuleCommand({ Name, EventBusName: BUS }));
  events.destroy();
}

test('doctor is silent where nothing stops events, names what does with a cure, and what it may not look at', async () => {
  const project = new Project(file);
  const fresh = await project.json('doctor');
  expect([fresh.code, fresh.document.findings.map(({ code }: { code: string }) => code)]).toEqual([
    2,
    ['not-applied'],
  ]);
  await project.done('apply --auto-approve');
  expect(await project.sandbox('doctor')).toEqual({ code: 0, stdout: '', stderr: '' });

  await project.inside(({ aws }) => createAws(aws).sqs.setAttributes('shop-inbox', { Policy: '' }));
  const found = await project.sandbox('doctor');
  expect([found.code, found.stderr]).toEqual([2, '']);
  expect(found.stdout).toMatch(
    /\nStops events now\n {2}! The policy of SQS queue shop-inbox [\s\S]*\n {4}hits: route ended to inbox\n[\s\S]*\n {4}cure: gcx apply --sandbox\n[\s\S]*\n1 finding, 1 stops events now\. Next: gcx apply --sandbox,/,
  );
  await project.done('apply --auto-approve');

  // What may not be read is named, the rest is looked at, and nothing says that all is well.
  const { stop } = await project.serve({
    faults: ['lambda:GetPolicy:deny', 'genesys:getRoutingQueues*:deny'],
  });
  const denied = await project.sandbox('doctor');
  expect(denied.code, denied.stdout).toBe(3);
  expect(denied.stdout).toMatch(
    /\nNot looked at\n[\s\S]* {2}! Lambda functions and who may call them: The AWS credentials are not allowed\n {4}lambda:GetPolicy[\s\S]*\nNo problem was found in the rest\. Permissions were missing to check everything/,
  );
  expect(denied.stdout).toContain('\n  ! the queues of the routes in Genesys Cloud: ');
  await project.inside(({ aws }) => disableRule(aws, 'shop-ended-1'));
  expect(await project.json('doctor')).toMatchObject({
    code: 2,
    document: {
      findings: [{ code: 'rule-state', weight: 'stops', stops: { routes: ['ended'] } }],
      unseen: [{ denied: true }, { denied: true }],
    },
  });
  await stop();
});
