import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createAwsCloud } from '../../../../src/lib/sandbox/aws/index.js';
import { UNKNOWN_MEMBERS } from '../../../../src/lib/sandbox/aws/unknown-members.js';
import { MODELS, shapeNamed } from '../../../harness/aws-models/models.js';

const FOLDER = 'src/lib/sandbox/aws';
/** Where the sandbox reads a service's calls; DynamoDB's are dynalite's. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  cloudwatch: ['cloudwatch'],
  events: ['events', 'delivery'],
  firehose: ['listed-receivers.ts', 'described-receivers.ts'],
  iam: ['iam'],
  kinesis: ['listed-receivers.ts', 'described-receivers.ts'],
  kms: ['kms'],
  lambda: ['lambda'],
  logs: ['logs'],
  resourcegroupstaggingapi: ['tagging.ts'],
  secretsmanager: ['secrets'],
  sns: ['sns'],
  sqs: ['sqs'],
  stepfunctions: ['listed-receivers.ts', 'described-receivers.ts'],
  sts: ['sts.ts'],
};

/** Members that change nothing of what the sandbox does, with the reason. */
const OF_NO_ACCOUNT: Readonly<Record<string, string>> = {
  'cloudwatch:DescribeAlarmHistory AlarmContributorId': 'of alarms on Metrics Insights, which there are none',
  'cloudwatch:DescribeAlarms ActionPrefix': 'only narrows a list',
  'cloudwatch:DescribeAlarms ChildrenOfAlarmName': 'of composite alarms, which there are none',
  'cloudwatch:DescribeAlarms ParentsOfAlarmName': 'of composite alarms, which there are none',
  'cloudwatch:GetMetricData LabelOptions': 'the time zone of dynamic labels, which are not filled in',
  'cloudwatch:ListMetrics IncludeLinkedAccounts': 'of other accounts, which there are none',
  'cloudwatch:ListMetrics OwningAccount': 'of other accounts, which there are none',
  'firehose:DeleteDeliveryStream AllowForceDelete': 'there are no keys of theirs',
  'kinesis:DeleteStream EnforceConsumerDeletion': 'there are no consumers',
  'kms:CreateKey BypassPolicyLockoutSafetyCheck': 'callers are not judged',
  'kms:DescribeKey GrantTokens': 'there are no grants',
  'kms:ListKeys Limit': 'all keys are one page',
  'kms:ListKeys Marker': 'all keys are one page',
  'kms:PutKeyPolicy BypassPolicyLockoutSafetyCheck': 'callers are not judged',
  'lambda:Invoke ClientContext': 'handlers of gcx do not look at it',
  'lambda:Invoke DurableExecutionName': 'there are no durable functions',
  'lambda:Invoke InvocationType': 'a header, which is read as such',
  'lambda:Invoke LogType': 'a header, which is read as such',
  'lambda:Invoke Payload': 'the body',
  'lambda:Invoke TenantId': 'there are no tenants',
  'lambda:ListFunctions FunctionVersion': 'there are no versions',
  'lambda:ListFunctions MasterRegion': 'of Lambda@Edge',
  'lambda:UntagResource TagKeys': 'in the query, under tagKeys',
  'logs:DescribeLogGroups accountIdentifiers': 'of other accounts, which there are none',
  'logs:DescribeLogGroups includeLinkedAccounts': 'of other accounts, which there are none',
  'logs:DescribeLogGroups logGroupIdentifiers': 'only narrows a list',
  'logs:FilterLogEvents interleaved': 'AWS ignores it',
  'logs:FilterLogEvents unmask': 'nothing is masked',
  'logs:PutLogEvents entity': 'AWS’s own, of no account to lines',
  'logs:PutLogEvents sequenceToken': 'AWS ignores it',
  'resourcegroupstaggingapi:GetResources ExcludeCompliantResources': 'of tag policies',
  'resourcegroupstaggingapi:GetResources IncludeComplianceDetails': 'of tag policies',
  'resourcegroupstaggingapi:GetResources TagsPerPage': 'only makes pages smaller',
  'sns:ConfirmSubscription AuthenticateOnUnsubscribe': 'callers are not judged',
  'sqs:ReceiveMessage ReceiveRequestAttemptId': 'of answers that were lost on the way',
};

function sourceOf(path: string): string {
  if (!statSync(path).isDirectory()) return readFileSync(path, 'utf8');
  return readdirSync(path)
    .map((name) => sourceOf(join(path, name)))
    .join('\n');
}

it('no member of AWS’s models is left out in silence', () => {
  const forgotten: string[] = [];
  for (const [service, places] of Object.entries(PLACES)) {
    const source = [...places, 'tags.ts'].map((place) => sourceOf(join(FOLDER, place))).join('\n');
    const model = MODELS[service];
    for (const [action, { input }] of Object.entries(model?.operations ?? {})) {
      // gcx asks IAM itself what the credentials may do; the sandbox says that it does not know the call.
      if (model === undefined || input === undefined || action === 'SimulatePrincipalPolicy') continue;
      for (const member of Object.keys(shapeNamed(model, input).members ?? {})) {
        const known =
          new RegExp(`\\b${member}\\b`).test(source) ||
          UNKNOWN_MEMBERS[service]?.[action]?.includes(member) === true ||
          OF_NO_ACCOUNT[`${service}:${action} ${member}`] !== undefined;
        if (!known) forgotten.push(`${service}:${action} ${member}`);
      }
    }
  }
  expect(forgotten).toEqual([]);
});

const REGION = 'eu-west-1';
const cloud = createAwsCloud({ account: '111122223333', region: REGION });
const members = Object.entries(UNKNOWN_MEMBERS).flatMap(([service, calls]) =>
  Object.entries(calls).flatMap(([action, names]) => names.map((name) => [service, action, name] as const)),
);

it.each(members)('%s:%s refuses %s, which it does not know', async (service, action, member) => {
  const model = MODELS[service];
  const operation = model?.operations[action];
  if (model === undefined || operation === undefined) throw new Error('There is no such call.');
  const asked = (value: unknown) => {
    const headers: Record<string, string> = {
      authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/${REGION}/${service}/aws4_request`,
    };
    let body = JSON.stringify({ [member]: value });
    if (model.targetPrefix !== undefined) headers['x-amz-target'] = `${model.targetPrefix}.${action}`;
    else if (service !== 'lambda') {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      body = String(
        new URLSearchParams({ Action: action, Version: model.apiVersion, [member]: String(value) }),
      );
    }
    const path = service === 'lambda' ? operation.uri.replace(/\{\w+\}/g, 'x') : '/';
    return cloud.handle({ method: operation.method, path, query: new URLSearchParams(), headers, body });
  };
  const said = `The sandbox does not know ${member} of ${service}:${action}.`;
  expect((await asked('x')).body).toContain(said);
  expect((await asked(false)).body).not.toContain(said);
});
