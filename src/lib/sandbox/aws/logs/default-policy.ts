import type { Context } from '../context.js';
import { putResourcePolicy } from './resource-policies.js';

/** Where no policy lets a delivery in, AWS writes one, for a caller who may (its guide on vended logs). */
export function letIn(groupArn: string, context: Context): void {
  const { account, region, state } = context;
  const name = 'AWSLogDeliveryWrite20150319';
  const existing = state.logPolicies.get(`name ${name}`);
  const resources = new Set([...resourcesIn(existing?.document ?? ''), `${groupArn}:log-stream:*`]);
  const statement = {
    Sid: name,
    Effect: 'Allow',
    Principal: { Service: ['delivery.logs.amazonaws.com'] },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: [...resources],
    Condition: {
      StringEquals: { 'aws:SourceAccount': [account] },
      ArnLike: { 'aws:SourceArn': [`arn:aws:logs:${region}:${account}:*`] },
    },
  };
  const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  putResourcePolicy({ policyName: name, policyDocument }, context);
}

function resourcesIn(document: string): readonly string[] {
  return [...document.matchAll(/"(arn:[^"]+:log-stream:\*)"/g)].flatMap(([, arn]) => arn ?? []);
}
