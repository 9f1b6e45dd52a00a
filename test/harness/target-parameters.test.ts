import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { releasePlan } from '../../src/lib/cli/release.js';
import { releaseCloudFormation } from '../../src/lib/cli/render/release/cloudformation-text.js';
import { releaseTerraform } from '../../src/lib/cli/render/release/terraform-text.js';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { exportBus } from '../../src/lib/features/existing/export-bus.js';
import { driftOf } from '../../src/lib/features/plans/drift.js';
import { planRelease } from '../../src/lib/features/release/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { head } from '../e2e/gcx.js';
import { wrongTemplate, wrongTerraform } from './infrastructure.js';
import { applied, type Trial, trial } from './trial.js';

const arn = (rest: string) => `"arn:aws:${rest}"`;
const here = (service: string, rest: string) => arn(`${service}:eu-west-1:111122223333:${rest}`);
const role = `role: ${arn('iam::111122223333:role/send')}`;

/** A target of each service that takes parameters of its own, each with as many as there are kinds of values. */
const TARGETS: Readonly<Record<string, string>> = {
  task: `{ arn: ${here('ecs', 'cluster/jobs')}, ${role}, parameters: { EcsParameters: { TaskDefinitionArn: ${here('ecs', 'task-definition/report')}, TaskCount: 1, LaunchType: FARGATE, EnableECSManagedTags: true, NetworkConfiguration: { awsvpcConfiguration: { Subnets: [subnet-1a, subnet-1b], AssignPublicIp: DISABLED } }, PlacementConstraints: [], ReferenceId: report, Tags: [{ Key: team, Value: cx }] } } }`,
  job: `{ arn: ${here('batch', 'job-queue/jobs')}, ${role}, parameters: { BatchParameters: { JobDefinition: report, JobName: report, ArrayProperties: { Size: 2 }, RetryStrategy: { Attempts: 3 } } } }`,
  warehouse: `{ arn: ${here('redshift-serverless', 'workgroup/w')}, ${role}, parameters: { RedshiftDataParameters: { Database: calls, DbUser: gcx, Sql: "call ended()", WithEvent: false } } }`,
  loads: `{ arn: ${here('redshift-serverless', 'workgroup/w')}, ${role}, retry: { attempts: 3 }, parameters: { RedshiftDataParameters: { Database: calls, DbUser: gcx, Sqls: ["call ended()", "call told()"] } } }`,
  model: `{ arn: ${here('sagemaker', 'pipeline/p')}, ${role}, parameters: { SageMakerPipelineParameters: { PipelineParameterList: [{ Name: call, Value: $.detail.eventBody.conversationId }] } } }`,
  graph: `{ arn: ${here('appsync', 'endpoints/graphql-api/g')}, ${role}, parameters: { AppSyncParameters: { GraphQLOperation: "mutation { ended }" } } }`,
  command: `{ arn: ${here('ssm', 'document/restart')}, ${role}, parameters: { RunCommandParameters: { RunCommandTargets: [{ Key: "tag:role", Values: [pbx] }] } } }`,
  web: `{ arn: ${here('execute-api', 'a1b2c3d4e5/prod/POST/calls/*')}, ${role}, parameters: { HttpParameters: { PathParameterValues: [$.detail.eventBody.conversationId], HeaderParameters: { X-Source: gcx } } } }`,
};
const file = `${head()}targets:
${Object.entries(TARGETS)
  .map(([name, text]) => `  ${name}: ${text}\n`)
  .join('')}routes:
  ended: { events: [conversation.acd.end], targets: [task, job, warehouse, loads, model] }
  also: { events: [conversation.acd.end], targets: [graph, command, web] }
`;

function actions({ changes }: Plan): readonly string[] {
  return changes.flatMap(({ action, kind, name }) =>
    action === 'none' ? [] : [`${action} ${kind} ${name}`],
  );
}

const loaded = (all: Trial) => loadConfig({ cwd: all.folder, env: {} });

const converged = async (all: Trial) => expect(actions(await all.plan())).toEqual([]);

/** The targets of a rule, by their ids, as another program reads them. */
async function targetsOf(all: Trial, rule: string) {
  const [bus = ''] = (await all.others.events.busNames()).filter((name) => name.startsWith('aws.partner'));
  const targets = await all.others.events.listTargets(bus, rule);
  return { bus, byId: new Map(targets.map((target) => [target.id, target])) };
}

describe('parameters of a target by its ARN', () => {
  it('reach AWS as written, and nothing is left to do, also where AWS answers with its defaults', async () => {
    const all = await trial(file);
    let put = '';
    const { heard } = all.wire;
    all.wire.heard = (exchange) => {
      heard(exchange);
      if (exchange.body.includes('EcsParameters')) put ||= exchange.body;
    };
    await applied(all);
    await converged(all);
    const { Targets } = JSON.parse(put);
    expect(Targets).toContainEqual(
      expect.objectContaining({
        EcsParameters: {
          TaskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/report',
          LaunchType: 'FARGATE',
          EnableECSManagedTags: true,
          NetworkConfiguration: {
            awsvpcConfiguration: { Subnets: ['subnet-1a', 'subnet-1b'], AssignPublicIp: 'DISABLED' },
          },
          ReferenceId: 'report',
          Tags: [{ Key: 'team', Value: 'cx' }],
        },
      }),
    );
    all.wire.alter = (action, body) =>
      action === 'ListTargetsByRule'
        ? body.replace('"LaunchType"', '"TaskCount":1,"EnableExecuteCommand":false,"LaunchType"')
        : body;
    await converged(all);
  });

  it('are changed, put right and taken away with the file', async () => {
    const all = await trial(file);
    await applied(all);
    all.write(
      file.replace('Attempts: 3', 'Attempts: 5').replace(', HeaderParameters: { X-Source: gcx }', ''),
    );
    const plan = await applied(all);
    expect(actions(plan)).toEqual(['update rule shop-ended-1', 'update rule shop-also-1']);
    expect(JSON.stringify(plan.changes)).toContain('BatchParameters.RetryStrategy.Attempts 5');
    await converged(all);

    // Two targets are at one ARN, and the file changes one of them.
    const written = readFileSync(join(all.folder, '.genesysrc.yml'), 'utf8');
    all.write(written.replace('Sql: "call ended()"', 'Sql: "call again()"'));
    const again = await all.plan();
    expect(actions(again)).toEqual(['update rule shop-ended-1']);
    expect(driftOf(again)).toMatchObject({ changed: [], unclear: [] });
    // One of them leaves, and comes back.
    all.write(written.replace('warehouse, loads, model', 'loads, model'));
    expect(driftOf(await applied(all))).toMatchObject({ changed: [], unclear: [] });
    all.write(written);
    expect(driftOf(await applied(all))).toMatchObject({ changed: [], unclear: [] });

    const { bus, byId } = await targetsOf(all, 'shop-ended-1');
    const job = byId.get('job');
    if (job === undefined) throw new Error('no target job');
    await all.others.events.putTargets(bus, 'shop-ended-1', [
      { ...job, parameters: { BatchParameters: { JobDefinition: 'other', JobName: 'report' } } },
    ]);
    expect(driftOf(await all.plan()).changed).toMatchObject([{ name: 'shop-ended-1' }]);
    await applied(all);
    expect((await targetsOf(all, 'shop-ended-1')).byId.get('job')).toEqual(job);

    // A model runs without parameters, too; a task does not.
    all.write(
      file
        .replace('Attempts: 3', 'Attempts: 5')
        .replace(/, parameters: \{ (?:SageMakerPipeline|Http)Parameters: .*\}\n/g, ' }\n'),
    );
    await applied(all);
    await converged(all);
    expect((await targetsOf(all, 'shop-ended-1')).byId.get('model')).not.toHaveProperty('parameters');
    expect((await targetsOf(all, 'shop-also-1')).byId.get('web')).not.toHaveProperty('http');
  });

  it('are in an export that changes nothing, and in what is released', async () => {
    const all = await trial(file);
    await applied(all);
    const { aws, genesys } = all;
    const release = await planRelease(await loaded(all), { genesys, aws, sandbox: true }, []);
    const hcl = releaseTerraform(release);
    for (const block of [
      'ecs_target {',
      'network_configuration {',
      'batch_target {',
      'redshift_target {',
      'sagemaker_pipeline_target {',
      'appsync_target {',
      'run_command_targets {',
      'http_target {',
    ])
      expect(hcl).toContain(block);
    expect(hcl).toMatch(/assign_public_ip\s+= false/);
    expect(hcl).toMatch(/array_size\s+= 2/);
    // Terraform sends 0 for the one that is not written, which AWS refuses.
    expect(hcl).toMatch(/maximum_event_age_in_seconds = 86400\n\s+maximum_retry_attempts\s+= 3\n/);
    // What Terraform cannot say stands in the plan, and in the file above the target.
    const { warnings } = releasePlan(release, 'terraform');
    const unsaid = warnings.filter(({ code }) => code === 'terraform-no-argument');
    expect(unsaid.map(({ message }) => message)).toEqual([
      'Terraform has no argument for EcsParameters.ReferenceId of target task of rule shop-ended-1. terraform plan shows no difference, but whenever Terraform changes the target, it removes ReferenceId.',
      'Terraform has no argument for RedshiftDataParameters.Sqls of target loads of rule shop-ended-1. terraform plan shows no difference, but whenever Terraform changes the target, it sends an empty Sql instead of Sqls.',
    ]);
    const imported = { task: 'EcsParameters.ReferenceId', loads: 'RedshiftDataParameters.Sqls' };
    for (const [target, setting] of Object.entries(imported))
      expect(hcl).toMatch(
        new RegExp(`\\n# Terraform has no argument for ${setting} .*\\nimport \\{\\n.*\\n.*/${target}"\\n`),
      );
    const { warnings: others } = releasePlan(release, 'cloudformation');
    expect(others.filter(({ message }) => / of target /.test(message))).toEqual([]);
    const { template, resources } = releaseCloudFormation(release);
    expect(wrongTerraform(hcl)).toEqual([]);
    expect(wrongTemplate(template, resources)).toEqual([]);
    expect(JSON.parse(template)).toHaveProperty(
      ['Resources', 'RuleShopEnded1', 'Properties', 'Targets'],
      expect.arrayContaining([
        expect.objectContaining({
          EcsParameters: expect.objectContaining({ TagList: [{ Key: 'team', Value: 'cx' }] }),
        }),
      ]),
    );

    const { config, ...rest } = await loaded(all);
    const at = { ...rest, config: { ...config, file: join(all.folder, '.genesysrc.yml') } };
    const { exported } = await exportBus(at, { aws, genesys }, { create: false });
    all.write(exported.text);
    await converged(all);
  });
});
