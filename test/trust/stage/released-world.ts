import { canonicalJson, isJsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import { type HclRead, readHcl } from '../../harness/hcl-read.js';
import type { Moment } from './stage.js';

/** Under which kind the sandbox keeps what a type of CloudFormation is, and of Terraform. */
const KINDS: Readonly<Record<string, readonly [kind: string, terraform: string]>> = {
  'AWS::Events::EventBus': ['buses', 'aws_cloudwatch_event_bus'],
  'AWS::Events::Archive': ['archives', 'aws_cloudwatch_event_archive'],
  'AWS::Events::Rule': ['rules', 'aws_cloudwatch_event_rule'],
  'AWS::Events::Connection': ['connections', 'aws_cloudwatch_event_connection'],
  'AWS::Events::ApiDestination': ['destinations', 'aws_cloudwatch_event_api_destination'],
  'AWS::SQS::Queue': ['queues', 'aws_sqs_queue'],
  'AWS::SNS::Topic': ['topics', 'aws_sns_topic'],
  'AWS::SNS::Subscription': ['subscriptions', 'aws_sns_topic_subscription'],
  'AWS::DynamoDB::Table': ['tables', 'aws_dynamodb_table'],
  'AWS::IAM::Role': ['roles', 'aws_iam_role'],
  'AWS::Lambda::Function': ['functions', 'aws_lambda_function'],
  'AWS::Lambda::EventSourceMapping': ['mappings', 'aws_lambda_event_source_mapping'],
  'AWS::Logs::LogGroup': ['logGroups', 'aws_cloudwatch_log_group'],
  'AWS::Logs::ResourcePolicy': ['logPolicies', 'aws_cloudwatch_log_resource_policy'],
  'AWS::Logs::DeliverySource': ['deliverySources', 'aws_cloudwatch_log_delivery_source'],
  'AWS::Logs::DeliveryDestination': ['deliveryDestinations', 'aws_cloudwatch_log_delivery_destination'],
  'AWS::Logs::Delivery': ['logDeliveries', 'aws_cloudwatch_log_delivery'],
  'AWS::CloudWatch::Alarm': ['alarms', 'aws_cloudwatch_metric_alarm'],
};

/** Parts of another resource, which stand behind its id. */
const PARTS: Readonly<Record<string, RegExp>> = {
  aws_cloudwatch_event_target: /^(.*)\/([^/]+)$/,
  aws_iam_role_policy: /^(.*):([^:]+)$/,
  aws_iam_role_policy_attachment: /^([^/]+)\/(.*)$/,
  aws_lambda_permission: /^(.*)\/([^/]+)$/,
};
const WHOLES: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_target: 'rules',
  aws_iam_role_policy: 'roles',
  aws_iam_role_policy_attachment: 'roles',
  aws_lambda_permission: 'functions',
};

/** What a service answers where nobody set it, and the sandbox does not keep. */
const ANSWERED: Readonly<Record<string, RegExp>> = {
  roles: /^3600$/,
  functions: /^(?:PassThrough|512|Text|\/aws\/lambda\/.*)$/,
  mappings: /^ReportBatchItemFailures$/,
};

type Thing = readonly [key: string, thing: JsonValue];

/** Things of a kind in every region and account, by a part of the sandbox's key for them. */
function thingsOf({ state }: Pick<Moment, 'state'>, kind: string, id: string): readonly Thing[] {
  const world = JSON.parse(state);
  const all: readonly Thing[] = world.clouds.flatMap(({ state: cloud }: { state: { regions: object } }) =>
    Object.values(cloud.regions).flatMap((maps: Record<string, readonly Thing[]>) => maps[kind] ?? []),
  );
  const name = kind === 'queues' ? id.slice(id.lastIndexOf('/') + 1) : id;
  const ends = [`:${name}`, `:rule/${name}`, `:function:${name}`];
  // Policies of CloudWatch Logs have a key by their names, beside those of one resource.
  return all.filter(
    ([key]) => key === name || key === `name ${name}` || ends.some((end) => key.endsWith(end)),
  );
}

/** Ids that a text of Terraform imports and that are not there, or are more than one thing. */
export function wrongImports(hcl: string, at: Pick<Moment, 'state'>): readonly string[] {
  return readHcl(hcl).flatMap((block): readonly string[] => {
    if (block.head !== 'import') return [];
    const type = attribute(block, 'to').split('.')[0] ?? '';
    const id = JSON.parse(attribute(block, 'id')) as string;
    return isThere(type, id, at) ? [] : [`${type} ${id} is not there`];
  });
}

function isThere(type: string, id: string, at: Pick<Moment, 'state'>): boolean {
  if (type === 'genesyscloud_integration') return at.state.includes(`"id":${JSON.stringify(id)}`);
  const part = PARTS[type]?.exec(id);
  if (part !== undefined && part !== null) {
    const [, whole = '', rest = ''] = part;
    const [found] = thingsOf(at, WHOLES[type] ?? '', whole);
    return found !== undefined && leavesOf(found[1], true).has(rest);
  }
  const kind = Object.values(KINDS).find(([, terraform]) => terraform === type)?.[0] ?? '';
  return thingsOf(at, kind, id).length === 1;
}

function attribute({ attributes }: HclRead, name: string): string {
  return attributes.get(name) ?? '""';
}

/** Values of a template that the thing that it imports does not have, a line each. */
export function wrongValues(template: string, list: string, at: Pick<Moment, 'state'>): readonly string[] {
  const { Resources } = JSON.parse(template);
  const imports: readonly {
    readonly ResourceType: string;
    readonly LogicalResourceId: string;
    readonly ResourceIdentifier: Readonly<Record<string, string>>;
  }[] = JSON.parse(list);
  return imports.flatMap(
    ({ ResourceType: type, LogicalResourceId, ResourceIdentifier }): readonly string[] => {
      if (type === 'AWS::Lambda::Permission') return [];
      const [kind = ''] = KINDS[type] ?? [];
      const [id = ''] = Object.values(ResourceIdentifier);
      const [found, ...others] = thingsOf(at, kind, id);
      if (found === undefined || others.length > 0)
        return [`${LogicalResourceId}: ${kind} ${id} is not there once`];
      // dynalite holds the tables.
      if (type === 'AWS::DynamoDB::Table') return [];
      const has = [...leavesOf([found[0], found[1]], true)].map((each) =>
        each.replaceAll(/ ?\[genesys-gcx[^\]]*\]/g, ''),
      );
      return [...leavesOf(Resources[LogicalResourceId].Properties)]
        .filter((leaf) => ANSWERED[kind]?.test(leaf) !== true)
        .filter((leaf) => !has.some((each) => each === leaf || isNamed(each, leaf) || isNamed(leaf, each)))
        .map((leaf) => `${LogicalResourceId} has ${leaf}, and ${kind} ${id} does not`);
    },
  );
}

/** Whether an ARN ends with a name. */
function isNamed(arn: string, name: string): boolean {
  return arn.startsWith('arn:') && (arn.endsWith(`:${name}`) || arn.endsWith(`/${name}`));
}

/** The values in a value, as texts, of JSON in a text as well; with the names of its maps. A reference to a parameter is none. */
function leavesOf(value: JsonValue | readonly JsonValue[], names = false): ReadonlySet<string> {
  const leaves = new Set<string>();
  const visit = (each: JsonValue | undefined): void => {
    if (typeof each === 'string' && /^[{[]/.test(each)) {
      try {
        const read = JSON.parse(each) as JsonValue;
        visit(read);
        // Services answer the keys of a document in an order of their own.
        leaves.add(canonicalJson(read));
      } catch {
        // A text like another, as a template of an input can be.
        leaves.add(each);
      }
    } else if (Array.isArray(each)) for (const item of each) visit(item);
    else if (!isJsonObject(each)) leaves.add(String(each));
    else if (Object.keys(each).join() !== 'Ref')
      for (const [name, item] of Object.entries(each)) {
        if (names) leaves.add(name);
        visit(item);
      }
  };
  visit(value as JsonValue);
  return leaves;
}
