import { parseArn } from '../../language/names/arn.js';

/**
 * By service, and where one service has several kinds of targets by the beginning of the resource, as in
 * language/config/check/target-needs.ts (EventBridge User Guide, "Using resource-based policies and roles").
 */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['events:event-bus/', 'events:PutEvents'],
  ['events:api-destination/', 'events:InvokeApiDestination'],
  ['sns', 'sns:Publish'],
  ['sqs', 'sqs:SendMessage'],
  ['lambda', 'lambda:InvokeFunction'],
  ['states', 'states:StartExecution'],
  ['kinesis', 'kinesis:PutRecord'],
  ['firehose', 'firehose:PutRecord'],
  ['execute-api', 'execute-api:Invoke'],
]);

/** What a sender must be allowed at a target of an ARN. Undefined: gcx does not know. */
export function sendAction(arn: string): string | undefined {
  const { service, resource } = parseArn(arn) ?? { service: '', resource: '' };
  const kind = resource.slice(0, resource.indexOf('/') + 1);
  return ACTIONS.get(`${service}:${kind}`) ?? ACTIONS.get(service);
}
