import { CreateLogGroupCommand, PutResourcePolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { descriptionMark } from '../../../src/lib/engine/kinds/ownership/description-mark.js';
import { byHand } from '../../harness/by-hand.js';
import type { Stage } from './stage.js';

/** How long a connection is being authorized at most, in ms. */
const AUTHORIZED_MS = 60_000;

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/**
 * Others have things of the kinds that no tag is searched for by, with names like those of the project `shop`: what gcx
 * finds by its name or beside its own, and may never touch.
 */
export async function neighborsByHand(stage: Stage): Promise<void> {
  const { account, region, organization } = stage.home;
  const { place } = await stage.gcx();
  const { events, iam, logs } = byHand({ aws: place });

  const ofAnotherEnvironment = descriptionMark({ project: 'shop', environment: 'test', organization });
  const connections = [
    ['shop-billing', 'Of the finance team'],
    ['shop-crm-2', `Target crm-2 of shop (test), made by gcx ${ofAnotherEnvironment}`],
  ] as const;
  const made = await Promise.all(
    connections.map(async ([Name, Description]) => {
      const { ConnectionArn } = await events.send(
        new CreateConnectionCommand({
          Name,
          Description,
          AuthorizationType: 'API_KEY',
          AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Theirs', ApiKeyValue: 'theirs' } },
        }),
      );
      const { ApiDestinationArn } = await events.send(
        new CreateApiDestinationCommand({
          Name,
          Description,
          ConnectionArn,
          InvocationEndpoint: 'https://billing.example.com/',
          HttpMethod: 'POST',
        }),
      );
      return ApiDestinationArn;
    }),
  );

  // A role that the project would have if its policy for Kinesis streams were full.
  const RoleName = 'shop-send.kinesis.2';
  const trust = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }));
  const PolicyDocument = policy({ Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'gcx', PolicyDocument }));

  await events.send(
    new PutRuleCommand({ Name: 'shop-ended-1', EventPattern: '{"source":[{"prefix":"aws.partner/"}]}' }),
  );
  const RoleArn = `arn:aws:iam::${account}:role/${RoleName}`;
  const Targets = made.map((Arn, index) => ({ Id: `${index}`, Arn, RoleArn }));
  await events.send(new PutTargetsCommand({ Rule: 'shop-ended-1', Targets }));
  await events.send(
    new PutPermissionCommand({
      StatementId: 'theirs',
      Action: 'events:PutEvents',
      Principal: '444455556666',
    }),
  );

  await logs.send(new CreateLogGroupCommand({ logGroupName: 'shop-calls-of-others' }));
  for (const policyName of ['genesys-gcx-shop-2', 'theirs'])
    await logs.send(
      new PutResourcePolicyCommand({
        policyName,
        policyDocument: policy({
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `arn:aws:logs:${region}:${account}:log-group:shop-calls-of-others:*`,
        }),
      }),
    );
  await stage.clock.sleep(AUTHORIZED_MS);
}
