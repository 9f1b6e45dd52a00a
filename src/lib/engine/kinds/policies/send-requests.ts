import { alarmArn, parseArn, ruleArn } from '../../../language/names/arn.js';
import type { PlanInput } from '../door/kind.js';
import type { SendRequest } from './lets-in.js';
import { receiversOf, SEND_ACTIONS } from './senders.js';

/** All that the file wants to send by itself, by the ARN that it sends to: what it sends with a role is not among it. */
export function sendRequests(input: PlanInput): ReadonlyMap<string, readonly SendRequest[]> {
  const all = new Map<string, SendRequest[]>();
  const { account } = input.config.aws;
  const add = (resource: string, service: string, source: string) => {
    const action = SEND_ACTIONS[parseArn(resource)?.service ?? ''];
    if (action === undefined) return;
    all.set(resource, [...(all.get(resource) ?? []), { action, resource, service, source, account }]);
  };
  for (const { bus, name, targets } of input.rules)
    for (const arn of targets.flatMap((target) => receiversOf(input, target)))
      add(arn, 'events.amazonaws.com', ruleArn(input.config, bus, name));
  for (const topic of input.declared.topics)
    for (const { protocol, endpoint } of topic.subscriptions)
      if (protocol === 'sqs' || protocol === 'lambda') add(endpoint, 'sns.amazonaws.com', topic.arn);
  for (const { alarmTopicArn, names } of input.declared.processors)
    if (alarmTopicArn !== undefined)
      add(alarmTopicArn, 'cloudwatch.amazonaws.com', alarmArn(input.config, `${names.function}-failures`));
  return all;
}
