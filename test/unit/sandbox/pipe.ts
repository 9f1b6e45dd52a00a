import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Sandbox } from '../../../src/lib/sandbox/index.js';
import { call, login } from './genesys-server.js';
import { ACCOUNT, ORGANIZATION, REGION } from './temporary-folder.js';

export const BUS = `aws.partner/genesys.com/cloud/${ORGANIZATION}/prod`;

/** Where the sandbox's Genesys Cloud answers. */
export function genesysOf(sandbox: Sandbox): { url: string } {
  const { host, port } = sandbox.genesys.gateway;
  return { url: `http://${host}:${port}` };
}

/** A token of the sandbox's own OAuth client. */
export function loginTo(sandbox: Sandbox): Promise<string> {
  const { clientId, clientSecret } = sandbox.genesys.credentials;
  return login(genesysOf(sandbox), clientId, clientSecret);
}

/** Creates, configures and enables an integration; resolves when it is ACTIVE. */
export async function enableIntegration(sandbox: Sandbox, eventFilter: readonly string[]): Promise<string> {
  const genesys = genesysOf(sandbox);
  const token = await loginTo(sandbox);
  const made = await call(
    genesys,
    'POST',
    '/api/v2/integrations',
    { name: 'prod', integrationType: { id: 'amazon-eventbridge-source' } },
    token,
  );
  const path = `/api/v2/integrations/${String(made.body['id'])}`;
  const properties = {
    awsAccountId: ACCOUNT,
    awsAccountRegion: REGION,
    eventSourceSuffix: 'prod',
    eventFilter,
  };
  const body = { name: 'prod', version: 1, properties, advanced: {}, notes: '', credentials: {} };
  await call(genesys, 'PUT', `${path}/config/current`, body, token);
  await call(genesys, 'PATCH', path, { intendedState: 'ENABLED' }, token);
  await sandbox.settle();
  return String(made.body['id']);
}

/** The AWS clients of a sandbox, as any program would make them. */
export function clientsOf(sandbox: Sandbox): { events: EventBridgeClient; sqs: SQSClient } {
  const settings = { ...sandbox.aws, maxAttempts: 1 };
  return { events: new EventBridgeClient(settings), sqs: new SQSClient(settings) };
}

/** A bus on the integration's source, and a rule that sends one event type to an SQS queue. */
export async function routeToQueue(sandbox: Sandbox, template: string): Promise<void> {
  const { events, sqs } = clientsOf(sandbox);
  await events.send(new CreateEventBusCommand({ Name: BUS, EventSourceName: BUS }));
  const { RuleArn: ruleArn = '' } = await events.send(
    new PutRuleCommand({
      EventBusName: BUS,
      Name: 'left',
      EventPattern: JSON.stringify({ 'detail-type': [template] }),
    }),
  );
  const { QueueUrl: url } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
  const arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:inbox`;
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    ],
  };
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: JSON.stringify(policy) } }),
  );
  await events.send(
    new PutTargetsCommand({ EventBusName: BUS, Rule: 'left', Targets: [{ Id: 'inbox', Arn: arn }] }),
  );
}
