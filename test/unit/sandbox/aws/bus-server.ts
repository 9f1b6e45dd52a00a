import { CreateEventBusCommand, PutTargetsCommand, type Target } from '@aws-sdk/client-eventbridge';
import { ACCOUNT, type AwsServer, REGION, startAws } from './aws-server.js';

/** The partner event source that is offered. */
export const SOURCE = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';

/** A pattern that matches nothing of Genesys Cloud's. */
export const PATTERN = '{"source":["me"]}';

/** ARN of an SQS queue; EventBridge does not ask whether it is there. */
export const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:inbox`;

/** An AWS with two sources, one of them expired, and a bus of others' with a rule that a service manages. */
export function startBuses(): Promise<AwsServer> {
  return startAws({
    rulesPerBus: 120,
    seed: {
      sources: [{ name: SOURCE }, { name: `${SOURCE}-old`, expirationTime: 1 }],
      buses: [{ name: 'shared', tags: { owner: 'platform' } }],
      rules: [
        { bus: 'shared', name: 'managed', pattern: { source: ['x'] }, managedBy: 'schemas.amazonaws.com' },
      ],
    },
  });
}

/** Makes a bus, and gives its name. */
export async function makeBus({ events }: AwsServer, Name: string): Promise<string> {
  await events.send(new CreateEventBusCommand({ Name }));
  return Name;
}

/** Puts targets of the rule `r`. */
export const putTargets = ({ events }: AwsServer, EventBusName: string, ...Targets: Target[]) =>
  events.send(new PutTargetsCommand({ EventBusName, Rule: 'r', Targets }));
