import { describe, expect, test } from 'vitest';
import { head, Project } from './gcx.js';

describe('gcx release', () => {
  const project = new Project(
    `${head()}targets:\n  inbox: { sqs: { create: shop-inbox } }\n  other: { sqs: { create: shop-other } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [inbox] }\n  started: { events: [conversation.acd.start], targets: [other] }\n`,
  );

  test('gives up a route, and then all of it; what it owned is in the files, and stays', async () => {
    await project.done('apply --auto-approve');
    expect((await project.sandbox('release')).code).toBe(64);
    const unknown = await project.sandbox('release startd --auto-approve');
    expect(unknown.code).toBe(64);
    expect(unknown.stderr).toContain('has no route startd; perhaps started');

    const route = await project.sandbox('release started --out started.tf --auto-approve');
    expect(route.code, route.stderr).toBe(0);
    expect(route.stdout).toContain('Plan: 2 to release.');
    expect(route.stdout).toContain('\nReleased: 2 resources.\n');
    expect(route.stderr).toContain('Now remove route started and target other from .genesysrc.yml.');
    expect(project.read('started.tf')).toContain('resource "aws_sqs_queue" "shop_other"');
    expect(project.read('started.tf')).not.toContain('shop-inbox');

    // A file that is there is not overwritten, and then nothing is released.
    project.write('pipe.json', '{}');
    const refused = await project.sandbox('release --format cloudformation --out pipe.json --auto-approve');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('pipe.json is there already');
    const { document: all } = await project.json(
      'release --format cloudformation --out pipe.json --overwrite --auto-approve',
    );
    expect(all).toMatchObject({ outcome: 'carried-out', files: ['pipe.json', 'pipe.import.json'] });
    expect(project.read('pipe.import.json')).toContain('"ResourceType": "AWS::Events::Rule"');
    const { rules, queues, integrations } = project.holdings();
    expect(JSON.stringify([rules, queues, integrations])).not.toMatch(/genesys-gcx[:"]/);
    expect(rules).toHaveLength(2);
    expect((await project.sandbox('release --auto-approve')).stdout).toContain('gcx owns nothing');
    const plan = await project.sandbox('plan');
    expect(plan.code).toBe(5);
    expect(plan.stdout).toContain('Rule shop-ended-1 exists already');
  });

  test('that fails in part does not say what comes afterward; the next run does, and keeps the file of the first', async () => {
    const other = new Project(
      `${head()}targets:\n  inbox: { sqs: { create: shop-inbox } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [inbox] }\n`,
    );
    await other.done('apply --auto-approve');
    const server = await other.serve({ faults: ['sqs:UntagQueue:deny:1'] });
    const part = await other.sandbox('release --auto-approve');
    expect(part.code).toBe(4);
    expect(part.stdout).toMatch(/^Released in part: \d+ released, 1 failed, \d+ not attempted\. /m);
    expect(part.stderr).toContain('released.tf describes');
    expect(part.stderr).not.toMatch(/is refused from now on|terraform init/);
    const file = other.read('released.tf');
    expect(file).toContain('resource "aws_cloudwatch_event_rule"');

    const rest = await other.sandbox('release --auto-approve');
    await server.stop();
    expect(rest.code, rest.stderr).toBe(0);
    expect(rest.stdout).not.toContain('rule shop-ended-1');
    expect(rest.stderr).toMatch(/terraform init(?:.|\n)*is refused from now on/);
    expect(other.read('released.tf')).toBe(file);
    expect(JSON.stringify(other.holdings())).not.toMatch(/genesys-gcx[:"]/);
  });
});
